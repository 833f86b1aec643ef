"""The site as a whole, as the API says it: its name, its version and how full its disk is."""

from __future__ import annotations

from pydantic import Field

from groundglass.frosted.web.models.base import Told, When


class Health(Told):
    """The server answers and its own watch over itself turns."""

    status: str = Field(examples=["ok"])


class StorageTold(Told):
    """How full the disk is, and how far back recordings reach."""

    used_bytes: int
    free_bytes: int
    floor_bytes: int
    oldest: When | None


class SiteTold(Told):
    """What everybody may know of the site; `storage` only for those who are signed in."""

    name: str
    version: str
    signed_in: bool
    needs_first_person: bool
    account_label: str | None = Field(default=None, description="accounts kept elsewhere that sign in here, by name")
    storage: StorageTold | None = None
