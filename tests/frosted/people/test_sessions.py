"""Sessions: how long they last, and how they end."""

from __future__ import annotations

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import NotFound, NotSignedIn
from groundglass.frosted.people.house import People
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.sessions import MAX_PER_PERSON, SessionId

HOUR_S = 3600.0


@pytest.fixture
async def who(people: People) -> PersonId:
    return (await people.sign_in.by_link((await people.sign_in_link()).reveal(), "here")).id


async def test_a_session_slides_with_use(people: People, clock: SimulatedClock, who: PersonId) -> None:
    token = await people.sessions.begin(who, "")
    for _ in range(5):
        clock.advance(11 * HOUR_S)
        assert (await people.sessions.who(token))[0].id == who


async def test_an_unused_session_ends_after_twelve_hours(people: People, clock: SimulatedClock, who: PersonId) -> None:
    token = await people.sessions.begin(who, "")
    clock.advance(12 * HOUR_S + 1)
    with pytest.raises(NotSignedIn):
        await people.sessions.who(token)
    assert await people.sessions.list(who) == []


async def test_a_session_ends_after_thirty_days_however_it_is_used(
    people: People, clock: SimulatedClock, who: PersonId
) -> None:
    token = await people.sessions.begin(who, "")
    for _ in range(71):
        clock.advance(10 * HOUR_S)
        await people.sessions.who(token)
    clock.advance(11 * HOUR_S)
    with pytest.raises(NotSignedIn):
        await people.sessions.who(token)


async def test_signing_out_ends_the_session_and_may_be_repeated(people: People, who: PersonId) -> None:
    token = await people.sessions.begin(who, "")
    for _ in range(2):
        await people.sessions.end(token)
    with pytest.raises(NotSignedIn):
        await people.sessions.who(token)


async def test_nobody_ends_the_session_of_another(people: People, who: PersonId) -> None:
    token = await people.sessions.begin(who, "")
    mine = (await people.sessions.who(token))[1]
    with pytest.raises(NotFound):
        await people.sessions.end_one(PersonId("f" * 16), mine.id)
    await people.sessions.end_one(who, mine.id)
    with pytest.raises(NotFound):
        await people.sessions.end_one(who, SessionId(mine.id))


async def test_a_person_has_at_most_fifty_sessions_and_the_oldest_go(
    people: People, clock: SimulatedClock, who: PersonId
) -> None:
    first = newest = await people.sessions.begin(who, "")
    for _ in range(MAX_PER_PERSON):
        clock.advance(1)
        newest = await people.sessions.begin(who, "")
    assert len(await people.sessions.list(who)) == MAX_PER_PERSON
    with pytest.raises(NotSignedIn):
        await people.sessions.who(first)
    await people.sessions.who(newest)


async def test_what_a_browser_calls_itself_is_cut_and_cleaned(people: People, who: PersonId) -> None:
    await people.sessions.begin(who, "brow\nser\x1b[0m" + "x" * 500)
    (session,) = await people.sessions.list(who)
    assert session.client.startswith("browser[0m")
    assert len(session.client) <= 120
