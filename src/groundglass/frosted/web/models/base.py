"""What all models share: requests refuse fields they do not know, so that a typing error is not ignored."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class Asked(BaseModel):
    """A request's body."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """An answer's body."""

    model_config = ConfigDict(frozen=True)


class Nothing(Asked):
    """An empty object. Sent where there is nothing to say, so that the request has a body of JSON."""


class Done(Told):
    """It was done."""

    done: bool = True


When: TypeAlias = Annotated[str, Field(examples=["2026-11-21T23:00:00.000Z"], description="RFC 3339 in UTC")]
Version: TypeAlias = Annotated[
    str, Field(examples=["0f3a9c1d2b4e5f60"], description="of what was written; send it in If-Match with a change")
]
Corner: TypeAlias = Annotated[
    tuple[float, float], Field(description="x and y as shares of the picture's width and height, 0 to 1")
]
Corners: TypeAlias = Annotated[list[Corner], Field(min_length=3, max_length=64)]
Corners64: TypeAlias = Annotated[list[Corners], Field(max_length=64)]
