"""Strategies for every message and order that may be said, within its limits."""

from __future__ import annotations

from hypothesis import strategies as st

from groundglass.pane.control import Approve, Forget, Order, Stop
from groundglass.pane.ids import AreaId, CameraId, Duration90k, Instant90k, RunId
from groundglass.pane.observations import Occupancy, ViewChanged
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, StillPurpose, VideoRun
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder, SealingReport, SealingState
from groundglass.pane.settings import Area, SecretAddress, WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, View, WorkerFigures, WorkerStatus
from groundglass.pane.trust import TrustOrder
from groundglass.pane.wire import VERSION, Hello, Message
from tests.pane.observed import OBSERVED

INSTANT = st.integers(-(1 << 63), (1 << 63) - 1).map(Instant90k)
U16, U32, U64 = (st.integers(0, (1 << bits) - 1) for bits in (16, 32, 64))
PPM = st.integers(0, 1_000_000)
EVEN = st.integers(8, 4096).map(lambda half: 2 * half)


def parameter_set(nal_type: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=3, max_size=511).map(lambda rest: bytes([0x60 | nal_type]) + rest)


@st.composite
def sample(draw: st.DrawFn) -> FrostedSample:
    is_key = draw(st.booleans())
    units = draw(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6))
    first = bytes([0x65 if is_key else 0x41])
    avcc = b"".join((len(unit) + 1).to_bytes(4, "big") + first + unit for unit in units)
    return FrostedSample(draw(U64.map(RunId)), draw(INSTANT), draw(U32.map(Duration90k)), is_key, avcc)


MESSAGE: st.SearchStrategy[Message] = st.one_of(
    st.just(Hello(VERSION)),
    st.builds(VideoRun, U64.map(RunId), EVEN, EVEN, parameter_set(7), parameter_set(8)),
    sample(),
    st.builds(
        FrostedStill, INSTANT, st.sampled_from(StillPurpose), U16, U16,
        st.binary(max_size=50).map(lambda body: b"\xff\xd8" + body + b"\xff\xd9"),
    ),
    st.builds(PlaceArtefact, INSTANT, PPM, st.binary(max_size=50)),
    st.builds(SealedChunk, st.binary(min_size=16, max_size=16), U32, st.booleans(), st.binary(max_size=50)),
    st.builds(WorkerStatus, INSTANT, st.sampled_from(CameraState), st.sampled_from(Cause), U32),
    st.builds(SourceFacts, INSTANT, st.sampled_from(Codec), U16, U16, U32, st.booleans()),
    st.builds(WorkerFigures, INSTANT, U64, U64, U64, U64, U64, st.sampled_from(View), PPM, PPM, U32, U32),
    st.builds(ViewChanged, INSTANT, st.sampled_from(View)),
    st.builds(Occupancy, INSTANT, PPM, PPM),
    OBSERVED,
    st.builds(
        SealedHeader, st.binary(min_size=1, max_size=50),
        st.lists(st.binary(min_size=1, max_size=50), min_size=1, max_size=5).map(tuple),
    ),
    st.builds(SealingReport, INSTANT, st.sampled_from(SealingState), U64, U64),
)  # fmt: skip


def _number(area: Area) -> int:
    return area.number


SHARE = st.floats(0, 1)
POLYGON = st.lists(st.tuples(SHARE, SHARE), min_size=3, max_size=8).map(tuple)
POLYGONS = st.lists(POLYGON, max_size=4).map(tuple)
CORNER = st.floats(0, 0.25)
OVERLAY = st.lists(st.tuples(CORNER, CORNER), min_size=3, max_size=8).map(tuple)
OVERLAYS = st.lists(OVERLAY, max_size=4).map(tuple)  # a quarter of the picture at most
ADDRESS = st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF), min_size=1, max_size=60).map(SecretAddress)
SCALE = st.none() | st.floats(0.01, 100_000)
LINE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)
SEALING = st.builds(
    SealingOrder, st.lists(LINE, max_size=5).map(tuple), st.integers(1, 255), st.just("") | LINE, st.booleans(),
    st.integers(0, 1 << 40), st.binary(min_size=32, max_size=32),
)  # fmt: skip

AREAS = st.lists(st.builds(Area, st.integers(1, 255).map(AreaId), POLYGON), max_size=4, unique_by=_number).map(tuple)

PEM = "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n"
NAME = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=253)

SETTINGS = st.builds(
    WorkerSettings, camera=st.from_regex(r"[a-z0-9][a-z0-9-]{0,47}", fullmatch=True).map(CameraId), address=ADDRESS,
    sub_address=st.none() | ADDRESS, transport=st.sampled_from(["tcp", "udp", "auto"]),
    pace=st.sampled_from(["live", "fast"]), loop=st.booleans(), mode=st.sampled_from(["proven", "approved"]),
    style=st.sampled_from(["silhouette", "mosaic", "absent"]), evidence_s=st.floats(0.5, 86_400), privacy=POLYGONS,
    overlays=OVERLAYS, px_per_m_top=SCALE, px_per_m_bottom=SCALE, max_rate_hz=st.none() | st.floats(0.1, 240),
    crf=st.integers(10, 45), stall_s=st.floats(0.5, 600), thumbnails=st.booleans(), every_frame=st.booleans(),
    place=st.none() | st.binary(max_size=50), view_deg=st.none() | st.floats(1, 175), areas=AREAS,
    sealing=st.none() | SEALING,
    trust=st.none() | st.builds(TrustOrder, st.sampled_from([PEM, PEM + PEM]), st.none() | NAME),
)  # fmt: skip
TOKEN = st.from_regex(r"[0-9a-f]{1,16}-[0-9a-f]{32}", fullmatch=True)
ORDER: st.SearchStrategy[Order] = st.one_of(
    SETTINGS, st.just(Stop()), st.just(Forget()), st.builds(Approve, TOKEN, POLYGONS)
)  # fmt: skip
