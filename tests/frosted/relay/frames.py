"""Strategies for every frame that may be sent between nodes."""

from __future__ import annotations

from hypothesis import strategies as st

from groundglass.frosted.relay.wire import (
    TOLD,
    Answer,
    Ask,
    Declined,
    Frame,
    Heard,
    Lost,
    Open,
    Opened,
    Said,
    State,
)
from groundglass.frosted.states import CameraReport
from groundglass.pane.ids import parse_camera_id
from groundglass.pane.sealing import SealingReport
from groundglass.pane.status import CameraState, Cause, SourceFacts, View, WorkerFigures
from tests.pane.messages import INSTANT, MESSAGE, U32, U64

CAMERA = st.from_regex(r"[a-z0-9][a-z0-9-]{0,47}", fullmatch=True).map(parse_camera_id)
WORD = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=20)
JSON = st.dictionaries(WORD, st.integers() | WORD | st.booleans() | st.none(), max_size=3)
NATURAL = st.integers(0, (1 << 63) - 1)


def _only(kind: type) -> st.SearchStrategy[object]:
    return MESSAGE.filter(lambda message: isinstance(message, kind))


REPORT = st.builds(
    CameraReport, CAMERA, st.none() | st.sampled_from(CameraState), st.sampled_from(Cause), INSTANT, U32,
    st.none() | _only(SourceFacts), st.none() | _only(WorkerFigures), st.sampled_from(View), st.sampled_from(Cause),
    st.none() | _only(SealingReport),
)  # fmt: skip

FRAME: st.SearchStrategy[Frame] = st.one_of(
    st.builds(Open, NATURAL, st.sampled_from(["live", "pieces", "desk"]), st.none() | CAMERA, WORD, NATURAL),
    st.builds(Opened, NATURAL, WORD, WORD),
    st.builds(Declined, JSON),
    st.builds(Ask, U32, WORD, JSON, st.binary(max_size=30)),
    st.builds(Answer, U32, JSON, st.binary(max_size=30)),
    st.builds(Heard, U64),
    st.builds(Said, U64, CAMERA, MESSAGE.filter(lambda message: isinstance(message, TOLD))),
    st.builds(State, U64, REPORT),
    st.builds(
        Lost, U64, CAMERA, st.binary(min_size=16, max_size=16), U64, INSTANT, INSTANT,
        st.binary(min_size=32, max_size=32),
    ),
)  # fmt: skip
