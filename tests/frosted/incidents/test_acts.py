"""An act is the same after it was stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError, StoreDamaged
from groundglass.frosted.incidents.acts import KIND_OF, KINDS, Act, decode_act, encode_act, parse_text

ACTS = st.one_of(*(st.builds(kind) for kind in KINDS.values()))


@given(ACTS)
def test_every_act_is_read_back_as_it_was_written(act: Act) -> None:
    assert decode_act(KIND_OF[type(act)], encode_act(act)) == act


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("state", "{}"),
        ("state", '{"state":"nowhere","outcome":null}'),
        ("note", '{"text":1}'),
        ("note", '{"text":"a","more":1}'),
        ("step", '{"step":true,"mark":"done"}'),
        ("unheard", "{}"),
        ("note", "not json"),
    ],
)
def test_a_stored_act_that_cannot_be_one_is_damage(kind: str, body: str) -> None:
    with pytest.raises(StoreDamaged):
        decode_act(kind, body)


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4001, "a\x00b", "a\u202eb", "\x1b[31m"])
def test_text_that_people_cannot_have_meant_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_text(text)
