"""Claims about identity files, and about entering with a key."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from groundglass.custody.entry import answer_to, challenge_content, is_answer
from groundglass.custody.keyring import SilentTerminal, lock, new_identity, read_keyring
from groundglass.errors import CustodyError
from tests.custody import fake_plugin
from tests.custody.originals import new_keyring, seal

PASSPHRASE = "a horse in the rain"


def never() -> str:
    raise AssertionError("nobody should be asked")


def test_a_new_identity_opens_what_is_sealed_to_its_recipient() -> None:
    text, recipient = new_identity("2026-11-22T10:00:00Z")
    keyring = read_keyring(text.encode(), never)
    assert keyring.recipients == (recipient,)
    sealed = pyrage.encrypt(b"a share", [pyrage.x25519.Recipient.from_str(recipient)])
    assert keyring.open(sealed) == b"a share"
    assert "AGE-SECRET" not in repr(keyring)


def test_a_locked_identity_opens_with_its_passphrase_only() -> None:
    text, recipient = new_identity("now")
    locked = lock(text, PASSPHRASE)
    assert b"AGE-SECRET" not in locked
    assert read_keyring(locked, lambda: PASSPHRASE).recipients == (recipient,)
    with pytest.raises(CustodyError, match="passphrase"):
        read_keyring(locked, lambda: "a horse in the sun")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(CustodyError, match="12"):
        lock("x", "short")


def test_debians_age_reads_and_writes_the_same_files(tmp_path: Path) -> None:
    """A custodian needs nothing of ours: age-keygen's identity is read here, and ours by age."""
    age, keygen = shutil.which("age"), shutil.which("age-keygen")
    assert age and keygen, "install Debian's package `age`"
    theirs = tmp_path / "theirs.txt"
    subprocess.run([keygen, "-o", theirs], check=True, capture_output=True)
    keyring = read_keyring(theirs.read_bytes(), never)
    segment = seal((keyring.recipients[0], new_keyring().recipients[0]))
    by_age = subprocess.run([age, "-d", "-i", theirs], input=segment.slots[0], check=True, capture_output=True).stdout
    assert by_age == keyring.open(segment.slots[0])
    text, recipient = new_identity("now")
    ours = tmp_path / "ours.txt"
    ours.write_text(text)
    rewrapped = subprocess.run([age, "-r", recipient], input=by_age, check=True, capture_output=True).stdout
    assert read_keyring(text.encode(), never).open(rewrapped) == by_age
    again = subprocess.run([age, "-d", "-i", ours], input=rewrapped, check=True, capture_output=True).stdout
    assert again == by_age


def test_several_identities_in_one_file_are_all_tried() -> None:
    first, second = new_identity("now"), new_identity("now")
    keyring = read_keyring((first[0] + second[0]).encode(), never)
    assert keyring.recipients == (first[1], second[1])
    assert keyring.open(pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(second[1])])) == b"x"


def test_what_is_sealed_to_somebody_else_stays_shut() -> None:
    sealed = pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(new_identity("now")[1])])
    with pytest.raises(CustodyError, match="none of your identities"):
        new_keyring().open(sealed)


@pytest.mark.parametrize(
    "untrusted", [b"", b"# nothing\n", b"\xff\xfe", b"AGE-SECRET-KEY-1NO\n", b"x" * 70_000, b"hello"]
)
def test_what_is_no_identity_file_is_refused(untrusted: bytes) -> None:
    with pytest.raises(CustodyError):
        read_keyring(untrusted, never)


def test_the_answer_to_a_challenge_is_a_hash_of_it_and_never_its_content() -> None:
    content = challenge_content(bytes(range(32)))
    answer = answer_to(content)
    assert is_answer(content, answer)
    assert not is_answer(content, answer[:-1] + b"x")
    assert content[9:] not in answer


def test_a_share_that_comes_as_a_challenge_is_not_answered() -> None:
    """A server that wanted a custodian's share could send a slot and wait for what comes back."""
    custodian = new_keyring()
    segment = seal((custodian.recipients[0], new_keyring().recipients[0]))
    share = custodian.open(segment.slots[0])
    for untrusted in (share, share[:41], b"", challenge_content(bytes(32)) + b"x", b"GGENTRY\0\2" + bytes(32)):
        with pytest.raises(CustodyError, match="no answer"):
            answer_to(untrusted)


def test_a_challenge_is_random_enough_or_none() -> None:
    with pytest.raises(CustodyError):
        challenge_content(b"short")


def test_a_key_in_hardware_takes_part_through_its_age_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipient, identity_file = fake_plugin.install(tmp_path)
    with pytest.raises(CustodyError, match="not installed"):
        read_keyring(identity_file.encode(), never)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    keyring = read_keyring(identity_file.encode(), never)
    assert keyring.recipients == (recipient,)
    plugin = pyrage.plugin.RecipientPluginV1(
        fake_plugin.NAME, [pyrage.plugin.Recipient.from_str(recipient)], [], SilentTerminal()
    )
    assert keyring.open(pyrage.encrypt(b"a share", [plugin])) == b"a share"


def test_a_plugin_that_asks_is_told_nothing() -> None:
    """It may show its own window, or wait for a touch; a terminal it does not get."""
    silent = SilentTerminal()
    silent.display_message("touch the key")
    assert silent.confirm("sure?", "yes", None) is None
    assert silent.request_public_string("name") is None
    assert silent.request_passphrase("PIN") is None
