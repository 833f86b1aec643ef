"""Logs as JSON, one object a line, for whoever collects them from many machines.

Apart from terminal.py, which is for people. Chosen by the environment (GROUNDGLASS_LOG=json), since containers and
units set that and it must hold before any settings are read. A line has `at` (UTC), `level`, `from` (the part of the
program) and `said`; `camera` where it is about one, and `trace` where something unforeseen happened.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Final

VARIABLE: Final = "GROUNDGLASS_LOG"
_MAX_TRACE: Final = 8000


class JsonLines(logging.Formatter):
    """One record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, str] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        camera = getattr(record, "camera", None)
        if camera is not None:
            line["camera"] = str(camera)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)[-_MAX_TRACE:]
        return json.dumps(line, ensure_ascii=False)
