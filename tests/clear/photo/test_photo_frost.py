"""What is left of a photo, and what is let near a decoder."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.clear.photo import process
from groundglass.clear.photo.cells import cells_of, frost_photo, toned
from groundglass.clear.photo.header import MAX_PIXELS, PictureSize, size_of
from groundglass.clear.photo.process import answer_to
from groundglass.errors import SourceError
from groundglass.pane.control import Stop, encode_order
from groundglass.pane.photo import (
    ANSWER_HEAD,
    CELLS,
    TONES,
    FrostedPhoto,
    PhotoAnswer,
    PhotoKey,
    PhotoRefused,
    PhotoTask,
    SealedPhoto,
    Unusable,
    parse_photo_answer,
    parse_photo_head,
)

Picture = npt.NDArray[np.uint8]
KEY = pyrage.x25519.Identity.generate()


def noise(width: int, height: int) -> Picture:
    return np.random.default_rng(4711).integers(0, 256, (height, width, 3), np.uint8)


def encoded(picture: Picture, form: str = ".jpg") -> bytes:
    done, body = cv2.imencode(form, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    assert done
    return body.tobytes()


def seen(photo: FrostedPhoto) -> Picture:
    decoded = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)


def answered(
    clear: bytes, opened: Callable[[bytes], bytes] = lambda sealed: pyrage.decrypt(sealed, [KEY])
) -> PhotoAnswer:
    return answer_to(SealedPhoto(pyrage.encrypt(clear, [KEY.to_public()])), opened)


@pytest.mark.parametrize(("width", "height"), [(4000, 3000), (3000, 4000), (640, 640), (16, 12), (2000, 40), (1, 1)])
def test_a_photo_of_any_shape_is_left_as_few_flat_cells(width: int, height: int) -> None:
    photo = frost_photo(noise(width, height))
    picture = seen(photo)
    assert picture.shape == (photo.height, photo.width, 3)
    cell_px = 960 // CELLS
    rows, columns = photo.height // cell_px, photo.width // cell_px
    assert max(rows, columns) == CELLS and min(rows, columns) >= 4
    for top in range(rows):
        for left in range(columns):
            cell = picture[top * cell_px + 8 : (top + 1) * cell_px - 8, left * cell_px + 8 : (left + 1) * cell_px - 8]
            assert int(cell.reshape(-1, 3).std(axis=0).max()) <= 3


def test_nothing_of_a_face_sized_part_is_found_in_what_is_left() -> None:
    clear = noise(1600, 1200)
    part = cv2.cvtColor(clear[400:656, 600:856], cv2.COLOR_RGB2GRAY)
    left = cv2.cvtColor(cv2.resize(seen(frost_photo(clear)), (1600, 1200)), cv2.COLOR_RGB2GRAY)
    assert float(cv2.matchTemplate(cv2.cvtColor(clear, cv2.COLOR_RGB2GRAY), part, cv2.TM_CCOEFF_NORMED).max()) > 0.99
    assert float(cv2.matchTemplate(left, part, cv2.TM_CCOEFF_NORMED).max()) < 0.3


def test_a_cell_has_one_of_few_tones() -> None:
    grey = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    assert len(np.unique(toned(grey))) == TONES


def test_fire_smoke_and_water_stay_apart() -> None:
    scene = np.zeros((120, 160, 3), np.uint8)
    scene[:, :50], scene[:, 50:110], scene[:, 110:] = (255, 120, 20), (70, 70, 75), (60, 110, 170)
    fire, smoke, water = toned(cells_of(scene))[5, [1, 8, 14]].astype(int)
    assert fire[0] - fire[2] > 100
    assert np.ptp(smoke) <= 3
    assert water[2] - water[0] > 60


def test_what_is_frosted_already_stays_as_it_is() -> None:
    """A phone sends cells; the process makes the same of them."""
    once = toned(cells_of(noise(1600, 1200)))
    again = toned(cells_of(once))
    assert np.abs(once.astype(int) - again.astype(int)).max() <= 40
    assert again.shape == once.shape


@pytest.mark.parametrize("form", [".jpg", ".png"])
def test_a_sealed_photo_is_opened_and_frosted(form: str) -> None:
    answer = answered(encoded(noise(640, 480), form))
    assert isinstance(answer, FrostedPhoto)
    assert (answer.width, answer.height) == (960, 720)


def test_nothing_that_a_camera_writes_beside_the_picture_is_left() -> None:
    body = encoded(noise(64, 48))
    exif = b"Exif\0\0GPS 59.3293N 18.0686E by Grace"
    tagged = body[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + body[2:]
    answer = answered(tagged)
    assert isinstance(answer, FrostedPhoto)
    assert b"Grace" not in answer.jpeg and b"Exif" not in answer.jpeg


def test_what_cannot_be_used_is_refused_with_its_reason() -> None:
    bomb = encoded(noise(32, 32), ".png")
    bomb = bomb[:16] + struct.pack(">II", 60_000, 60_000) + bomb[24:]
    assert answered(bomb) == PhotoRefused(Unusable.TOO_LARGE)
    for wrong in (b"", b"GIF89a" + bytes(50), encoded(noise(32, 32))[:40], b"\x89PNG\r\n\x1a\n"):
        assert answered(wrong) == PhotoRefused(Unusable.NOT_A_PICTURE)
    other = pyrage.x25519.Identity.generate()
    assert answered(encoded(noise(8, 8)), lambda sealed: pyrage.decrypt(sealed, [other])) == PhotoRefused(
        Unusable.NOT_OPENED
    )


def test_a_photo_is_blackened_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Picture] = []

    def breaks(clear: Picture) -> FrostedPhoto:
        held.append(clear)
        raise ValueError("broken")

    monkeypatch.setattr(process, "frost_photo", breaks)
    assert answered(encoded(noise(64, 48))) == PhotoRefused(Unusable.FAILED)
    assert not held[0].any()


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]))
@settings(max_examples=400, deadline=None)
def test_any_bytes_have_a_size_or_none(body: bytes, start: bytes) -> None:
    try:
        size = size_of(start + body)
    except SourceError as error:
        assert error.message
    else:
        assert min(size.width, size.height) >= 1


@given(st.binary(min_size=1, max_size=60), st.integers(0, 1500))
@settings(max_examples=200, deadline=None)
def test_a_damaged_picture_is_frosted_or_refused(damage: bytes, at: int) -> None:
    body = bytearray(encoded(noise(48, 32)))
    body[at : at + len(damage)] = damage
    answer: Any = answered(bytes(body), lambda _: bytes(body))
    assert isinstance(answer, FrostedPhoto | PhotoRefused)


def test_the_size_that_is_judged_is_the_size_that_is_decoded() -> None:
    for form in (".jpg", ".png"):
        size = size_of(encoded(noise(123, 77), form))
        assert (size.width, size.height, size.is_decoded) == (123, 77, True)
    assert PictureSize(5000, MAX_PIXELS // 5000).is_decoded
    assert not PictureSize(5000, MAX_PIXELS // 5000 + 1).is_decoded
    assert not PictureSize(10_001, 1).is_decoded


JPEG_FRAME = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 77, 123) + bytes(10)


@pytest.mark.parametrize(
    ("segments", "size"),
    [
        (JPEG_FRAME, (123, 77)),
        (b"\xff\xff\xff" + JPEG_FRAME, (123, 77)),  # filling
        (b"\xff\xd0\xff\x01" + JPEG_FRAME, (123, 77)),  # markers without a body
        (b"\xff\xe0\x00\x04ab" + JPEG_FRAME, (123, 77)),
        (JPEG_FRAME[:8], None),
        (b"\xff\xe0\x00\x01" + JPEG_FRAME, None),
        (b"\xff\xe0\xff\xff", None),
        (b"\xff\xd0" * 1001 + JPEG_FRAME, None),
        (b"ab" + JPEG_FRAME, None),
    ],
)
def test_a_jpeg_is_walked_forward_to_its_size_or_refused(segments: bytes, size: tuple[int, int] | None) -> None:
    if size is None:
        with pytest.raises(SourceError):
            size_of(b"\xff\xd8" + segments)
    else:
        found = size_of(b"\xff\xd8" + segments)
        assert (found.width, found.height) == size


def test_a_photo_that_cannot_be_encoded_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "imencode", lambda *_: (False, np.zeros(0, np.uint8)))
    with pytest.raises(ValueError, match="encoded"):
        frost_photo(noise(64, 48))


def told(order: Callable[[str], bytes]) -> bytes:
    """What a process for one photo says when it is ordered what `order` makes of its key."""
    pane_out, pane_in = os.pipe()
    orders_out, orders_in = os.pipe()
    working = threading.Thread(target=process.main, args=(PhotoTask(), pane_in, orders_out))
    working.start()
    head = os.read(pane_out, ANSWER_HEAD.size)
    key = parse_photo_answer(*_kind_and_body(head, pane_out))
    assert isinstance(key, PhotoKey)
    os.write(orders_in, order(key.recipient))
    os.close(orders_in)
    working.join(20)
    os.close(pane_in)
    with os.fdopen(pane_out, "rb") as pipe:
        rest = pipe.read()
    os.close(orders_out)
    return rest


def _kind_and_body(head: bytes, pane_out: int) -> tuple[int, bytes]:
    kind, size = parse_photo_head(head)
    return kind, os.read(pane_out, size)


def test_a_process_frosts_the_photo_that_was_sealed_for_its_key() -> None:
    clear = encoded(noise(64, 48))

    def sealed(recipient: str) -> bytes:
        return encode_order(SealedPhoto(pyrage.encrypt(clear, [pyrage.x25519.Recipient.from_str(recipient)])))

    rest = told(sealed)
    kind, size = parse_photo_head(rest[: ANSWER_HEAD.size])
    answer = parse_photo_answer(kind, rest[ANSWER_HEAD.size : ANSWER_HEAD.size + size])
    assert isinstance(answer, FrostedPhoto)
    assert repr(answer) == f"<FrostedPhoto {answer.width}x{answer.height}>"


@pytest.mark.parametrize("order", [b"", b"\0\0\0\x01\xff", encode_order(Stop())])
def test_a_process_that_is_sent_no_photo_says_nothing_and_ends(order: bytes) -> None:
    assert told(lambda _: order) == b""


def test_a_process_that_nobody_listens_to_ends() -> None:
    pane_out, pane_in = os.pipe()
    orders_out, orders_in = os.pipe()
    os.close(pane_out)
    os.close(orders_in)
    process.main(PhotoTask(), pane_in, orders_out)
    for fd in (pane_in, orders_out):
        os.close(fd)
