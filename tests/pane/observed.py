"""Observations for the wire's tests: every one that may be said, some by name, and some that must be refused."""

from __future__ import annotations

from hypothesis import strategies as st

from groundglass.pane.ids import AreaId, Instant90k, TrackId
from groundglass.pane.observations import (
    AreaOccupancy,
    Hazard,
    HazardSeen,
    OnGround,
    PictureFrozen,
    PpmBox,
    ThingKind,
    TrackBatch,
    Tracked,
)
from groundglass.pane.wire import HEAD, Message

INSTANT = st.integers(-(1 << 63), (1 << 63) - 1).map(Instant90k)
PPM = st.integers(0, 1_000_000)
MILLI = st.integers(0, 10_000_000)
MM = st.integers(-2_000_000, 2_000_000)
SIZE = st.integers(0, 262).map(lambda steps: steps * 250)
DRIFT = st.integers(-100_000_000, 100_000_000)


@st.composite
def box(draw: st.DrawFn) -> PpmBox:
    left, top = draw(st.integers(0, 999_999)), draw(st.integers(0, 999_999))
    return PpmBox(left, top, draw(st.integers(left + 1, 1_000_000)), draw(st.integers(top + 1, 1_000_000)))


GROUND = st.builds(OnGround, MM, MM, st.integers(0, 2_000_000), SIZE, SIZE)
NUMBERS = st.sets(st.integers(0, (1 << 32) - 1), max_size=6).map(sorted)


@st.composite
def batch(draw: st.DrawFn) -> TrackBatch:
    tracks = [
        Tracked(
            TrackId(number), draw(box()), draw(DRIFT), draw(DRIFT), draw(st.integers(0, 65_535)),
            draw(st.sampled_from(ThingKind)), draw(st.none() | GROUND),
        )
        for number in draw(NUMBERS)
    ]  # fmt: skip
    return TrackBatch(draw(INSTANT), tuple(tracks))


AREA = st.integers(1, 255).map(AreaId)
OBSERVED: st.SearchStrategy[Message] = st.one_of(
    batch(),
    st.builds(AreaOccupancy, INSTANT, AREA, PPM, MILLI, MILLI, st.booleans()),
    st.builds(AreaOccupancy, INSTANT, AREA, PPM, st.none(), st.none(), st.booleans()),
    st.builds(HazardSeen, INSTANT, st.sampled_from(Hazard), box(), PPM),
    st.builds(PictureFrozen, INSTANT, st.booleans()),
)


def observed(at: Instant90k) -> dict[str, Message]:
    """One of each, by name."""
    walker = Tracked(
        TrackId(41), PpmBox(400_000, 300_000, 440_000, 500_000), -25_000, 1_000, 0, ThingKind.UNNAMED,
        OnGround(-1200, 8400, 1350, 1750, 500),
    )  # fmt: skip
    still = Tracked(TrackId(44), PpmBox(0, 0, 1, 1_000_000), 0, 0, 65_535, ThingKind.VEHICLE, None)
    return {
        "tracks": TrackBatch(at, (walker, still)),
        "no tracks left": TrackBatch(at, ()),
        "area": AreaOccupancy(at, AreaId(3), 250_000, 12_400, 310, False),
        "area without a scale": AreaOccupancy(at, AreaId(255), 1_000_000, None, None, True),
        "flame": HazardSeen(at, Hazard.FLAME, PpmBox(10, 20, 30, 40), 875_000),
        "frozen": PictureFrozen(at, True),
    }


def refused_observations(said: dict[str, bytes]) -> dict[str, bytes]:
    """What a reader must not take for an observation."""
    tracks, area, flame = said["tracks"], said["area"], said["flame"]
    head, first, second = tracks[: HEAD.size + 8], tracks[HEAD.size + 8 :][:48], tracks[HEAD.size + 56 :]
    return {
        "tracks that do not rise": head + second + first,
        "the same track twice": head + first + first,
        "a track and a half": HEAD.pack(1 + 8 + 72, 12) + tracks[HEAD.size : HEAD.size + 80],
        "a box without inside": tracks.replace((400_000).to_bytes(4, "big"), (440_000).to_bytes(4, "big"), 1),
        "a box beyond the picture": tracks.replace((500_000).to_bytes(4, "big"), (1_000_001).to_bytes(4, "big"), 1),
        "a stature that is measured": tracks.replace((1750).to_bytes(2, "big"), (1751).to_bytes(2, "big"), 1),
        "sizes without a scale": tracks[:-2] + b"\0\xfa",
        "a kind of thing without meaning": tracks.replace(b"\xff\xff\x02\0", b"\xff\xff\x63\0"),
        "faster than anything": tracks.replace((1000).to_bytes(4, "big"), (100_000_001).to_bytes(4, "big"), 1),
        "further than is said": tracks.replace((8400).to_bytes(4, "big"), (2_000_001).to_bytes(4, "big"), 1),
        "area 0": area[:13] + b"\0" + area[14:],
        "people without a scale": area[:18] + b"\0" + area[19:],
        "a flag without meaning": area[:18] + b"\x04" + area[19:],
        "surer than sure": flame[:-4] + (1_000_001).to_bytes(4, "big"),
        "a hazard without meaning": flame[:13] + b"\x07" + flame[14:],
        "frozen, or not, or what": said["frozen"][:-1] + b"\2",
    }
