"""The shares of one segment's key, each wrapped for one custodian.

A slot is an ordinary age file (age-encryption.org/v1): `age -d -i identity.txt slot.age` gives the share's bytes
with no program of ours. It is kept beside the sealed blob, never inside it, so that retention can
destroy the slots first and the blob after: from that moment nobody can open it.

    share = "GGSHARE" | version u16 | segment id 16 | header SHA-256 32 | needed u8 | shares u8 | number u8 | value 32
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyrage

from groundglass.custody.header import ID_BYTES, KEY_BYTES, Header
from groundglass.custody.shamir import Share, join, split
from groundglass.errors import CustodyError

VERSION: Final = 1
MAX_SLOT_BYTES: Final = 16_384
_SHARE: Final = struct.Struct(">7sH16s32sBBB32s")
_MAGIC: Final = b"GGSHARE"
# X25519 recipients have no further 1 in them: Bech32 spells its data without it.
_PLUGIN: Final = re.compile(r"age1(?P<name>[a-z0-9-]+)1", re.IGNORECASE)

Recipient: TypeAlias = pyrage.x25519.Recipient | pyrage.tag.Recipient


@dataclass(frozen=True, slots=True)
class OpenedShare:
    """One custodian's share of one segment, as it is between unwrapping and joining."""

    segment: bytes
    header_hash: bytes
    needed: int
    shares: int
    share: Share

    def encoded(self) -> bytes:
        return _SHARE.pack(
            _MAGIC, VERSION, self.segment, self.header_hash, self.needed, self.shares,
            self.share.number, self.share.reveal(),
        )  # fmt: skip


def parse_recipient(untrusted_text: str) -> Recipient:
    """An age recipient that a worker can wrap for by itself, or `CustodyError`.

    X25519 ("age1...") and tagged P-256 ("age1tag1...", which age's plugins for hardware keys open). What a plugin must
    wrap ("age1yubikey1...") is refused: a worker can start no program, and will not be made to.
    """
    text = untrusted_text.strip()
    plugin = _PLUGIN.match(text)
    if plugin is not None and plugin["name"] != "tag":
        raise CustodyError(
            f"shares cannot be wrapped for a recipient of the plugin {plugin['name']}",
            "where the plugin can show the key's recipient as age1tag1..., use that",
            "otherwise make an identity for this custodian: groundglass custodian key new FILE --passphrase",
        )
    try:
        return pyrage.x25519.Recipient.from_str(text) if plugin is None else pyrage.tag.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise CustodyError(f"{text[:8]!r} is not an age recipient", "it begins with age1") from error


def wrap_key(file_key: bytes, header: Header, header_hash: bytes) -> tuple[bytes, ...]:
    """Split the key by the header's quorum and wrap share i for custodian i. One age file per custodian."""
    recipients = [parse_recipient(custodian) for custodian in header.custodians]
    shares = split(file_key, needed=header.needed, shares=len(recipients))
    return tuple(
        rewrap_share(OpenedShare(header.segment, header_hash, header.needed, len(recipients), share), recipient)
        for share, recipient in zip(shares, recipients, strict=True)
    )


def unwrap_share(untrusted_slot: bytes, identity: pyrage.x25519.Identity) -> OpenedShare:
    """Decrypt a slot with a custodian's (or requester's) identity, on that person's own machine."""
    if len(untrusted_slot) > MAX_SLOT_BYTES:
        raise CustodyError("a wrapped share is too long to be one")
    try:
        return parse_share(pyrage.decrypt(untrusted_slot, [identity]))
    except pyrage.DecryptError as error:
        raise CustodyError(
            "this identity does not open this share", "use the identity file you gave the site"
        ) from error


def parse_share(untrusted_bytes: bytes) -> OpenedShare:
    """Return the share, or raise `CustodyError`."""
    try:
        magic, version, segment, header_hash, needed, shares, number, value = _SHARE.unpack(untrusted_bytes)
    except struct.error as error:
        raise CustodyError("a share has the wrong length") from error
    if magic != _MAGIC or version != VERSION:
        raise CustodyError("this is not a share of a version this program reads", "update Groundglass")
    if not 1 <= number <= shares or not 1 <= needed <= shares:
        raise CustodyError("a share's quorum is not possible")
    return OpenedShare(segment, header_hash, needed, shares, Share(number, value))


def rewrap_share(opened: OpenedShare, recipient: Recipient) -> bytes:
    """Encrypt a share anew, for a requester or for a custodian who takes over."""
    return bytes(pyrage.encrypt(opened.encoded(), [recipient]))


def join_shares(opened: Sequence[OpenedShare], header: Header, header_hash: bytes) -> bytes:
    """The file key of the segment with this header.

    1. Every share is of this segment, under this very header.
    2. They agree with the header on the quorum.
    3. There are `needed` different ones.

    The key is still to be checked against the header's commitment (`header.check_key`); `open_sealed` does.
    """
    for one in opened:
        if one.segment != header.segment or one.header_hash != header_hash:  # 1
            raise CustodyError("a share is of another segment", "an approval opens only the range it was given for")
        if one.needed != header.needed or one.shares != len(header.custodians):  # 2
            raise CustodyError("a share is of another quorum than the segment")
    return join([one.share for one in opened], needed=header.needed)  # 3


assert _SHARE.size == 7 + 2 + ID_BYTES + 32 + 3 + KEY_BYTES
