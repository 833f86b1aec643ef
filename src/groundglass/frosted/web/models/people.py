"""Signing in, and one's own account."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Told, When

GroupIds: TypeAlias = Annotated[
    list[Annotated[str, Field(max_length=16)]] | None,
    Field(default=None, max_length=200, description="ids of camera groups to be limited to; null: the whole site"),
]


class LinkSent(Asked):
    """The token of a one-time link: what stands behind `#/sign-in/`."""

    token: str = Field(max_length=64, repr=False)


class PasswordSent(Asked):
    """A name and its password."""

    name: str = Field(max_length=200, examples=["Ada"])
    password: str = Field(max_length=1024, repr=False)


class PasskeyAnswer(Asked):
    """What `navigator.credentials.get` returned, as JSON."""

    credential: dict[str, Any] = Field(repr=False)


class RecoverySent(Asked):
    """A name, and one of the recovery codes of that person."""

    name: str = Field(max_length=200, examples=["Ada"])
    code: str = Field(max_length=100, repr=False)


class RecoveryCodes(Told):
    """Ten codes, each a way in, once. Told this once; older ones are void."""

    codes: list[str] = Field(repr=False)


class OidcBegun(Told):
    """Where to send the browser."""

    url: str


class NewName(Asked):
    """What somebody wants to be called."""

    name: str = Field(max_length=200, examples=["Ada"])


class NewPassword(Asked):
    """A new password, 10 to 256 characters."""

    password: str = Field(max_length=1024, repr=False)


class NewPasskey(Asked):
    """What `navigator.credentials.create` returned, as JSON, and a name to know it by."""

    name: str = Field(max_length=200, examples=["Office laptop"])
    credential: dict[str, Any] = Field(repr=False)


class PasskeyTold(Told):
    """One passkey of the person."""

    id: str
    name: str
    created: When


class SessionTold(Told):
    """One browser the person is signed in with. `current` is the one that asks."""

    id: str
    agent: str
    created: When
    last_seen: When
    current: bool


class RoleHeldTold(Told):
    """A role of the person: the one at the site, first, or one in a camera group, which is named then."""

    role: str = Field(examples=["operator"])
    group: str | None = Field(description="name of the camera group; null: the role at the site")
    rights: list[str]
    cameras: list[str] | None = Field(description="ids of the cameras where it holds; null: the whole site")


class Me(Told):
    """The person who is signed in."""

    id: str
    name: str
    role: str = Field(examples=["administrator"])
    rights: list[str] = Field(description="What they may do somewhere; a console shows what these allow")
    roles: list[RoleHeldTold] = Field(description="what they may do where: the best that holds at a camera decides")
    limited_to: list[str] | None = Field(
        description="names of the camera groups this person sees; null: the whole site"
    )
    has_password: bool
    recovery_codes: int = Field(description="how many recovery codes are left")
    accounts: list[str] = Field(description="issuers of accounts kept elsewhere that sign this person in")
    passkeys: list[PasskeyTold]
    sessions: list[SessionTold]


class NewMember(Asked):
    """Somebody to invite. They choose their own name and how they sign in."""

    role: str = Field(max_length=32, examples=["operator"])
    groups: GroupIds = None
    email: str | None = Field(
        default=None, max_length=254, description="lets in an account kept elsewhere with this verified address, too"
    )


class RoleChange(Asked):
    """What somebody may do and see from now on: all of it is sent."""

    role: str = Field(max_length=32, examples=["supervisor"])
    groups: GroupIds = None


class GroupRole(Asked):
    """A role at the cameras of a group, besides the one at the site."""

    role: str = Field(max_length=32, examples=["operator"])


class GroupRoleTold(Told):
    """A role that somebody has at the cameras of a group."""

    group: str = Field(description="id of the camera group")
    role: str


class MemberTold(Told):
    """Somebody of the site. `invited_until` is set while a link of theirs waits to be used."""

    id: str
    name: str
    role: str
    groups: list[str] | None
    group_roles: list[GroupRoleTold]
    email: str | None
    has_way_in: bool
    is_you: bool
    created: When
    last_seen: When | None
    invited_until: When | None


class RoleTold(Told):
    """A role, and the rights it gives."""

    role: str
    rights: list[str]
    may_be_limited: bool = Field(description="whether somebody of this role can be limited to camera groups")
    may_be_in_group: bool = Field(description="whether somebody can have this role in a camera group only")


class MembersTold(Told):
    """Everybody, and every role there is."""

    people: list[MemberTold]
    roles: list[RoleTold]


class InvitationTold(Told):
    """A way in, once: `link` is a path of this site. Whoever has it becomes this person."""

    person: str
    role: str
    link: str = Field(repr=False)
    until: When
