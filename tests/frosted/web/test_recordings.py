"""Recorded video over HTTP: streamed, downloaded, scrubbed, as fragments and as HLS. Decoded to be believed."""

from __future__ import annotations

import asyncio
import io
import re
import secrets
from datetime import UTC, datetime, timedelta

import av
import httpx
import pytest
import sqlalchemy as sa

from groundglass.clock import SimulatedClock
from groundglass.errors import NotSignedIn
from groundglass.frosted.people import schema
from groundglass.frosted.people.roles import Role
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.tickets import LIFE_S, MAX_TICKETS, Tickets
from groundglass.pane.ids import CameraId, Instant90k, RunId
from groundglass.pane.pictures import VideoRun
from tests.frosted.footage import RATE_HZ, STEP, a_run, some_samples
from tests.frosted.web.stand import Stand

GATE = CameraId("gate")
SECONDS = 8


@pytest.fixture
async def start(stand: Stand) -> int:
    """Eight seconds recorded, in two runs with a second between them; gives the first picture's time."""
    await stand.camera()
    recorder = stand.site.archive.recorder(GATE)
    at = (stand.site.clock.now_90k() // 90_000 - 20) * 90_000
    half = SECONDS // 2
    for begin_s in (0, half + 1):
        run = stand.site.archive.runs.mint()
        recorder.push(_with_run(a_run(), run))
        for sample in some_samples(half * RATE_HZ, run=run, start=at + begin_s * 90_000):
            recorder.push(sample)
    await recorder.close()
    await indexed(stand, SECONDS)
    return at


async def indexed(stand: Stand, seconds: int) -> None:
    """Until the index, written in batches, knows all of it."""
    now = stand.site.clock.now_90k()
    while True:
        spans = await stand.site.playback.spans(GATE, Instant90k(now - 3600 * 90_000), Instant90k(now + 3600 * 90_000))
        if sum(span.end - span.start for span in spans) >= seconds * 90_000:
            return
        await asyncio.sleep(0.02)


def _with_run(run: VideoRun, number: RunId) -> VideoRun:
    return type(run)(number, run.width, run.height, run.sps, run.pps)


def times(start: int, from_s: float, to_s: float) -> dict[str, str]:
    return {"from": show_instant(start + round(from_s * 90_000)), "to": show_instant(start + round(to_s * 90_000))}


def decoded(body: bytes) -> list[av.VideoFrame]:
    with av.open(io.BytesIO(body), "r") as container:
        return list(container.decode(video=0))


async def test_the_timeline_tells_runs_and_gaps(stand: Stand, viewer: httpx.AsyncClient, start: int) -> None:
    told = (await viewer.get("/api/v1/cameras/gate/timeline", params=times(start, -60, 60))).json()
    lengths = [
        (datetime.fromisoformat(s["to"]) - datetime.fromisoformat(s["from"])).total_seconds() for s in told["spans"]
    ]
    assert lengths == [4.0, 4.0]
    assert told["spans"][0]["from"] == show_instant(start)
    all_of_them = (await viewer.get("/api/v1/timeline", params=times(start, -60, 60))).json()
    assert all_of_them["cameras"]["gate"]["spans"] == told["spans"]
    camera = (await viewer.get("/api/v1/cameras/gate")).json()
    assert camera["recording"]["oldest"] == show_instant(start) and camera["recording"]["bytes"] > 0


async def test_a_range_plays_whole(viewer: httpx.AsyncClient, start: int) -> None:
    answer = await viewer.get("/api/v1/cameras/gate/video.mp4", params=times(start, 0, 4))
    assert answer.status_code == 200 and answer.headers["content-type"] == "video/mp4"
    assert len(decoded(answer.content)) == 4 * RATE_HZ


async def test_a_download_has_exactly_the_pictures_of_the_range(
    viewer: httpx.AsyncClient, admin: httpx.AsyncClient, start: int
) -> None:
    params = times(start, 1.4, 3.2)
    assert (await viewer.get("/api/v1/cameras/gate/download.mp4", params=params)).status_code == 403
    answer = await admin.get("/api/v1/cameras/gate/download.mp4", params=params)
    assert answer.headers["content-disposition"].startswith('attachment; filename="gate_20')
    assert int(answer.headers["content-length"]) == len(answer.content)
    expected = sum(
        start + 1.4 * 90_000 < start + n * STEP + STEP and n * STEP < 3.2 * 90_000 for n in range(4 * RATE_HZ)
    )
    assert int(answer.headers["x-groundglass-pictures"]) == expected
    with av.open(io.BytesIO(answer.content), "r") as container:
        assert container.format.name.startswith("mov")
        assert sum((frame.pts or 0) >= 0 for frame in container.decode(video=0)) == expected


async def test_scrubbing_gives_the_very_picture(viewer: httpx.AsyncClient, start: int) -> None:
    for number in (0, 1, 14, 15, 37, 59):
        at = start + number * STEP
        answer = await viewer.get("/api/v1/cameras/gate/gop", params={"at": show_instant(at)})
        assert answer.headers["x-groundglass-picture-at"] == show_instant(at)
        assert answer.headers["x-groundglass-codec"].startswith("avc1.")
        assert len(decoded(answer.content)) == number % 15 + 1


async def test_fragments_fetched_one_by_one_play_as_one(viewer: httpx.AsyncClient, start: int) -> None:
    told = (await viewer.get("/api/v1/cameras/gate/fragments", params=times(start, 0, 9))).json()
    assert len(told["init"]) == 2
    for init in told["init"]:
        body = (await viewer.get(init["url"])).content
        pieces = [f for f in told["fragments"] if f["run"] == init["run"]]
        assert pieces[0]["is_key"]
        for piece in pieces:
            answer = await viewer.get(piece["url"])
            assert len(answer.content) == piece["bytes"]
            body += answer.content
        assert len(decoded(body)) == 4 * RATE_HZ
        assert sum(piece["duration_s"] for piece in pieces) == pytest.approx(4.0)


async def test_a_recorded_range_plays_as_hls(viewer: httpx.AsyncClient, start: int) -> None:
    playlist = "/api/v1/cameras/gate/hls/range.m3u8"
    text = (await viewer.get(playlist, params=times(start, 0, 9))).text
    assert text.startswith("#EXTM3U") and text.rstrip().endswith("#EXT-X-ENDLIST")
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    pictures, init = 0, b""
    for line in text.splitlines():
        if found := re.fullmatch(r'#EXT-X-MAP:URI="(.+)"', line):
            init = (await viewer.get(f"/api/v1/cameras/gate/hls/{found[1]}")).content
        elif line and not line.startswith("#"):
            segment = await viewer.get(f"/api/v1/cameras/gate/hls/{line}")
            assert int(segment.headers["content-length"]) == len(segment.content)
            pictures += len(decoded(init + segment.content))
    assert pictures == SECONDS * RATE_HZ
    declared = sum(float(seconds) for seconds in re.findall(r"#EXTINF:([\d.]+)", text))
    assert declared == pytest.approx(SECONDS)


async def test_a_player_that_cannot_sign_in_is_given_an_address(
    stand: Stand, viewer: httpx.AsyncClient, start: int
) -> None:
    link = (await viewer.post("/api/v1/cameras/gate/hls/link", json={})).json()
    async with httpx.AsyncClient(base_url=stand.origin) as player:
        text = (await player.get(link["range"], params=times(start, 0, 4))).text
        base = link["range"].rpartition("/")[0]
        names = [line for line in text.splitlines() if line.endswith(".m4s")]
        (init,) = re.findall(r'#EXT-X-MAP:URI="(.+)"', text)
        body = (await player.get(f"{base}/{init}")).content
        for name in names:
            body += (await player.get(f"{base}/{name}")).content
        assert len(decoded(body)) == 4 * RATE_HZ
        await stand.camera("yard")
        assert (await player.get("/api/v1/cameras/yard")).status_code == 401
        assert (await player.get(link["live"][:-20] + "A" * 10 + "/live.m3u8")).status_code == 401


async def test_another_player_plays_a_range_across_runs(stand: Stand, viewer: httpx.AsyncClient, start: int) -> None:
    link = (await viewer.post("/api/v1/cameras/gate/hls/link", json={})).json()
    address = str(httpx.URL(stand.origin + link["range"], params=times(start, 0, 9)))

    def played() -> int:
        with av.open(address) as player:
            return sum(1 for _ in player.decode(video=0))

    assert await asyncio.to_thread(played) == SECONDS * RATE_HZ


async def test_a_ticket_is_worth_no_more_than_who_gave_it(stand: Stand) -> None:
    await stand.camera()
    person, token = await stand.somebody(Role.VIEWER)
    async with stand.browser(token) as browser:
        link = (await browser.post("/api/v1/cameras/gate/hls/link", json={})).json()
    async with httpx.AsyncClient(base_url=stand.origin) as player:
        assert (await player.get(link["live"])).status_code == 404  # opened, but nothing is recorded
        async with stand.site.archive.engine.begin() as connection:
            await connection.execute(sa.delete(schema.person).where(schema.person.c.id == person.id))
        assert (await player.get(link["live"])).status_code == 401
    async with stand.browser(token) as browser:
        assert (await browser.get("/api/v1/me")).status_code == 401  # the session went with the person


async def test_a_ticket_ends(stand: Stand) -> None:
    clock = SimulatedClock()
    tickets = Tickets(clock, secrets.token_bytes)
    first, _ = tickets.give(GATE, None)
    assert (await tickets.look(first.reveal())).camera == GATE
    clock.advance(LIFE_S + 1)
    with pytest.raises(NotSignedIn):
        await tickets.look(first.reveal())
    given = [tickets.give(GATE, None)[0] for _ in range(MAX_TICKETS + 1)]
    with pytest.raises(NotSignedIn):
        await tickets.look(given[0].reveal())
    assert (await tickets.look(given[1].reveal())).camera == GATE


async def test_live_hls_follows_the_recording(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    assert (await viewer.get("/api/v1/cameras/gate/hls/live.m3u8")).status_code == 404
    recorder = stand.site.archive.recorder(GATE)
    run = stand.site.archive.runs.mint()
    recorder.push(_with_run(a_run(), run))
    for sample in some_samples(6 * RATE_HZ, run=run, start=stand.site.clock.now_90k() - 6 * 90_000):
        recorder.push(sample)
    await recorder.close()
    await indexed(stand, 6)
    text = (await viewer.get("/api/v1/cameras/gate/hls/live.m3u8")).text
    assert "ENDLIST" not in text
    names = [line for line in text.splitlines() if line.endswith(".m4s")]
    assert len(names) == 2  # the third waits for a key picture that proves it whole
    assert len((await viewer.get(f"/api/v1/cameras/gate/hls/{names[0]}")).content) > 100


async def test_where_nothing_is_recorded_the_answer_says_so(admin: httpx.AsyncClient, start: int) -> None:
    params = {**times(start, -3600, -3500), "at": show_instant(start - 90_000 * 3600)}
    for path in ("video.mp4", "download.mp4", "hls/range.m3u8", "gop"):
        answer = await admin.get(f"/api/v1/cameras/gate/{path}", params=params)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


NAMES_NOTHING = [
    "runs/999999/init.mp4",
    "runs/1/5.m4s",
    "runs/99999999999999999999/init.mp4",
    "hls/1/5-4.m4s",
    "hls/1/5-6.m4s",
    "hls/1/0-1152921504606846976.m4s",
    "hls/../../../etc/passwd",
    "runs/..%2f..%2fgroundglass.db/init.mp4",
    "video.mp4?from=x&to=y",
    "timeline?from=2026-01-01T00:00:00Z",
    "timeline?from=1970-01-01T00:00:00Z&to=9999-01-01T00:00:00Z",
    "thumbnail.jpg?at=99999-01-01",
]


async def test_what_names_no_recording_gives_none(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    for path in NAMES_NOTHING:
        answer = await viewer.get(f"/api/v1/cameras/gate/{path}")
        assert answer.status_code in {404, 422}, path
        assert answer.headers["content-type"] == "application/problem+json", path


async def test_another_camera_s_run_is_not_reached_through_this_one(
    stand: Stand, viewer: httpx.AsyncClient, start: int
) -> None:
    await stand.camera("yard")
    told = (await viewer.get("/api/v1/cameras/gate/fragments", params=times(start, 0, 9))).json()
    for url in (told["init"][0]["url"], told["fragments"][0]["url"]):
        assert (await viewer.get(url)).status_code == 200
        assert (await viewer.get(url.replace("/gate/", "/yard/"))).status_code == 404


async def test_times_may_be_written_with_an_offset(viewer: httpx.AsyncClient, start: int) -> None:
    begin = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=start / 90_000)
    params = {"from": begin.isoformat(), "to": (begin + timedelta(seconds=2)).isoformat()}
    assert (await viewer.get("/api/v1/cameras/gate/video.mp4", params=params)).status_code == 200
