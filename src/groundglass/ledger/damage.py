"""Saying what was done to entries: changed, removed, inserted, moved.

Apart from the audit, which finds that a bundle is not what its tile says: here the two lists of hashes are compared,
over all bundles at once, because an entry that is missing from one bundle may stand in the next. That happens to every
entry behind one that was removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

NAMED_AT_MOST: Final = 1000
_MOVED_ONE_BY_ONE: Final = 8


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong: where (a file, an entry), and what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ShiftedEntries:
    """A bundle that is not what its tile says: leaf hashes as signed and as found. `start` is its first index."""

    start: int
    signed: tuple[bytes, ...]
    found: tuple[bytes, ...]


def compare_entries(bundles: Sequence[ShiftedEntries]) -> list[Damage]:
    """What happened to the entries of these bundles, by index; at most a thousand are named one by one.

    1. Each bundle gives what is missing in it and what is there instead.
    2. What is missing in one place and found in another was moved.
    3. What is missing where something else stands was changed; otherwise it was removed.
    4. What is left over was inserted.
    """
    missing: dict[bytes, int] = {}
    extra: list[tuple[int, bytes]] = []
    for bundle in bundles:  # 1
        for is_signed, index, value in _differences(bundle):
            if is_signed:
                missing[value] = index
            else:
                extra.append((index, value))
    moved = [(missing.pop(value), index) for index, value in extra if value in missing]  # 2
    known = {value for bundle in bundles for value in bundle.signed}
    strange = [index for index, value in extra if value not in known]
    gone = sorted(missing.values())
    changed = sorted(set(gone) & set(strange))  # 3
    damages = [Damage(f"entry {index}", "was changed") for index in changed]
    damages += [Damage(f"entry {index}", "was removed") for index in gone if index not in set(changed)]
    for index in strange:  # 4
        if index in changed:
            changed.remove(index)
        else:
            damages.append(Damage(f"entry {index}", "an entry that was not signed was inserted before it"))
    damages += _moved(sorted(moved))
    if len(damages) > NAMED_AT_MOST:
        rest = len(damages) - NAMED_AT_MOST
        damages = [*damages[:NAMED_AT_MOST], Damage("entries", f"and {rest} more")]
    return damages


def _differences(bundle: ShiftedEntries) -> Iterator[tuple[bool, int, bytes]]:
    """(whether it was signed, index, hash) for all that the two lists do not share."""
    matcher = SequenceMatcher(None, bundle.signed, bundle.found, autojunk=False)
    for what, begin, end, found_begin, found_end in matcher.get_opcodes():
        if what == "equal":
            continue
        for place in range(begin, end):
            yield True, bundle.start + place, bundle.signed[place]
        for place in range(found_begin, found_end):
            yield False, bundle.start + begin + min(place - found_begin, end - begin), bundle.found[place]


def _moved(moved: Sequence[tuple[int, int]]) -> list[Damage]:
    if len(moved) <= _MOVED_ONE_BY_ONE:
        return [Damage(f"entry {index}", f"does not stand in its place, but before entry {at}") for index, at in moved]
    first, last = moved[0][0], moved[-1][0]
    return [Damage(f"entries {first} to {last}", f"{len(moved)} of them do not stand in their places")]
