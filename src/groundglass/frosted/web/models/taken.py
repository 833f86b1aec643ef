"""A still that somebody takes out of the console, as the API is told of it."""

from __future__ import annotations

from typing import Literal

from groundglass.frosted.web.models.base import Asked, When


class StillTaken(Asked):
    """The moment that the picture shows, and whether it becomes a file or goes to the clipboard."""

    at: When
    way: Literal["saved", "copied"]
