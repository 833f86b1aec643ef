"""One byte string per entry: the JSON canonicalisation scheme of RFC 8785.

Apart because two writers that differ by a space would make two trees. Only what entries need is accepted:
objects, arrays, strings, booleans, null and integers of at most 53 bits. Fractions are refused
rather than printed (RFC 8785, 3.2.2.3 needs ECMAScript's number printing; an entry carries units instead).
"""

from __future__ import annotations

import json
import re
from operator import lt
from typing import Final, TypeAlias

from groundglass.errors import LedgerError

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

# What is_canonical knows by its looks. A string has no quote in it, so that `"key":` is never inside one; an integer
# of 15 digits is well below 53 bits.
_TEXT = rb'"[ !#-\[\]-~]*"'
_VALUE = rb"(?:" + _TEXT + rb"|0|-?[1-9][0-9]{0,14}|true|false)"
_LIST = rb"\[(?:" + _VALUE + rb"(?:," + _VALUE + rb")*)?\]"
_MEMBER = rb'"[a-z0-9_]+":(?:' + _VALUE + rb"|" + _LIST + rb")"
_USUAL: Final = re.compile(rb"\{" + _MEMBER + rb"(?:," + _MEMBER + rb")*\}")
_KEYS: Final = re.compile(rb'"([a-z0-9_]+)":')

MAX_INTEGER: Final = 2**53 - 1
MAX_DEPTH: Final = 16
MAX_ENTRY_BYTES: Final = 65_535
"""An entry's length is a 16-bit number in an entry bundle (C2SP tlog-tiles)."""


def canonical_bytes(value: Json) -> bytes:
    """The RFC 8785 bytes of `value`, UTF-8.

    Raises `LedgerError` for a fraction, an integer beyond 53 bits, a lone surrogate, a key that is not a
    string, or nesting deeper than 16.
    """
    out: list[str] = []
    _write(value, out, MAX_DEPTH)
    try:
        return "".join(out).encode("utf-8")
    except UnicodeEncodeError as error:
        raise LedgerError("an entry holds half of a character pair") from error


def parse_canonical(untrusted_bytes: bytes) -> dict[str, Json]:
    """Return the entry, or raise `LedgerError` unless the bytes are exactly their own canonical form."""
    try:
        value = json.loads(untrusted_bytes)
    except (ValueError, RecursionError) as error:
        raise LedgerError("an entry is not JSON") from error
    if not isinstance(value, dict):
        raise LedgerError("an entry is not a JSON object")
    if canonical_bytes(value) != untrusted_bytes:
        raise LedgerError("an entry is not in its canonical form")
    return value


def is_canonical(untrusted_bytes: bytes) -> bool:
    """Whether `parse_canonical` takes these bytes. Ten times faster for entries as they usually are: one flat object
    of plain keys, short integers and printable ASCII. Everything else is left to the slow way."""
    if _USUAL.fullmatch(untrusted_bytes) is not None:
        keys = _KEYS.findall(untrusted_bytes)
        if all(map(lt, keys, keys[1:])):
            return True
    try:
        parse_canonical(untrusted_bytes)
    except LedgerError:
        return False
    return True


def _write(value: Json, out: list[str], depth: int) -> None:
    if depth == 0:
        raise LedgerError(f"an entry is nested deeper than {MAX_DEPTH}")
    if value is None or isinstance(value, bool | str):
        out.append(json.dumps(value, ensure_ascii=False))
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise LedgerError("an entry holds an integer of more than 53 bits")
        out.append(str(value))
    elif isinstance(value, list):
        _write_array(value, out, depth)
    elif isinstance(value, dict):
        _write_object(value, out, depth)
    else:
        raise LedgerError(f"an entry cannot hold a {type(value).__name__}")


def _write_array(items: list[Json], out: list[str], depth: int) -> None:
    out.append("[")
    for index, item in enumerate(items):
        if index:
            out.append(",")
        _write(item, out, depth - 1)
    out.append("]")


def _write_object(members: dict[str, Json], out: list[str], depth: int) -> None:
    if not all(isinstance(key, str) for key in members):
        raise LedgerError("an entry's keys are strings")
    out.append("{")
    # RFC 8785, 3.2.3: keys sorted by their UTF-16 code units, not by code points.
    ordered = sorted(members, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    for index, key in enumerate(ordered):
        if index:
            out.append(",")
        out.append(json.dumps(key, ensure_ascii=False))
        out.append(":")
        _write(members[key], out, depth - 1)
    out.append("}")
