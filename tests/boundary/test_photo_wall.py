"""A photo's way through a whole running site, looked at from outside: what may recognise somebody is nowhere."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pyrage
import pytest

from bench.site import RunningSite

EDGE = 256
NOISE = np.random.default_rng(4712).integers(0, 256, (EDGE, EDGE), np.uint8)
MARK = b"Grace-at-59.3293N-18.0686E"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RunningSite]:
    with RunningSite(tmp_path / "data") as started:
        started.sign_in()
        yield started


def clear_photo() -> bytes:
    """A PNG of noise, its rows as they are, with a line of text as a camera might add it."""
    rows = b"".join(b"\0" + row.tobytes() for row in NOISE)
    parts = {
        b"IHDR": EDGE.to_bytes(4, "big") * 2 + b"\x08\0\0\0\0",
        b"tEXt": b"Comment\0" + MARK,
        b"IDAT": zlib.compress(rows, 0),
        b"IEND": b"",
    }
    body = b"\x89PNG\r\n\x1a\n"
    for kind, part in parts.items():
        body += len(part).to_bytes(4, "big") + kind + part + zlib.crc32(kind + part).to_bytes(4, "big")
    return body


def traces_in(body: bytes) -> list[str]:
    """What of the photo lies in these bytes: its text, or rows as grey levels or in colour."""
    found = ["text"] if MARK in body else []
    for number, row in enumerate(NOISE[::8]):
        if row.tobytes() in body or np.repeat(row, 3).tobytes() in body:
            found.append(f"row {number * 8}")
    return found


def memory_of(pid: int) -> Iterator[bytes]:
    """What a process holds, piece by piece."""
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            begin, end = (int(part, 16) for part in span.split("-"))
            if not rights.startswith("rw") or end - begin > 1 << 30:
                continue
            memory.seek(begin)
            try:
                yield memory.read(end - begin)
            except OSError:
                continue  # a part the kernel keeps to itself


def test_no_clear_byte_of_a_photo_is_anywhere_but_in_the_process_that_frosts_it(site: RunningSite) -> None:
    clear = clear_photo()
    assert "text" in traces_in(clear) and len(traces_in(clear)) > 30  # otherwise finding nothing would mean nothing
    number = site.call("POST", "/api/v1/incidents", {"title": "Smoke", "level": "alarm"})["number"]
    recipient = site.call("POST", "/api/v1/photos/key")["recipient"]
    sealed = pyrage.encrypt(clear, [pyrage.x25519.Recipient.from_str(recipient)])
    told: dict[str, Any] = site.call(
        "POST",
        f"/api/v1/incidents/{number}/photos",
        {"recipient": recipient, "sealed": base64.b64encode(sealed).decode(), "text": "North exit"},
    )
    photo = next(entry["what"] for entry in told["history"] if entry["kind"] == "photo")["photo"]
    picture = site.http.get(f"/api/v1/incidents/{number}/photos/{photo}.jpg")
    assert picture.headers["content-type"] == "image/jpeg"
    _look_at(picture.content)
    for said in (picture.content, str(told).encode(), "".join(site.said).encode()):
        assert traces_in(said) == []
    pieces = list(memory_of(site.process.pid))
    assert any(sealed[100:400] in piece or recipient.encode() in piece for piece in pieces)  # it is the right memory
    assert not any(traces_in(piece) for piece in pieces)
    site.stop()
    for path in site.data.rglob("*"):
        if path.is_file():
            assert traces_in(path.read_bytes()) == [], path


def test_a_photo_that_was_not_sealed_goes_no_further(site: RunningSite) -> None:
    number = site.call("POST", "/api/v1/incidents", {"title": "Smoke", "level": "alarm"})["number"]
    recipient = site.call("POST", "/api/v1/photos/key")["recipient"]
    body = {"recipient": recipient, "sealed": base64.b64encode(b"\xff\xd8\xff" + MARK).decode()}
    answer = site.http.post(f"/api/v1/incidents/{number}/photos", json=body)
    assert answer.status_code == 422
    assert MARK not in answer.content
    site.stop()
    assert not any(MARK in path.read_bytes() for path in site.data.rglob("*") if path.is_file())


def _look_at(jpeg: bytes) -> None:
    decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    likeness = cv2.matchTemplate(cv2.resize(decoded, (EDGE, EDGE)), NOISE, cv2.TM_CCOEFF_NORMED).max()
    assert float(likeness) < 0.45
