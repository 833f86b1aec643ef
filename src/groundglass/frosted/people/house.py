"""Everything about people together, as the rest of the house holds it.

The engine makes one `People` over the catalog's database and puts it into the site. The command line uses
`sign_in_link`; the web uses the parts.
"""

from __future__ import annotations

import secrets
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import NotFound, Refused
from groundglass.frosted.people.groups import Groups
from groundglass.frosted.people.identities import Identities
from groundglass.frosted.people.links import Links
from groundglass.frosted.people.members import Members
from groundglass.frosted.people.passkeys import Passkeys
from groundglass.frosted.people.passwords import Passwords
from groundglass.frosted.people.persons import Person, PersonId, Persons
from groundglass.frosted.people.programs import Programs
from groundglass.frosted.people.reach import WHOLE_SITE
from groundglass.frosted.people.recovery import Recovery
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.sessions import Session, Sessions
from groundglass.frosted.people.sign_in import SignIn
from groundglass.frosted.people.standing import Standing
from groundglass.frosted.people.tokens import Random, Token, UsedElsewhere

FRESH_S: Final = 600


class People:
    """Who may enter this site."""

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Clock,
        *,
        site_name: str = "Groundglass",
        random: Random = secrets.token_bytes,
        hasher: PasswordHasher | None = None,
        used: UsedElsewhere | None = None,
    ) -> None:
        self._clock = clock
        self.persons = Persons(engine, clock, random)
        self.links = Links(engine, clock, random, self.persons)
        self.members = Members(engine, clock, self.persons, self.links)
        self.sessions = Sessions(engine, clock, random, used)
        self.passwords = Passwords(hasher)
        self.passkeys = Passkeys(engine, clock, random, site_name)
        self.groups = Groups(engine, random)
        self.programs = Programs(engine, clock, random, self.groups, used)
        self.recovery = Recovery(engine, random)
        self.identities = Identities(engine, clock, self.persons)
        self.sign_in = SignIn(clock, self.persons, self.passwords, self.passkeys, self.links, self.recovery)

    async def standing_of(self, who: Person) -> Standing:
        """What a person may do now, and at which cameras."""
        reach = await self.groups.reach_of_person(who.id) if who.is_limited else WHOLE_SITE
        return Standing(who, reach, await self.groups.roles_by_camera(who.id) if who.has_roles_in_groups else ())

    async def standing(self, which: PersonId) -> Standing:
        """What a person or program may do and reach now, by id; `NotSignedIn` when they are here no more."""
        try:
            who = await self.persons.get_present(which)
        except NotFound:
            return await self.programs.standing(which)
        return await self.standing_of(who)

    async def needs_first_person(self) -> bool:
        """Whether nobody has signed in here yet."""
        return await self.persons.is_empty()

    async def needs_link(self) -> bool:
        """Whether no administrator could sign in without a link: nobody here yet, or no way in set up."""
        for person in await self.persons.list():
            if person.role is Role.ADMINISTRATOR:
                if person.has_password and person.name:
                    return False
                if await self.passkeys.list(person.id):
                    return False
        return True

    async def sign_in_link(self) -> Token:
        """A one-time link for whoever owns this machine: the first person, or the first administrator.

        It goes into an address as `{base}/#/sign-in/{token.reveal()}`: behind the `#`, so that it is in no
        server's log and in no Referer.
        """
        for person in await self.persons.list():
            if person.role is Role.ADMINISTRATOR:
                return await self.links.make(person.id)
        return await self.links.make(None)

    async def set_password(self, who: PersonId, session: Session, password: str) -> None:
        """A new password; every other session of this person ends.

        Only within ten minutes of signing in: a desk left open must not become somebody else's for good.
        """
        self.require_fresh(session)
        await self.persons.set_password_hash(who, await self.passwords.hash(password))
        await self.sessions.end_others(who, session.id)

    def require_fresh(self, session: Session) -> None:
        """`Refused` unless this session began within the last ten minutes."""
        age_90k = self._clock.now_90k() - session.created_90k
        if not 0 <= age_90k <= FRESH_S * TICKS_PER_S:
            raise Refused(
                "changing how you sign in needs a recent sign-in",
                "sign out, sign in again, and make the change within ten minutes",
            )
