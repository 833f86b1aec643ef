"""What a person would look at when something goes wrong: what the site says, and whether the rest goes on.

`undisturbed` is the claim that every fault shares: another camera's pictures go on, and what was recorded before is
there afterwards, byte for byte, and can be decoded.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import av

from bench.site import RunningSite, wait_for


@dataclass(frozen=True, slots=True)
class Kept:
    """A recorded range, and the film that the site made of it."""

    begin: str
    end: str
    film: bytes


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def download(site: RunningSite, camera: str, begin: str, end: str) -> bytes:
    answer = site.http.get(f"/api/v1/cameras/{camera}/download.mp4", params={"from": begin, "to": end})
    assert answer.status_code == 200, answer.text
    assert pictures(answer.content) == int(answer.headers["X-Groundglass-Pictures"])
    return answer.content


def pictures(film: bytes) -> int:
    """How many pictures of a film can be decoded."""
    with av.open(io.BytesIO(film), "r") as container:
        return len(list(container.decode(container.streams.video[0])))


def keep(site: RunningSite, camera: str, length_s: float = 1.5, *, since: datetime | None = None) -> Kept:
    """Wait until so much of a camera is recorded (from `since` on) and in the index, and take it as it is now."""

    def recorded() -> dict[str, Any] | None:
        found: dict[str, Any] | None = site.camera(camera)["recording"]
        if not found or not found["newest"]:
            return None
        oldest = max(instant(found["oldest"]), since or instant(found["oldest"]))
        return found if instant(found["newest"]) - oldest > timedelta(seconds=length_s + 1) else None

    found = wait_for(f"{length_s} s of {camera} to be recorded", recorded, 40, 0.2)
    end = instant(found["newest"]) - timedelta(seconds=0.9)
    begin = end - timedelta(seconds=length_s)
    kept = stamp(begin), stamp(end)
    return Kept(*kept, download(site, camera, *kept))


def assert_kept(site: RunningSite, camera: str, kept: Kept) -> None:
    """It is on the timeline, and the same pictures come out of it."""
    spans = site.call("GET", f"/api/v1/cameras/{camera}/timeline?from={kept.begin}&to={kept.end}")["spans"]
    assert [(span["from"], span["to"]) for span in spans] == [(kept.begin, kept.end)]
    assert download(site, camera, kept.begin, kept.end) == kept.film


@contextmanager
def undisturbed(site: RunningSite, camera: str) -> Iterator[None]:
    """Around a fault: this camera stays live, sends on, and keeps what was recorded."""
    kept = keep(site, camera)
    sent: int = site.camera(camera)["figures"]["frames_out"]
    since: str = site.camera(camera)["state"]["since"]
    yield
    begun: int = site.camera(camera)["figures"]["frames_out"]
    wait_for("the other camera to go on", lambda: site.camera(camera)["figures"]["frames_out"] > begun + 10, 20, 0.2)
    assert begun >= sent
    state = site.camera(camera)["state"]
    assert (state["code"], state["cause"], state["since"]) == ("live", "none", since)
    assert_kept(site, camera, kept)


def says(site: RunningSite, camera: str, code: str, sentence: str, hint: str) -> None:
    """Wait until the camera is in a state, and read what people are told of it."""

    def reached() -> dict[str, Any] | None:
        state: dict[str, Any] = site.camera(camera)["state"]
        return state if state["code"] == code else None

    state = wait_for(f"{camera} to be {code}", reached, 40, 0.05)
    assert (state["sentence"], state["hint"]) == (sentence, hint)
