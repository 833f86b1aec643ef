"""Machines for a list of cameras: what is read, what is refused, and that what is planned has room."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.engine.camera_list import CameraLine, Size, parse_camera_list
from groundglass.engine.costs import cost_of
from groundglass.engine.machines import GIB, Machine, demand_of, plan, together
from groundglass.errors import ConfigError

MACHINE = Machine(cores=16, memory_bytes=64 * GIB)


def lines(*rows: str) -> tuple[CameraLine, ...]:
    return parse_camera_list("\n".join(rows).encode())


def test_a_line_needs_only_a_size_and_says_how_many() -> None:
    (line,) = lines("size,count", "1920x1080,40")
    assert (line.count, line.size, line.rate_hz, line.mbit_s) == (40, Size(1920, 1080), 15, 4)
    assert (line.frosted, line.keep_days, line.seal_days) == (Size(1920, 1080), 30, 0)


def test_a_list_of_a_spreadsheet_that_writes_semicolons_and_decimal_commas_is_read() -> None:
    (line,) = lines("\ufeffCamera;Size;Mbit_s;Small_Size", "Gate;1920 × 1080;3,5;640x360", ";;;")
    assert (line.mbit_s, line.frosted) == (3.5, Size(640, 360))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("wide,1", "line 2: size"),
        ("1920x1080,0", "line 2: count"),
        ("1920x1080,nan", "line 2: count"),
        ("1920x1080,2000000", "line 2: count"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(row: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        lines("size,count", row)


@pytest.mark.parametrize(
    "body", [b"", b"size\n", b"size,size\n1x1,1x1\n", b"pixels\n9\n", b"\xff\xfe", b"size\n" * 2_000_000]
)
def test_what_is_no_list_of_cameras_is_refused_with_a_hint(body: bytes) -> None:
    with pytest.raises(ConfigError) as said:
        parse_camera_list(body)
    assert said.value.hints


def test_machines_of_one_kind_of_camera_are_as_many_as_divided_and_the_spare() -> None:
    one = cost_of(1920, 1080, 15).cores
    most = math.floor(15.5 / one)
    (alone,) = plan(lines("size,count", f"1920x1080,{most}"), MACHINE)
    (more,) = plan(lines("size,count", f"1920x1080,{10 * most + 1}"), MACHINE)
    assert (alone.machines, alone.spare, more.machines) == (2, 1, 12)
    assert alone.bound_by == "cores"


def test_every_site_has_machines_of_its_own_and_sums_add_up() -> None:
    listed = lines("site,size,count", "north,1920x1080,10", "south,640x360,3", "north,640x360,5")
    plans = plan(listed, MACHINE)
    assert [(one.site, one.need.cameras, one.machines) for one in plans] == [("north", 15, 2), ("south", 3, 2)]
    assert together(one.need for one in plans).cameras == 18


def test_a_small_stream_is_frosted_instead_and_the_large_one_only_sealed() -> None:
    (large,), (small,), (sealed,) = (
        lines("size,small_size,seal_days", f"3840x2160,{rest}") for rest in (",0", "640x360,0", "640x360,2")
    )
    assert demand_of(small).cores < demand_of(large).cores / 5
    assert demand_of(small).in_mbit_s < demand_of(sealed).in_mbit_s
    assert demand_of(sealed).sealed_bytes == round(sealed.mbit_s * 1e6 / 8 * 2 * 86_400)
    assert demand_of(small).sealed_bytes == 0


def test_a_camera_that_fits_no_machine_is_said_and_not_split() -> None:
    with pytest.raises(ConfigError, match="does not fit one machine"):
        plan(lines("size,rate_hz", "7680x4320,60"), Machine(cores=2, memory_bytes=4 * GIB))


def test_a_hundred_thousand_cameras_are_planned_as_quickly_as_ten() -> None:
    listed = lines("size,count", "1920x1080,60000", "1280x720,30000", "3840x2160,10000")
    (one,) = plan(listed, MACHINE)
    assert one.need.cameras == 100_000
    assert one.machines * 15.5 > one.need.cores


@given(
    st.lists(
        st.tuples(
            st.integers(1, 400), st.sampled_from(["640x360", "1280x720", "1920x1080", "2560x1440"]), st.integers(2, 30)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_planned_has_room_and_is_not_twice_what_is_needed(kinds: list[tuple[int, str, int]]) -> None:
    listed = lines("count,size,rate_hz", *(f"{count},{size},{rate}" for count, size, rate in kinds))
    (one,) = plan(listed, MACHINE)
    busy = one.machines - one.spare
    assert one.need.cores <= busy * 15.5 + 1e-6
    assert one.need.memory_bytes <= busy * 62 * GIB
    assert max(one.need.in_mbit_s, one.need.out_mbit_s) <= busy * 1000 + 1e-6
    share = max(one.need.cores / 15.5, one.need.memory_bytes / (62 * GIB), one.need.in_mbit_s / 1000)
    assert busy <= math.ceil(2 * share) + 1
