"""Claims about the records inside a sealed segment."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.custody.records import (
    MAX_BODY_BYTES,
    End,
    Packet,
    Parameters,
    Record,
    SoundParameters,
    encode_record,
    read_records,
)
from groundglass.errors import CustodyError
from groundglass.pane.ids import Instant90k

instants = st.integers(-(2**62), 2**62).map(Instant90k)
packets = st.builds(Packet, st.sampled_from(["video", "sound"]), instants, instants, st.booleans(), st.binary())
names = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=16)
sounds = st.builds(SoundParameters, names, st.integers(0, 192_000), st.integers(0, 64), st.binary(max_size=40))
END = End(Instant90k(5), 0)


@given(st.lists(packets | sounds | st.builds(Parameters, st.binary()), max_size=6), st.integers(1, 40))
def test_records_come_back_as_they_were_written_however_they_are_cut(records: list[Packet], size: int) -> None:
    whole: list[Record] = [*records, End(Instant90k(9), len(records))]
    clear = b"".join(encode_record(record) for record in whole)
    chunks = [clear[at : at + size] for at in range(0, len(clear), size)]
    assert list(read_records(chunks)) == whole


@pytest.mark.parametrize(
    "clear",
    [
        b"",
        encode_record(Parameters(b"x")),
        encode_record(END)[:-1],
        encode_record(END) + b"\1",
        encode_record(END) + encode_record(Parameters(b"")),
        encode_record(End(Instant90k(5), 1)),
        struct.pack(">BI", 9, 0),
        struct.pack(">BI", 1, MAX_BODY_BYTES + 1),
        struct.pack(">BI", 2, 3) + b"abc",
        struct.pack(">BIqqB", 2, 17, 0, 0, 2),
        struct.pack(">BIIBB", 4, 6, 8000, 1, 4),
        struct.pack(">BIIBB", 4, 7, 8000, 1, 1) + b"\xff",
    ],
)
def test_a_segment_that_is_not_whole_is_refused(clear: bytes) -> None:
    with pytest.raises(CustodyError):
        list(read_records([clear]))


def test_a_packet_that_is_too_long_is_not_sealed() -> None:
    with pytest.raises(CustodyError):
        encode_record(Parameters(bytes(MAX_BODY_BYTES + 1)))


def test_a_packet_does_not_print_its_bytes() -> None:
    assert "secret" not in repr(Packet("video", Instant90k(0), Instant90k(0), True, b"secret"))


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail_otherwise(untrusted: bytes) -> None:
    try:
        records = list(read_records([untrusted]))
    except CustodyError:
        return
    assert isinstance(records[-1], End)
