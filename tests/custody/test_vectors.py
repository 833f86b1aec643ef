"""The sealed file's bytes are those of tests/vectors/sealed-file.json, for ever."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

from groundglass.custody.header import header_hash, parse_header
from groundglass.custody.sealed import SegmentSealer, open_sealed, read_header
from groundglass.custody.slots import join_shares, parse_share

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "sealed-file.json").read_text())
KEY = bytes.fromhex(VECTORS["key"])
HEADER = VECTORS["header"].encode()


def seal(clear_bytes: bytes) -> bytes:
    sealer = SegmentSealer(parse_header(HEADER), KEY)
    return sealer.preamble + sealer.feed(clear_bytes) + sealer.finish()


def test_the_header_is_written_and_hashed_as_recorded() -> None:
    assert parse_header(HEADER).encoded() == HEADER
    assert header_hash(HEADER).hex() == VECTORS["header_sha256"]


def test_sealed_bytes_are_those_recorded() -> None:
    for name in ("small", "empty"):
        assert seal(bytes.fromhex(VECTORS[name]["clear"])).hex() == VECTORS[name]["sealed"]
    two_chunks = seal(bytes(i % 251 for i in range(65_541)))
    assert hashlib.sha256(two_chunks).hexdigest() == VECTORS["two_chunks"]["sealed_sha256"]


def test_recorded_shares_join_to_the_recorded_key_and_open_the_recorded_file() -> None:
    shares = [parse_share(bytes.fromhex(text)) for text in VECTORS["shares"]]
    file = io.BytesIO(bytes.fromhex(VECTORS["small"]["sealed"]))
    header, encoded = read_header(file)
    for pair in (shares[:2], shares[1:], shares[::2]):
        key = join_shares(pair, header, header_hash(encoded))
        assert key == KEY
    clear = b"".join(open_sealed(file, header, encoded, KEY))
    assert clear.hex() == VECTORS["small"]["clear"]
