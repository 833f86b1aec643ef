"""Claims about what witnesses sign: it is bound to one checkpoint, one witness and one time."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import LedgerError
from groundglass.ledger.cosignature import WitnessKey, WitnessSigner, verify_cosignature
from groundglass.ledger.note import parse_note, sign_note
from tests.ledger.memory_tiles import SIGNER

WITNESS = WitnessSigner.from_seed("witness.example", bytes(range(1, 33)))
TEXT = "groundglass.example/site\n3\n" + base64.b64encode(bytes(32)).decode() + "\n"


def test_a_cosignature_says_who_saw_the_checkpoint_and_when() -> None:
    line = WITNESS.sign(TEXT, 1_764_031_800)
    found = verify_cosignature(TEXT, line, WITNESS.key)
    assert (found.name, found.at_s, found.line) == ("witness.example", 1_764_031_800, line)
    note = sign_note(TEXT, SIGNER).encoded() + line + "\n"
    assert parse_note(note).signatures[1] == line


def test_a_cosignature_of_another_checkpoint_time_or_witness_is_refused() -> None:
    line = WITNESS.sign(TEXT, 7)
    with pytest.raises(LedgerError, match="does not belong to this checkpoint"):
        verify_cosignature(TEXT.replace("\n3\n", "\n4\n"), line, WITNESS.key)
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    raw[11] ^= 1
    with pytest.raises(LedgerError, match="does not belong"):
        verify_cosignature(TEXT, f"\u2014 witness.example {base64.b64encode(raw).decode()}", WITNESS.key)
    other = WitnessSigner.from_seed("witness.example", bytes(32))
    with pytest.raises(LedgerError, match="not a cosignature of"):
        verify_cosignature(TEXT, other.sign(TEXT, 7), WITNESS.key)


@pytest.mark.parametrize("line", ["", "witness.example AAAA", "\u2014 witness.example", "\u2014 a b c", "\u2014 w ???"])
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(LedgerError):
        verify_cosignature(TEXT, line, WITNESS.key)


def test_the_sites_own_signature_is_no_cosignature() -> None:
    line = sign_note(TEXT, SIGNER).signatures[0]
    with pytest.raises(LedgerError, match="not a cosignature"):
        verify_cosignature(TEXT, line, WitnessKey(SIGNER.name, SIGNER.key.public))


def test_a_key_is_written_and_read_in_one_line() -> None:
    assert WitnessKey.parse(WITNESS.key.text() + "\n") == WITNESS.key
    assert "private" not in repr(WITNESS).lower()


@pytest.mark.parametrize(
    "text",
    ["", "name+00", SIGNER.key.text(), WITNESS.key.text().replace("witness", "witnezz"), "n+00000000+BA=="],
)
def test_what_is_no_witness_key_is_refused(text: str) -> None:
    with pytest.raises(LedgerError):
        WitnessKey.parse(text)


@given(st.text(max_size=120))
def test_no_text_breaks_the_readers(text: str) -> None:
    with pytest.raises(LedgerError):
        WitnessKey.parse(text)
    with pytest.raises(LedgerError):
        verify_cosignature(TEXT, text, WITNESS.key)
