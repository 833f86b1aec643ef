"""The doors: who gets in, and who does not."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from groundglass.clock import SimulatedClock
from groundglass.errors import ConfigError, Conflict, NotSignedIn, Refused, StoreDamaged, TooMany
from groundglass.frosted.people.house import People
from groundglass.frosted.people.passkeys import relying_party
from groundglass.frosted.people.persons import Person
from groundglass.frosted.people.roles import Right, Role
from groundglass.frosted.people.schema import metadata
from groundglass.frosted.people.sessions import Session
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.store.catalog import Catalog

PASSWORD = "correct horse battery"


async def first_person(people: People) -> tuple[Person, Token, Session]:
    person = await people.sign_in.by_link((await people.sign_in_link()).reveal(), "here")
    token = await people.sessions.begin(person.id, "a browser")
    person, session = await people.sessions.who(token)
    return person, token, session


async def ada(people: People) -> Person:
    person, _, session = await first_person(people)
    await people.persons.rename(person.id, "Ada")
    await people.set_password(person.id, session, PASSWORD)
    return await people.persons.get(person.id)


async def test_the_first_link_makes_the_administrator(people: People) -> None:
    assert await people.needs_first_person()
    person, _, _ = await first_person(people)
    assert person.role is Role.ADMINISTRATOR
    assert all(person.may(right) for right in Right)
    assert not await people.needs_first_person()


async def test_a_link_opens_once(people: People) -> None:
    link = (await people.sign_in_link()).reveal()
    await people.sign_in.by_link(link, "here")
    with pytest.raises(NotSignedIn, match="was used"):
        await people.sign_in.by_link(link, "here")


async def test_of_two_browsers_with_one_link_one_enters(people: People) -> None:
    link = (await people.sign_in_link()).reveal()
    both = await asyncio.gather(
        people.sign_in.by_link(link, "one"), people.sign_in.by_link(link, "other"), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in both) == ["NotSignedIn", "Person"]
    assert len(await people.persons.list()) == 1


async def test_a_link_ends_after_an_hour(people: People, clock: SimulatedClock) -> None:
    link = (await people.sign_in_link()).reveal()
    clock.advance(3601)
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(link, "here")
    assert await people.needs_first_person()


async def test_a_newer_link_ends_the_older(people: People) -> None:
    older = (await people.sign_in_link()).reveal()
    await people.sign_in_link()
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(older, "here")


async def test_a_first_link_kept_for_later_lets_nobody_in(people: People) -> None:
    kept = await people.links.make(None)
    async with people.links._engine.begin() as connection:
        await people.persons.add(connection, Role.VIEWER)
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(kept.reveal(), "here")
    assert [person.role for person in await people.persons.list()] == [Role.VIEWER]


async def test_a_later_link_signs_in_the_administrator_again(people: People) -> None:
    person = await ada(people)
    again = await people.sign_in.by_link((await people.sign_in_link()).reveal(), "here")
    assert again.id == person.id


async def test_a_link_is_needed_until_there_is_another_way_in(people: People) -> None:
    assert await people.needs_link()
    await first_person(people)
    assert await people.needs_link()
    await ada(people)
    assert not await people.needs_link()


@pytest.mark.parametrize("text", ["", "x", "é" * 43, "!" * 43, "A" * 44, "A" * 43])
async def test_what_is_no_link_lets_nobody_in(people: People, text: str) -> None:
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(text, "here")


async def test_name_and_password_let_in_whatever_the_case_of_the_name(people: People) -> None:
    person = await ada(people)
    assert (await people.sign_in.by_password("  ADA ", PASSWORD, "here")).id == person.id


@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong"), ("Bob", PASSWORD), ("", ""), ("Ada", "x" * 5000)])
async def test_a_wrong_name_and_a_wrong_password_read_the_same(people: People, name: str, password: str) -> None:
    await ada(people)
    with pytest.raises(NotSignedIn, match="the name or the password is wrong"):
        await people.sign_in.by_password(name, password, "here")


async def test_a_person_without_a_password_has_none_that_fits(people: People) -> None:
    person, _, _ = await first_person(people)
    await people.persons.rename(person.id, "Ada")
    for guess in ("", "nobody has this password"):
        with pytest.raises(NotSignedIn):
            await people.sign_in.by_password("Ada", guess, "here")


async def test_guessing_is_stopped_and_forgiven_with_time(people: People, clock: SimulatedClock) -> None:
    await ada(people)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await people.sign_in.by_password("Ada", "wrong", "there")
    with pytest.raises(TooMany) as stopped:
        await people.sign_in.by_password("Ada", PASSWORD, "there")
    assert "wait" in stopped.value.hints[0]
    clock.advance(61)
    await people.sign_in.by_password("Ada", PASSWORD, "there")


async def test_a_guesser_elsewhere_does_not_keep_the_person_out(people: People) -> None:
    await ada(people)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await people.sign_in.by_password("Ada", "wrong", "there")
    await people.sign_in.by_password("Ada", PASSWORD, "here")


async def test_many_guesses_at_once_are_counted_before_they_are_checked(people: People) -> None:
    await ada(people)
    guesses = [people.sign_in.by_password("Ada", f"guess {n}", "there") for n in range(20)]
    results = await asyncio.gather(*guesses, return_exceptions=True)
    assert [type(result) for result in results].count(NotSignedIn) == 5
    assert [type(result) for result in results].count(TooMany) == 15


async def test_one_client_trying_many_names_is_stopped(people: People) -> None:
    for n in range(30):
        with pytest.raises(NotSignedIn):
            await people.sign_in.by_password(f"name {n}", "guess", "there")
    with pytest.raises(TooMany):
        await people.sign_in.by_link("A" * 43, "there")


async def test_a_new_password_ends_the_other_sessions(people: People) -> None:
    person, token, session = await first_person(people)
    other = await people.sessions.begin(person.id, "another browser")
    await people.set_password(person.id, session, PASSWORD)
    assert (await people.sessions.who(token))[0].id == person.id
    with pytest.raises(NotSignedIn):
        await people.sessions.who(other)


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
async def test_a_password_of_unsuitable_length_is_refused(people: People, password: str) -> None:
    person, _, session = await first_person(people)
    with pytest.raises(ConfigError, match="10 to 256"):
        await people.set_password(person.id, session, password)


async def test_an_old_session_cannot_change_how_somebody_signs_in(people: People, clock: SimulatedClock) -> None:
    person, _, session = await first_person(people)
    clock.advance(601)
    with pytest.raises(Refused, match="recent"):
        await people.set_password(person.id, session, PASSWORD)


async def test_a_clock_set_back_does_not_make_an_old_session_recent(people: People, clock: SimulatedClock) -> None:
    person, _, session = await first_person(people)
    clock.jump(-3600)
    with pytest.raises(Refused):
        await people.set_password(person.id, session, PASSWORD)


async def test_two_people_cannot_share_a_name(people: People) -> None:
    await ada(people)
    async with people.links._engine.begin() as connection:
        other = await people.persons.add(connection, Role.VIEWER)
    for same in ("ada", " Ada", "ADA", "\uff21da"):  # the last with a full-width A
        with pytest.raises(Conflict):
            await people.persons.rename(other.id, same)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb", "a\x00b"])
async def test_a_name_that_cannot_be_read_is_refused(people: People, name: str) -> None:
    person, _, _ = await first_person(people)
    with pytest.raises(ConfigError):
        await people.persons.rename(person.id, name)


async def test_no_token_and_no_password_is_stored(people: People, catalog: Catalog) -> None:
    link = await people.sign_in_link()
    person = await ada(people)
    token = await people.sessions.begin(person.id, "a browser")
    async with catalog.engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in await connection.execute(sa.select(table))]
    stored = repr(rows)
    assert person.id in stored
    for secret in (token, link):
        assert secret.reveal() not in stored
        assert repr(secret._raw)[2:-1] not in stored
    assert PASSWORD not in stored


async def test_the_migration_makes_the_tables_that_the_code_names(catalog: Catalog) -> None:
    def columns(connection: sa.Connection) -> dict[str, dict[str, tuple[str, bool]]]:
        inspector = sa.inspect(connection)
        return {
            table.name: {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(table.name)}
            for table in metadata.sorted_tables
        }

    async with catalog.engine.connect() as connection:
        found = await connection.run_sync(columns)
    named = {
        table.name: {c.name: (str(c.type.compile(catalog.engine.dialect)), bool(c.nullable)) for c in table.columns}
        for table in metadata.sorted_tables
    }
    assert found == named


def test_a_token_says_nothing_and_compares_in_one_way() -> None:
    token = Token(bytes(range(32)))
    assert repr(token) == str(token) == "<Token>"
    assert Token.parse(token.reveal()).matches(token)
    assert not token.matches(Token(bytes(32)))
    with pytest.raises(TypeError):
        assert token == Token(bytes(range(32)))
    with pytest.raises(TypeError):
        assert {token}


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8420", "localhost"),
        ("https://desk.example.org", "desk.example.org"),
        ("https://desk.example.org:8443", "desk.example.org"),
    ],
)
def test_a_passkey_belongs_to_the_name_in_the_address_bar(origin: str, host: str) -> None:
    assert relying_party(origin) == host


@pytest.mark.parametrize(
    ("origin", "way_out"),
    [
        ("http://127.0.0.1:8420", "http://localhost:8420"),
        ("https://192.0.2.7", "https://localhost"),
        ("http://[::1]:8420", "http://localhost:8420"),
        ("http://desk.example.org", "https"),
    ],
)
def test_where_browsers_allow_no_passkey_the_way_out_is_said(origin: str, way_out: str) -> None:
    with pytest.raises(ConfigError) as refused:
        relying_party(origin)
    assert way_out in refused.value.hints[0]


async def test_a_damaged_password_hash_is_said_and_lets_nobody_in(people: People) -> None:
    person = await ada(people)
    await people.persons.set_password_hash(person.id, "no hash")
    with pytest.raises(StoreDamaged):
        await people.sign_in.by_password("Ada", PASSWORD, "here")
