"""Changing custodians by commands: who opens what is old, who seals what is new. A real server, keys in files."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from groundglass.cli.own_files import keyring_of
from groundglass.custody.header import parse_header
from groundglass.custody.records import Record
from groundglass.custody.release import open_segment
from groundglass.custody.slots import parse_recipient, parse_share, rewrap_share
from groundglass.errors import CustodyError
from groundglass.frosted.people.roles import Role
from tests.cli.commands import Ran, RunningSite, until
from tests.cli.test_ceremony import RANGE, Town, furnish
from tests.custody.originals import Sealed, identity_text, new_keyring, request_for, seal
from tests.stands.clips import draw_clip

EVERYBODY = ("anna", "ben", "cleo", "dora", "ada")
Made = Callable[..., Town]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Makes one site whose custodians are those named; Ada is its administrator and Dora is nobody yet."""
    running: list[RunningSite] = []

    def make(*custodians: str) -> Town:
        recipients = {}
        for who in EVERYBODY:
            keyring = new_keyring()
            (tmp_path / f"{who}.txt").write_text(identity_text(keyring))
            recipients[who] = keyring.recipients[0]
        asyncio.run(furnish(tmp_path / "data", [recipients[who] for who in custodians], Role.ADMINISTRATOR))
        running.append(RunningSite(tmp_path / "data"))
        return Town(running[0], tmp_path, recipients)

    yield make
    for site in running:
        site.stop()


def add(town: Town, who: str) -> None:
    ran = town.run("custodian", "add", who, town.recipients[who], "--data", "data")
    assert ran.status == 0, ran.err


def retire(town: Town, who: str) -> None:
    listed = town.run("custodian", "list", "--data", "data").out.split()
    # The line of a custodian ends with the recipient; its first word is the id that `retire` takes.
    at = listed.index(town.recipients[who])
    ids = [word for word in listed[:at] if len(word) == 8 and set(word) <= set("0123456789abcdef")]
    ran = town.run("custodian", "retire", ids[-1], "--data", "data")
    assert ran.status == 0, ran.err


def ask_hand_over(town: Town) -> Ran:
    return town.as_requester(
        "custody", "hand-over", "ask", *RANGE, "--reason", "a key was lost", "--recipient", town.recipients["ada"]
    )


def give(town: Town, bundle: str) -> Ran:
    return town.as_requester("custody", "hand-over", "give", bundle, "--identity", "ada.txt", "--yes")


def hand_over(town: Town, *approving: str) -> None:
    asked = ask_hand_over(town)
    assert asked.status == 0, asked.err
    for who in approving:
        ran = town.approve(who, asked.out.strip())
        assert ran.status == 0, ran.err
    given = give(town, town.fetched(asked.out.strip()))
    assert given.status == 0, given.err
    assert "handed over 2 segments" in given.out


def opened_by(town: Town, *approving: str) -> int:
    """Ask for the range again and open it with these custodians; how many bytes the clip has."""
    request = town.ask()
    for who in approving:
        ran = town.approve(who, request)
        assert ran.status == 0, ran.err
    opened = town.run("unseal", "open", town.fetched(request), "--identity", "ada.txt", "--out", request)
    assert opened.status == 0, opened.err
    return (town.keys / request / "clip.mp4").stat().st_size


def shares_of(town: Town, segment: str) -> dict[str, bytes]:
    """The wrapped shares that the server has of a segment, by recipient."""
    with closing(sqlite3.connect(f"file:{town.keys / 'data' / 'groundglass.db'}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT recipient, slot FROM sealed_slot WHERE segment = ?", (segment,))
        return dict(rows.fetchall())


def opened(town: Town, segment: Sealed, shares: dict[str, bytes], holders: tuple[str, ...]) -> list[Record]:
    """The segment's records, when these custodians pass on what is wrapped for them."""
    request = request_for([segment], town.recipients["ada"])
    to = parse_recipient(town.recipients["ada"])
    passed = [
        rewrap_share(parse_share(keyring_of(town.keys / f"{who}.txt").open(shares[town.recipients[who]])), to)
        for who in holders
    ]
    return list(open_segment(request, io.BytesIO(segment.file), passed, keyring_of(town.keys / "ada.txt")))


def kept_for(town: Town) -> list[tuple[str, ...]]:
    """For whom each kept segment was sealed, in the order of its making."""
    with closing(sqlite3.connect(f"file:{town.keys / 'data' / 'groundglass.db'}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT header FROM sealed_segment ORDER BY chain").fetchall()
    return [parse_header(header).custodians for (header,) in rows]


def test_after_a_lost_key_the_custodians_of_now_open_what_is_old(made: Made) -> None:
    town = made("anna", "ben", "cleo")
    retire(town, "ben")
    add(town, "dora")
    request = ask_hand_over(town)
    assert request.status == 0, request.err
    id = request.out.strip()
    early = town.as_requester("unseal", "fetch", id, "--out", "early.zip")
    assert (early.status != 0, "not released" in early.err) == (True, True), early.err
    shown = town.approve("anna", id)
    assert "(hand-over)" in shown.out, shown.err
    assert town.recipients["dora"] in shown.out
    assert town.recipients["ben"] not in shown.out
    assert town.approve("ben", id).status == 4
    assert "is released" in town.approve("cleo", id).out
    given = give(town, town.fetched(id))
    assert given.status == 0, given.err
    assert "handed over 2 segments" in given.out
    assert opened_by(town, "dora", "anna") > 0
    assert opened_by(town, "cleo", "dora") > 0


def test_the_share_of_who_was_retired_counts_no_more(made: Made) -> None:
    town = made("anna", "ben", "cleo")
    segment = seal(tuple(town.recipients[who] for who in ("anna", "ben", "cleo")))
    before = shares_of(town, segment.id)
    retire(town, "ben")
    add(town, "dora")
    hand_over(town, "anna", "cleo")
    after = shares_of(town, segment.id)
    assert sorted(after) == sorted(town.recipients[who] for who in ("anna", "cleo", "dora"))
    # Not even as a custodian once more: there is no share of it for that key.
    add(town, "ben")
    again = town.approve("ben", town.ask())
    assert again.status != 0
    assert "share" in again.err
    # And one that was copied before joins with none of those of now.
    assert len(opened(town, segment, before, ("ben", "anna"))) == 62
    assert len(opened(town, segment, after, ("dora", "anna"))) == 62
    mixed = {**after, town.recipients["ben"]: before[town.recipients["ben"]]}
    for other in ("anna", "cleo", "dora"):
        with pytest.raises(CustodyError):
            opened(town, segment, mixed, ("ben", other))


def test_another_number_of_seats_is_refused_in_a_sentence(made: Made) -> None:
    town = made("anna", "ben", "cleo")
    add(town, "dora")
    more = ask_hand_over(town)
    assert (more.status, more.out) == (1, "")
    assert "these originals have 3 seats and the site has 4 custodians" in " ".join(more.err.split())
    assert "name as many custodians as they were sealed for" in " ".join(more.err.split())
    retire(town, "dora")
    retire(town, "ben")
    fewer = ask_hand_over(town)
    assert (fewer.status, fewer.out) == (1, "")
    assert "these originals have 3 seats and the site has 2 custodians" in " ".join(fewer.err.split())


def test_where_all_are_needed_the_one_who_goes_is_added_back_to_agree(made: Made) -> None:
    """As docs/custody.md says it: two of two, one leaves, and without them nothing old could be handed over."""
    town = made("anna", "ben")
    retire(town, "ben")
    add(town, "dora")
    asked = ask_hand_over(town)
    assert asked.status == 0, asked.err
    id = asked.out.strip()
    assert "1 of 2" in town.approve("anna", id).out
    assert town.approve("ben", id).status == 4
    add(town, "ben")
    assert "is released" in town.approve("ben", id).out
    retire(town, "ben")
    given = give(town, town.fetched(id))
    assert given.status == 0, given.err
    assert opened_by(town, "dora", "anna") > 0


def test_a_hand_over_is_no_clip_and_a_clip_no_hand_over(made: Made) -> None:
    town = made("anna", "ben", "cleo")
    retire(town, "ben")
    add(town, "dora")
    asked = ask_hand_over(town).out.strip()
    for who in ("anna", "cleo"):
        assert town.approve(who, asked).status == 0
    opened = town.run("unseal", "open", town.fetched(asked), "--identity", "ada.txt", "--out", "clip")
    assert (opened.status, "is a hand-over, which holds no pictures" in opened.err) == (1, True), opened.err
    assert not (town.keys / "clip" / "clip.mp4").exists()
    other = town.ask()
    for who in ("anna", "cleo"):
        assert town.approve(who, other).status == 0
    given = give(town, town.fetched(other))
    assert (given.status, "is no hand-over" in given.err) == (1, True), given.err


def test_new_originals_are_for_the_new_custodians_at_once(tmp_path: Path) -> None:
    keys = {who: new_keyring().recipients[0] for who in EVERYBODY}
    clip = draw_clip(tmp_path / "clip.mp4", pictures=90)
    site = RunningSite(tmp_path / "data")
    town = Town(site, tmp_path, keys)
    try:
        for who in ("anna", "ben", "cleo"):
            add(town, who)
        for command in (("custody", "quorum", 2), ("camera", "add", "Gate", clip), ("custody", "seal", "gate", "on")):
            ran = town.run(*command, "--data", "data")
            assert ran.status == 0, ran.err
        old, new = (tuple(keys[who] for who in names) for names in (("anna", "ben", "cleo"), ("anna", "cleo", "dora")))
        until(lambda: old in kept_for(town), 90.0)
        retire(town, "ben")
        add(town, "dora")
        until(lambda: new in kept_for(town), 90.0)
        kept = kept_for(town)
        last = max(number for number, one in enumerate(kept) if keys["ben"] in one)
        assert all(keys["ben"] not in one for one in kept[last + 1 :])
        assert last < kept.index(new)
    finally:
        site.stop()
