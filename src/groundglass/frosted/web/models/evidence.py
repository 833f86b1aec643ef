"""What is asked for as evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, When


class EvidenceAsked(Asked):
    """One range of one camera. An original's evidence is made where it is opened: groundglass unseal open."""

    kind: Literal["frosted"] = "frosted"
    camera: str = Field(max_length=200)
    begin: When = Field(alias="from", max_length=40)
    end: When = Field(alias="to", max_length=40)
