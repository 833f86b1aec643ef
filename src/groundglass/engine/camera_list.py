"""A list of cameras as people keep it in a spreadsheet: CSV with a first line of names, read with limits.

Apart from machines.py, which plans with what is read here. Only `size` must be given. A line may stand for many cameras
(`count`); `site` names the place whose machines keep them.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from groundglass.errors import ConfigError

MAX_LIST_BYTES: Final = 8 * 1024 * 1024
MAX_LINES: Final = 100_000
MAX_CAMERAS: Final = 1_000_000
COLUMNS: Final = (
    "camera", "count", "site", "size", "rate_hz", "small_size", "small_rate_hz", "mbit_s", "keep_days", "seal_days",
    "detector_hz",
)  # fmt: skip

_SIZE: Final = re.compile(r"([1-9][0-9]{1,4})x([1-9][0-9]{1,4})")
_SITE: Final = re.compile(r"[\w .-]{1,60}")


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of a picture."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CameraLine:
    """Some cameras of one kind. `small`: the second stream that is frosted instead. `mbit_s`: of the camera's own
    stream. `keep_days` of frosted recordings, `seal_days` of sealed originals (0: none). `detector_hz`: looks of the
    site's own detector each second."""

    count: int
    site: str
    size: Size
    rate_hz: float
    small: Size | None
    small_rate_hz: float
    mbit_s: float
    keep_days: float
    seal_days: float
    detector_hz: float

    @property
    def frosted(self) -> Size:
        """The stream that is frosted."""
        return self.small or self.size

    @property
    def frosted_hz(self) -> float:
        """Its pictures a second."""
        return self.small_rate_hz if self.small else self.rate_hz


def parse_camera_list(untrusted_body: bytes) -> tuple[CameraLine, ...]:
    """The lines, or `ConfigError` that names the first one that cannot be read."""
    if len(untrusted_body) > MAX_LIST_BYTES:
        raise ConfigError("the list is longer than 8 MiB", "write cameras of one kind in one line, with a count")
    try:
        text = untrusted_body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("the list is not UTF-8", "save it as CSV UTF-8") from error
    # Spreadsheets of half of Europe write semicolons, since their comma is a decimal sign.
    first, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    lines: list[CameraLine] = []
    names: list[str] = []
    try:
        for row in reader:
            values = [value.strip() for value in row]
            if not any(values) or values[0].startswith("#"):
                continue
            if not names:
                names = _parse_names(values)
                continue
            lines.append(_parse_line(dict(zip(names, values, strict=False)), reader.line_num))
            if len(lines) > MAX_LINES:
                raise ConfigError(f"the list has more than {MAX_LINES} lines", "write cameras of one kind in one line")
    except csv.Error as error:
        raise ConfigError(f"line {reader.line_num} of the list is not CSV", "quote values that hold a quote") from error
    if not lines:
        raise ConfigError("the list has no cameras", f"its first line has names: {','.join(COLUMNS[:5])}")
    if sum(line.count for line in lines) > MAX_CAMERAS:
        raise ConfigError(f"the list has more than {MAX_CAMERAS} cameras", "plan one region at a time")
    return tuple(lines)


def _parse_names(values: list[str]) -> list[str]:
    names = [value.lower() for value in values]
    strange = [name for name in names if name not in COLUMNS]
    if strange or "size" not in names or len(set(names)) < len(names):
        what = f"has no column {strange[0]!r}" if strange else "has every column once, and one called size"
        raise ConfigError(f"a list of cameras {what}", f"columns: {', '.join(COLUMNS)}")
    return names


def _parse_line(values: Mapping[str, str], number: int) -> CameraLine:
    def value(name: str, usual: float, least: float, most: float) -> float:
        text = values.get(name, "").replace(",", ".")
        try:
            found = float(text) if text else usual
        except ValueError:
            found = float("nan")
        if not least <= found <= most:
            raise ConfigError(f"line {number}: {name} is no number from {least:g} to {most:g}", "see docs/planning.md")
        return found

    size = _parse_size(values.get("size", ""), number)
    small = _parse_size(values["small_size"], number) if values.get("small_size") else None
    rate_hz = value("rate_hz", 15, 0.1, 240)
    site = values.get("site", "")
    if site and _SITE.fullmatch(site) is None:
        raise ConfigError(
            f"line {number}: that is not a name of a site", "use up to 60 letters, digits, - . and spaces"
        )
    return CameraLine(
        count=round(value("count", 1, 1, MAX_CAMERAS)),
        site=site,
        size=size,
        rate_hz=rate_hz,
        small=small,
        small_rate_hz=value("small_rate_hz", rate_hz, 0.1, 240),
        mbit_s=value("mbit_s", usual_mbit_s(size, rate_hz), 0.01, 500),
        keep_days=value("keep_days", 30, 0, 3660),
        seal_days=value("seal_days", 0, 0, 3660),
        detector_hz=value("detector_hz", 0, 0, 60),
    )


def usual_mbit_s(size: Size, rate_hz: float) -> float:
    """What such a camera usually sends in H.264: 4 Mbit/s at 1080p and 15 Hz, by pixels and the root of the rate."""
    return 4.0 * (size.width * size.height / 2_073_600) * math.sqrt(rate_hz / 15)


def _parse_size(untrusted_text: str, number: int) -> Size:
    found = _SIZE.fullmatch(untrusted_text.lower().replace("×", "x").replace(" ", ""))
    if found is None:
        raise ConfigError(f"line {number}: size is not like 1920x1080")
    return Size(int(found[1]), int(found[2]))
