"""Claims about signed text: notes, keys, checkpoints, and the one byte string of an entry."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import LedgerError
from groundglass.ledger.canonical import MAX_INTEGER, Json, canonical_bytes, parse_canonical
from groundglass.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from groundglass.ledger.merkle import EMPTY_ROOT
from groundglass.ledger.note import (
    NoteKey,
    NoteSigner,
    SignedNote,
    parse_note,
    sign_note,
    verify_note,
)

SIGNER = NoteSigner.from_seed("groundglass.example/site", bytes(range(32)))
OTHER = NoteSigner.from_seed("witness.example", b"\7" * 32)

values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_the_example_of_rfc_8785_without_fractions() -> None:
    value: Json = {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False], "1": 56}
    assert canonical_bytes(value) == (
        '{"1":56,"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()
    )


def test_keys_are_sorted_by_utf_16_code_units_as_rfc_8785_shows() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = json.loads(canonical_bytes(dict.fromkeys(keys, 1)))
    assert list(written) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), values, max_size=5))
def test_canonical_bytes_are_read_back_as_the_same_entry(value: dict[str, Json]) -> None:
    encoded = canonical_bytes(value)
    assert parse_canonical(encoded) == value


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": 2**53}, {"a": "\ud800"}, {1: "a"}, {"a": b"x"}], ids=repr)
def test_what_has_no_one_form_is_refused(value: Json) -> None:
    with pytest.raises(LedgerError):
        canonical_bytes(value)


def test_nesting_without_end_is_refused() -> None:
    value: list[Json] = []
    for _ in range(20):
        value = [value]
    with pytest.raises(LedgerError):
        canonical_bytes(value)


@pytest.mark.parametrize("untrusted", [b'{"a": 1}', b'{"b":1,"a":2}', b"[]", b"{", b'{"a":1.0}', b"\xff", b"[" * 9999])
def test_bytes_that_are_not_their_own_canonical_form_are_refused(untrusted: bytes) -> None:
    with pytest.raises(LedgerError):
        parse_canonical(untrusted)


def test_a_note_is_verified_by_its_key_and_by_no_other() -> None:
    note = parse_note(sign_note("hello\nworld\n", SIGNER, OTHER).encoded())
    verify_note(note, SIGNER.key)
    verify_note(note, OTHER.key)
    with pytest.raises(LedgerError):
        verify_note(note, NoteSigner.from_seed(SIGNER.name, b"\1" * 32).key)


def test_a_changed_text_is_refused_even_beside_a_good_signature() -> None:
    note = sign_note("hello\n", SIGNER)
    forged = SignedNote("hallo\n", note.signatures)
    with pytest.raises(LedgerError):
        verify_note(forged, SIGNER.key)
    both = SignedNote(note.text, (*note.signatures, sign_note("hallo\n", SIGNER).signatures[0]))
    with pytest.raises(LedgerError):
        verify_note(both, SIGNER.key)


def test_a_text_may_hold_empty_lines() -> None:
    note = parse_note(sign_note("a\n\nb\n", SIGNER).encoded())
    assert note.text == "a\n\nb\n"
    verify_note(note, SIGNER.key)


@pytest.mark.parametrize("text", ["no line break", "tab\there\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(LedgerError):
        sign_note(text, SIGNER)


@pytest.mark.parametrize(
    "untrusted",
    [
        "",
        "a\n",
        "a\n\n",
        "a\n\nno dash\n",
        "a\n\n\u2014 name\n",
        "a\n\n\u2014 name x",
        "a\r\n\n\u2014 n x\n",
        "x" * 1_000_001,
    ],
)
def test_what_is_not_a_note_is_refused(untrusted: str) -> None:
    with pytest.raises(LedgerError):
        parse_note(untrusted)


def test_a_signature_that_is_not_base64_is_refused() -> None:
    with pytest.raises(LedgerError):
        verify_note(SignedNote("a\n", ("\u2014 groundglass.example/site ***",)), SIGNER.key)


@given(st.text())
def test_no_text_makes_the_note_parser_fail_otherwise(untrusted: str) -> None:
    try:
        note = parse_note(untrusted)
    except LedgerError:
        return
    assert note.encoded() == untrusted


def test_a_public_key_reads_back_and_a_changed_one_does_not() -> None:
    text = SIGNER.key.text()
    assert NoteKey.parse(text) == SIGNER.key
    for broken in (
        text[:-4] + "AAA=",
        "name",
        text.replace("groundglass", "other"),
        "a b+1+AQ==",
        "n+00000000+AA==",
    ):
        with pytest.raises(LedgerError):
            NoteKey.parse(broken)


def test_a_key_has_a_name_and_32_bytes() -> None:
    for name, public in (("", b"\0" * 32), ("a+b", b"\0" * 32), ("a", b"\0" * 31)):
        with pytest.raises(LedgerError):
            NoteKey(name, public)


def test_a_signer_does_not_print_its_secret() -> None:
    assert repr(SIGNER) == "NoteSigner(name='groundglass.example/site')"


def test_a_checkpoint_reads_back() -> None:
    checkpoint = Checkpoint(SIGNER.name, 0, EMPTY_ROOT)
    assert open_checkpoint(sign_checkpoint(checkpoint, SIGNER).encoded(), SIGNER.key) == checkpoint


def test_a_checkpoint_of_another_tree_is_refused() -> None:
    note = sign_checkpoint(Checkpoint("other.example", 0, EMPTY_ROOT), SIGNER)
    with pytest.raises(LedgerError):
        open_checkpoint(note.encoded(), SIGNER.key)


@pytest.mark.parametrize(
    "untrusted",
    [
        "",
        "o\n1\n",
        "o\n01\nAAAA\n",
        "o\n-1\nAAAA\n",
        "\n1\nAAAA\n",
        "o\n1\n***\n",
        "o\n1\nAAAA\n",
        "o\n1\nAAAA",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(untrusted: str) -> None:
    with pytest.raises(LedgerError):
        parse_checkpoint(untrusted)
