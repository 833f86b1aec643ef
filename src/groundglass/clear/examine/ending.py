"""The one error of an examination: a closed code, since a text could quote what must not cross."""

from __future__ import annotations

from groundglass.errors import SourceError
from groundglass.pane.examination import Ended


class Ending(SourceError):
    """The examination is over before its end."""

    def __init__(self, code: Ended) -> None:
        super().__init__(f"the examination ended: {code.name.lower()}")
        self.code = code
