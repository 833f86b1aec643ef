"""A person's own age identities, read from a file on their own machine.

Accepted are the files of `age-keygen`, those of age plugins such as `age-plugin-yubikey`, and either of them encrypted
with a passphrase (`age -p`). A server never uses this module with anybody's identity. Known weakness: Python cannot
overwrite a string, so an identity stays in this process's memory until the process ends; commands are short.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import pyrage

from groundglass.errors import CustodyError

MAX_FILE_BYTES: Final = 65_536

_ENCRYPTED: Final = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_RECIPIENT: Final = re.compile(r"\bage1[a-z0-9]{10,2000}\b")
_PLUGIN: Final = re.compile(r"AGE-PLUGIN-([A-Z0-9+._-]+)-1[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Keyring:
    """Identities, and the recipients that belong to them. Says only the recipients."""

    recipients: tuple[str, ...]
    _identities: tuple[Any, ...] = field(repr=False)

    def open(self, untrusted_age_file: bytes) -> bytes:
        """Decrypt an age file that was sealed to one of these identities, or `CustodyError`."""
        try:
            return bytes(pyrage.decrypt(untrusted_age_file, list(self._identities)))
        except pyrage.DecryptError as error:
            raise CustodyError(
                "none of your identities opens this", "use the identity file whose recipient the site knows"
            ) from error


def new_identity(created: str) -> tuple[str, str]:
    """A new identity as the text of a file, like `age-keygen` writes, and its recipient."""
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    return f"# created: {created}\n# public key: {recipient}\n{identity}\n", recipient


def lock(identity_text: str, passphrase: str) -> bytes:
    """The file encrypted with a passphrase, as `age -p -a` writes it and `age` reads it."""
    if len(passphrase) < 12:
        raise CustodyError("a passphrase has at least 12 characters", "use several words")
    return bytes(pyrage.passphrase.encrypt(identity_text.encode(), passphrase, True))


def read_keyring(untrusted_file: bytes, ask_passphrase: Callable[[], str]) -> Keyring:
    """The identities in a file, or `CustodyError`. The passphrase is asked for only when the file needs one."""
    if len(untrusted_file) > MAX_FILE_BYTES:
        raise CustodyError("an identity file is not larger than 64 KiB")
    if untrusted_file.startswith(_ENCRYPTED):
        try:
            untrusted_file = bytes(pyrage.passphrase.decrypt(untrusted_file, ask_passphrase()))
        except pyrage.DecryptError as error:
            raise CustodyError("the passphrase does not open this identity file") from error
    try:
        lines = untrusted_file.decode().splitlines()
    except UnicodeDecodeError as error:
        raise CustodyError("this is not an identity file", "make one: groundglass custodian key new") from error
    return _from_lines(lines)


def _from_lines(lines: list[str]) -> Keyring:
    identities: list[Any] = []
    recipients: list[str] = []
    for line in (line.strip() for line in lines):
        if line.startswith("#"):
            # A plugin's identity does not tell its recipient; the plugin writes it above, as a comment.
            recipients += _RECIPIENT.findall(line)
        elif line:
            identity = _identity(line)
            identities.append(identity)
            if isinstance(identity, pyrage.x25519.Identity):
                recipients.append(str(identity.to_public()))
    if not identities:
        raise CustodyError("there is no identity in this file", "a line of it begins with AGE-SECRET-KEY-1")
    return Keyring(tuple(dict.fromkeys(recipients)), tuple(identities))


def _identity(line: str) -> Any:
    try:
        if found := _PLUGIN.fullmatch(line):
            name = found[1].lower()
            return pyrage.plugin.IdentityPluginV1(name, [pyrage.plugin.Identity.from_str(line)], SilentTerminal())
        return pyrage.x25519.Identity.from_str(line)
    except pyrage.IdentityError as error:
        raise CustodyError("a line of the identity file is not an age identity") from error
    except pyrage.DecryptError as error:
        raise CustodyError(
            "the age plugin of this identity is not installed", "put its program, such as age-plugin-yubikey, on PATH"
        ) from error


class SilentTerminal:
    """What a plugin may ask: nothing that needs a terminal. A key that wants a touch shows that itself."""

    def display_message(self, message: str) -> None:
        return None

    def confirm(self, message: str, yes: str, no: str | None) -> bool | None:
        return None

    def request_public_string(self, description: str) -> str | None:
        return None

    def request_passphrase(self, description: str) -> str | None:
        return None
