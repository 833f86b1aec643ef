"""Whom a share can be wrapped for: by a worker alone, which starts no program."""

from __future__ import annotations

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from groundglass.custody.header import KEY_BYTES
from groundglass.custody.shamir import Share
from groundglass.custody.slots import OpenedShare, parse_recipient, rewrap_share
from groundglass.errors import CustodyError

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
SHARE = OpenedShare(bytes(16), bytes(32), 1, 1, Share(1, bytes(KEY_BYTES)))


def bech32(name: str, body: bytes) -> str:
    """BIP 173, written out for the test."""
    bits = "".join(f"{byte:08b}" for byte in body)
    data = [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    spread = [ord(c) >> 5 for c in name] + [0] + [ord(c) & 31 for c in name]
    check = _polymod([*spread, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    return name + "1" + "".join(ALPHABET[d] for d in [*data, *(check >> 5 * (5 - at) & 31 for at in range(6))])


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    return check


def point() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def test_a_share_is_wrapped_for_an_ordinary_identity() -> None:
    identity = pyrage.x25519.Identity.generate()
    recipient = parse_recipient(f" {identity.to_public()}\n")
    assert pyrage.decrypt(rewrap_share(SHARE, recipient), [identity]) == SHARE.encoded()


def test_a_share_is_wrapped_for_a_hardware_key_that_has_a_tagged_recipient() -> None:
    recipient = parse_recipient(bech32("age1tag", point()))
    assert b"-> p256tag " in rewrap_share(SHARE, recipient)


def test_what_only_a_plugin_could_wrap_is_refused_with_what_to_do() -> None:
    with pytest.raises(CustodyError, match="plugin yubikey") as refused:
        parse_recipient(bech32("age1yubikey", point()))
    assert len(refused.value.hints) == 2


@pytest.mark.parametrize("text", ["", "age1", "age1tag1nonsense", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1QQQQ"])
def test_what_is_no_recipient_is_refused(text: str) -> None:
    with pytest.raises(CustodyError, match="not an age recipient"):
        parse_recipient(text)
