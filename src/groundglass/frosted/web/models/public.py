"""What everybody may know of the site, and what its operator declares.

The answer to strangers is `public/facts.py` itself: a field that is not there cannot be told. Its models are made from
those types.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundglass.frosted.public.declared import LINE_CHARACTERS, TEXT_CHARACTERS, Language
from groundglass.frosted.web.models.base import Asked, Told

Gap: TypeAlias = Literal["operator", "contact", "authority", "purpose", "basis"]

Line = Annotated[str, Field(max_length=LINE_CHARACTERS)]
Text = Annotated[str, Field(max_length=TEXT_CHARACTERS)]


class SiteDeclaredAsked(Asked):
    """The site as its operator declares it; empty texts are named as gaps wherever they belong."""

    public: bool = False
    language: Language = "en"
    page: Line = Field(default="", examples=["https://cameras.example.org"])
    operator: Text = ""
    contact: Text = ""
    officer: Text = ""
    authority: Text = ""
    purpose: Text = ""
    basis: Text = ""
    recipients: Text = ""
    transfers: Text = ""


class CameraDeclaredAsked(Asked):
    """One camera as its operator declares it; an empty purpose or basis is the site's."""

    name: Line = ""
    place: Text = ""
    purpose: Text = ""
    basis: Text = ""


class CameraDeclaredTold(Told):
    """The same, with the camera it is about and its name at the desk."""

    camera: str
    desk_name: str
    declared: CameraDeclaredAsked


class DeclaredTold(Told):
    """All of it. `gaps` are the site's fields that the law asks for and nobody has filled in."""

    site: SiteDeclaredAsked
    cameras: list[CameraDeclaredTold]
    gaps: list[Gap]
