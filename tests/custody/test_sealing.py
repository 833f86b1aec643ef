"""Claims about shares and sealed segments: what opens them, and that nothing else does."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.custody import sealed
from groundglass.custody.header import Header, check_key, commit_to, header_hash, parse_header
from groundglass.custody.sealed import CHUNK_BYTES, SegmentSealer, open_sealed, read_header
from groundglass.custody.shamir import Share, join, split
from groundglass.custody.slots import (
    OpenedShare,
    join_shares,
    parse_recipient,
    parse_share,
    rewrap_share,
    unwrap_share,
    wrap_key,
)
from groundglass.errors import CustodyError
from groundglass.pane.ids import CameraId, Instant90k

KEY = bytes(range(32))
IDENTITIES = [pyrage.x25519.Identity.generate() for _ in range(3)]


def header(*, needed: int = 2, key: bytes = KEY, segment: int = 1) -> Header:
    return Header(
        segment=segment.to_bytes(16, "big"),
        camera=CameraId("north-gate"),
        start=Instant90k(900_000),
        until=Instant90k(1_800_000),
        codec="h264",
        policy="default",
        needed=needed,
        custodians=tuple(str(identity.to_public()) for identity in IDENTITIES),
        chain=7,
        previous=b"\0" * 32,
        commitment=commit_to(key),
    )


def seal(clear_bytes: bytes, of: Header | None = None) -> bytes:
    sealer = SegmentSealer(of or header(), KEY)
    return sealer.preamble + sealer.feed(clear_bytes) + sealer.finish()


def unseal(blob: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO(blob)
    found, encoded = read_header(file)
    return b"".join(open_sealed(file, found, encoded, key))


@given(st.binary(min_size=1, max_size=40), st.integers(1, 6), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_any_m_of_n_shares_join_and_any_m_minus_1_are_refused(secret: bytes, needed: int, spare: int) -> None:
    shares = split(secret, needed=needed, shares=needed + spare)
    for some in combinations(shares, needed):
        assert join(some, needed=needed) == secret
    for few in combinations(shares, needed - 1):
        with pytest.raises(CustodyError):
            join(few, needed=needed)


def test_one_share_less_than_needed_fits_every_secret_equally() -> None:
    """With one coefficient unknown, each possible secret byte explains a share by exactly one coefficient."""
    one = split(b"\x2a", needed=2, shares=2, random_bytes=lambda size: b"\x99" * size)[0]
    fitting = {
        secret
        for secret in range(256)
        for coefficient in range(256)
        if split(bytes([secret]), needed=2, shares=2, random_bytes=bytes([coefficient]).__mul__)[0] == one
    }
    assert fitting == set(range(256))


def test_a_custodian_who_approves_twice_has_approved_once() -> None:
    shares = split(KEY, needed=2, shares=3)
    with pytest.raises(CustodyError):
        join([shares[0], shares[0]], needed=2)


@pytest.mark.parametrize(("needed", "shares"), [(0, 0), (0, 3), (4, 3), (1, 256)])
def test_an_impossible_quorum_splits_nothing(needed: int, shares: int) -> None:
    with pytest.raises(CustodyError):
        split(KEY, needed=needed, shares=shares)


def test_an_empty_quorum_releases_nothing() -> None:
    with pytest.raises(CustodyError):
        join([], needed=0)


def test_a_key_of_no_bytes_and_shares_of_different_lengths_are_refused() -> None:
    with pytest.raises(CustodyError):
        split(b"", needed=1, shares=1)
    with pytest.raises(CustodyError):
        join([Share(1, b"a"), Share(2, b"bc")], needed=2)
    for number, value in ((0, b"a"), (256, b"a"), (1, b"")):
        with pytest.raises(CustodyError):
            Share(number, value)


def test_a_share_does_not_print_its_value() -> None:
    assert repr(Share(3, b"secret")) == "Share(number=3)"


@given(st.lists(st.binary(max_size=200_000), max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_sealed_segment_opens_to_the_bytes_it_was_fed(pieces: list[bytes]) -> None:
    sealer = SegmentSealer(header(), KEY)
    blob = sealer.preamble + b"".join(sealer.feed(piece) for piece in pieces) + sealer.finish()
    assert unseal(blob) == b"".join(pieces)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_sizes_around_a_chunk_open_whole(size: int) -> None:
    assert unseal(seal(b"x" * size)) == b"x" * size


def test_every_flipped_byte_of_a_small_segment_is_refused() -> None:
    blob = seal(b"a small clip")
    for at in range(len(blob)):
        with pytest.raises(CustodyError):
            unseal(blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :])


def test_every_truncation_of_a_small_segment_is_refused() -> None:
    blob = seal(b"a small clip")
    for size in range(len(blob)):
        with pytest.raises(CustodyError):
            unseal(blob[:size])


def test_chunks_reordered_dropped_repeated_or_appended_are_refused() -> None:
    clear = bytes(CHUNK_BYTES) + b"\1" * CHUNK_BYTES + b"\2" * 10
    blob = seal(clear)
    start = len(blob) - (2 * (CHUNK_BYTES + 16) + 26)
    one, two, three = (
        blob[start : start + CHUNK_BYTES + 16],
        blob[start + CHUNK_BYTES + 16 : -26],
        blob[-26:],
    )
    assert unseal(blob[:start] + one + two + three) == clear
    for order in ([two, one, three], [one, three], [one, two], [one, two, two, three], [one, two, three, three]):
        with pytest.raises(CustodyError):
            unseal(blob[:start] + b"".join(order))


def test_only_authenticated_chunks_are_given_before_a_break() -> None:
    clear = b"\1" * CHUNK_BYTES + b"\2" * CHUNK_BYTES + b"\3"
    blob = bytearray(seal(clear))
    blob[-30] ^= 1  # within the second chunk's tag
    file = io.BytesIO(bytes(blob))
    found, encoded = read_header(file)
    given_bytes = b""
    with pytest.raises(CustodyError):
        for chunk in open_sealed(file, found, encoded, KEY):
            given_bytes += chunk
    assert given_bytes == clear[:CHUNK_BYTES]


def test_a_chunk_of_another_segment_is_refused() -> None:
    here, there = seal(b"here"), seal(b"thar", header(segment=2))
    with pytest.raises(CustodyError):
        unseal(here[: -(4 + 16)] + there[-(4 + 16) :])


def test_a_finished_sealer_seals_nothing_more() -> None:
    sealer = SegmentSealer(header(), KEY)
    sealer.finish()
    with pytest.raises(CustodyError):
        sealer.finish()


def test_a_segment_with_too_many_chunks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = seal(b"x" * (3 * CHUNK_BYTES))
    monkeypatch.setattr(sealed, "MAX_CHUNKS", 2)
    with pytest.raises(CustodyError):
        unseal(blob)


def test_an_unknown_version_and_a_header_without_end_are_refused() -> None:
    blob = seal(b"x")
    with pytest.raises(CustodyError, match="version 2"):
        read_header(io.BytesIO(b"GGSEAL\0\2" + blob[8:]))
    with pytest.raises(CustodyError, match="too long"):
        read_header(io.BytesIO(struct.pack(">6sHI", b"GGSEAL", 1, 1 << 30)))


def test_the_wrong_key_is_told_before_anything_is_decrypted() -> None:
    with pytest.raises(CustodyError):
        unseal(seal(b"x"), b"\0" * 32)
    with pytest.raises(CustodyError):
        check_key(header(), KEY[:-1])
    with pytest.raises(CustodyError):
        SegmentSealer(header(), b"\0" * 32)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_header_parser_fail_otherwise(untrusted: bytes) -> None:
    for call in (lambda: parse_header(untrusted), lambda: read_header(io.BytesIO(untrusted))):
        with pytest.raises(CustodyError):
            call()


def test_a_header_reads_back() -> None:
    assert parse_header(header().encoded()) == header()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("camera", "North Gate"), ("camera", 3), ("chain", -1), ("chain", 1.5), ("cipher", "none"), ("codec", "av1"),
        ("commitment", "00"), ("commitment", "ZZ"), ("custodians", "age1"), ("custodians", []), ("custodians", [1]),
        ("custodians", [""]), ("needed", 0), ("needed", 4), ("needed", True), ("policy", 4), ("policy", "x" * 65),
        ("previous", ""), ("segment", "0"), ("start_90k", -1), ("until_90k", 900_000), ("until_90k", 2**63),
    ],
)  # fmt: skip
def test_a_header_with_one_wrong_field_is_refused(name: str, value: object) -> None:
    fields = json.loads(header().encoded())
    fields[name] = value
    with pytest.raises(CustodyError):
        parse_header(json.dumps(fields).encode())


def test_a_header_with_a_field_more_or_too_many_bytes_is_refused() -> None:
    fields = json.loads(header().encoded()) | {"more": 1}
    for untrusted in (json.dumps(fields).encode(), b"[]", b" " * 70_000):
        with pytest.raises(CustodyError):
            parse_header(untrusted)


def test_two_custodians_of_three_open_a_segment_and_one_does_not() -> None:
    of = header()
    hashed = header_hash(of.encoded())
    slots = wrap_key(KEY, of, hashed)
    opened = [unwrap_share(slot, identity) for slot, identity in zip(slots, IDENTITIES, strict=True)]
    for pair in combinations(opened, 2):
        assert join_shares(pair, of, hashed) == KEY
    with pytest.raises(CustodyError):
        join_shares(opened[:1], of, hashed)
    with pytest.raises(CustodyError):
        unwrap_share(slots[0], IDENTITIES[1])


def test_a_share_given_for_one_segment_does_not_open_the_next() -> None:
    first, second = header(), header(segment=2)
    hashes = [header_hash(one.encoded()) for one in (first, second)]
    opened = [unwrap_share(s, i) for s, i in zip(wrap_key(KEY, first, hashes[0]), IDENTITIES, strict=True)]
    with pytest.raises(CustodyError):
        join_shares(opened, second, hashes[1])
    relabelled = [replace(one, segment=second.segment, header_hash=hashes[1]) for one in opened]
    other_key = b"\5" * 32
    file = io.BytesIO(SegmentSealer(replace(second, commitment=commit_to(other_key)), other_key).preamble)
    found, encoded = read_header(file)
    with pytest.raises(CustodyError):
        list(open_sealed(file, found, encoded, join_shares(relabelled, second, hashes[1])))


def test_shares_of_another_quorum_are_refused() -> None:
    of, hashed = header(), header_hash(header().encoded())
    opened = [OpenedShare(of.segment, hashed, 1, 3, share) for share in split(KEY, needed=1, shares=3)]
    with pytest.raises(CustodyError):
        join_shares(opened, of, hashed)


def test_a_share_wrapped_anew_for_a_requester_is_theirs_to_open() -> None:
    of, hashed = header(), header_hash(header().encoded())
    requester = pyrage.x25519.Identity.generate()
    opened = unwrap_share(wrap_key(KEY, of, hashed)[2], IDENTITIES[2])
    assert unwrap_share(rewrap_share(opened, requester.to_public()), requester) == opened


def test_the_plain_age_tool_decrypts_a_share(tmp_path: Path) -> None:
    assert shutil.which("age"), "install Debian's age package"
    of, hashed = header(), header_hash(header().encoded())
    (tmp_path / "slot.age").write_bytes(wrap_key(KEY, of, hashed)[1])
    (tmp_path / "identity.txt").write_text(str(IDENTITIES[1]) + "\n")
    done = subprocess.run(
        ["age", "-d", "-i", tmp_path / "identity.txt", tmp_path / "slot.age"], capture_output=True, check=True
    )
    assert parse_share(done.stdout) == unwrap_share(wrap_slot(tmp_path), IDENTITIES[1])


def wrap_slot(folder: Path) -> bytes:
    return (folder / "slot.age").read_bytes()


@pytest.mark.parametrize(
    ("at", "value"), [(0, b"X"), (8, b"\2"), (57, b"\0"), (57, b"\4"), (58, b"\0"), (59, b"\0"), (59, b"\4")]
)
def test_a_share_with_one_wrong_byte_is_refused(at: int, value: bytes) -> None:
    good = OpenedShare(b"s" * 16, b"h" * 32, 2, 3, Share(1, KEY)).encoded()
    assert parse_share(good).share == Share(1, KEY)
    for broken in (good[:at] + value + good[at + 1 :], good[:-1], good + b"\0"):
        with pytest.raises(CustodyError):
            parse_share(broken)


@given(st.binary(max_size=200))
def test_no_bytes_make_unwrapping_fail_otherwise(untrusted: bytes) -> None:
    with pytest.raises(CustodyError):
        unwrap_share(untrusted, IDENTITIES[0])


def test_a_slot_too_long_and_a_recipient_that_is_none_are_refused() -> None:
    with pytest.raises(CustodyError):
        unwrap_share(b"x" * 20_000, IDENTITIES[0])
    with pytest.raises(CustodyError):
        parse_recipient("age1nonsense")
