"""The map of the surroundings: a file that says what it is, copied whole, and seen by a server that runs."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.map.base import HEADER_BYTES, BaseMap, parse_header
from tests.stands.pmtiles import tile_number, vector_tile, write_town


def test_a_drawn_town_says_what_part_of_the_world_it_shows(tmp_path: Path) -> None:
    base = BaseMap(tmp_path / "data")
    assert base.facts() is None
    facts = base.add(write_town(tmp_path / "town.pmtiles", (11.5, 48.1)))
    assert facts.tiles == "vector"
    assert (facts.least_zoom, facts.most_zoom) == (12, 15)
    west, south, east, north = facts.bounds
    assert west < 11.5 < east and south < 48.1 < north
    assert base.path.read_bytes() == (tmp_path / "town.pmtiles").read_bytes()


def test_another_file_is_another_version_and_takes_the_first_ones_place(tmp_path: Path) -> None:
    base = BaseMap(tmp_path / "data")
    first = base.add(write_town(tmp_path / "one.pmtiles"))
    base.add(write_town(tmp_path / "two.pmtiles", (2.0, 50.0), most_zoom=13))
    second = base.facts()
    assert second is not None and second.version != first.version
    assert [path.name for path in base.path.parent.iterdir()] == ["base.pmtiles"]
    base.remove()
    with pytest.raises(NotFound):
        base.remove()


def test_what_is_no_map_leaves_the_one_that_is_there(tmp_path: Path) -> None:
    base = BaseMap(tmp_path / "data")
    base.add(write_town(tmp_path / "town.pmtiles"))
    other = tmp_path / "other"
    town = (tmp_path / "town.pmtiles").read_bytes()
    for wrong in (b"", b"PMTiles\x02" + bytes(200), town[:100], gzip.compress(town), bytes(200)):
        other.write_bytes(wrong)
        with pytest.raises(ConfigError):
            base.add(other)
    with pytest.raises(NotFound):
        base.add(tmp_path / "nothing")
    assert base.path.read_bytes() == town


@pytest.mark.parametrize(("at", "value"), [(97, 4), (98, 3), (99, 9), (100, 30)])
def test_tiles_that_browsers_cannot_read_are_refused(tmp_path: Path, at: int, value: int) -> None:
    header = bytearray(write_town(tmp_path / "town.pmtiles").read_bytes()[:HEADER_BYTES])
    header[at] = value
    with pytest.raises(ConfigError):
        parse_header(bytes(header), 1000, "v")


@given(st.binary(min_size=119, max_size=119))
def test_any_header_is_a_map_of_some_part_of_the_world_or_is_refused(rest: bytes) -> None:
    try:
        facts = parse_header(b"PMTiles\x03" + rest, 1000, "v")
    except ConfigError:
        return
    west, south, east, north = facts.bounds
    assert -180 <= west < east <= 180 and -90 <= south < north <= 90


def test_the_drawing_numbers_tiles_as_the_specification_does() -> None:
    assert [tile_number(0, 0, 0), tile_number(1, 0, 0), tile_number(1, 0, 1), tile_number(1, 1, 1)] == [0, 1, 2, 3]
    assert tile_number(12, 3423, 1763) == 19_078_479  # the specification's own example
    assert vector_tile([], 12, 0, 0) == b""
