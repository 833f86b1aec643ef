"""Splitting a secret so that any m of n shares give it back, and m - 1 tell nothing about it.

Shamir, "How to share a secret", Communications of the ACM 22 (1979), over GF(2^8) with the polynomial
x^8 + x^4 + x^3 + x + 1 of FIPS 197, byte by byte. Shares are numbered 1..n; the secret is the value at 0.

Plain Shamir does not notice a wrong share: it joins to a wrong secret. Whoever joins must check the result against the
key commitment of the sealed header (sealed.py).

Known weakness: Python's integers do not run in constant time. Shares are split inside the worker and joined on the
requester's own machine, where nobody who could measure it should be running code anyway.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from groundglass.errors import CustodyError

MAX_SHARES: Final = 255


@dataclass(frozen=True, slots=True)
class Share:
    """Value of the secret's polynomials at `number` (1..255). Says nothing of itself."""

    number: int
    _value: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MAX_SHARES or not self._value:
            raise CustodyError(f"a share has a number from 1 to {MAX_SHARES} and a value")

    def reveal(self) -> bytes:
        return self._value


def _tables() -> tuple[bytes, bytes]:
    exponent = bytearray(510)
    logarithm = bytearray(256)
    value = 1
    for power in range(255):
        exponent[power] = exponent[power + 255] = value
        logarithm[value] = power
        doubled = value << 1
        value ^= doubled ^ (0x11B if doubled & 0x100 else 0)  # times 3, a generator of the field
    return bytes(exponent), bytes(logarithm)


_EXP, _LOG = _tables()


def _multiply(a: int, b: int) -> int:
    return _EXP[_LOG[a] + _LOG[b]] if a and b else 0


def _divide(a: int, b: int) -> int:
    return _EXP[_LOG[a] + 255 - _LOG[b]] if a else 0


def split(
    secret: bytes, *, needed: int, shares: int, random_bytes: Callable[[int], bytes] = secrets.token_bytes
) -> tuple[Share, ...]:
    """Split `secret` (1 byte or more) into `shares` shares of which any `needed` give it back.

    1 <= needed <= shares <= 255, else `CustodyError`: an empty quorum would release to nobody's approval.
    """
    if not 1 <= needed <= shares <= MAX_SHARES:
        raise CustodyError(f"a quorum of {needed} of {shares} custodians is not possible")
    if not secret:
        raise CustodyError("there is no key to split")
    coefficients = [secret, *(random_bytes(len(secret)) for _ in range(needed - 1))]
    return tuple(Share(x, _evaluate(coefficients, x)) for x in range(1, shares + 1))


def _evaluate(coefficients: Sequence[bytes], x: int) -> bytes:
    value = bytes(len(coefficients[0]))
    for coefficient in reversed(coefficients):  # Horner
        value = bytes(_multiply(v, x) ^ c for v, c in zip(value, coefficient, strict=True))
    return value


def join(shares: Sequence[Share], *, needed: int) -> bytes:
    """The secret, from exactly or more than `needed` different shares of one split.

    Raises `CustodyError` for too few, for two of one number, or for different lengths. A share of another
    split is not noticed here.
    """
    if needed < 1 or len(shares) < needed:
        raise CustodyError(f"{len(shares)} of {needed} shares are here", "ask another custodian to approve")
    used = shares[:needed]
    numbers = [share.number for share in used]
    if len(set(numbers)) != len(numbers):
        raise CustodyError("one custodian's share is here twice", "a custodian who approves twice has approved once")
    if len({len(share.reveal()) for share in used}) != 1:
        raise CustodyError("the shares are not of one key")
    secret = bytes(len(used[0].reveal()))
    for share in used:
        weight = _weight_at_zero(share.number, numbers)
        secret = bytes(s ^ _multiply(weight, v) for s, v in zip(secret, share.reveal(), strict=True))
    return secret


def _weight_at_zero(number: int, numbers: Sequence[int]) -> int:
    """Lagrange's basis polynomial of `number`, at 0; subtraction in GF(2^8) is exclusive or."""
    weight = 1
    for other in numbers:
        if other != number:
            weight = _multiply(weight, _divide(other, other ^ number))
    return weight
