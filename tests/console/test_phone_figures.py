"""What the phone shows before a photo is sent is what the server's process makes of it: the figures are the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from groundglass.pane import photo

SOURCE = Path(__file__).resolve().parents[2] / "console/src/phone/photo.ts"


@pytest.mark.parametrize(
    ("name", "value"), [("CELLS", photo.CELLS), ("TONES", photo.TONES), ("COLOUR_STEP", photo.COLOUR_STEP)]
)
def test_a_figure_of_the_phone_is_the_servers(name: str, value: int) -> None:
    found = re.findall(rf"^export const {name} = (\d+);$", SOURCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(text) for text in found] == [value]
