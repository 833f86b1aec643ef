"""Claims about the plan and the code on a sign."""

from __future__ import annotations

import io
import re

import cv2
import numpy as np
import segno
from hypothesis import given
from hypothesis import strategies as st

from groundglass.frosted.public.facts import Position
from groundglass.frosted.public.plan import HEIGHT, WIDTH, plan
from groundglass.frosted.public.sign import code

positions = st.builds(
    Position,
    latitude=st.floats(-80, 80),
    longitude=st.floats(-170, 170),
    azimuth_deg=st.floats(0, 360),
    view_deg=st.floats(1, 360),
    range_m=st.integers(1, 100_000),
)


@given(st.lists(positions, min_size=1, max_size=6))
def test_every_camera_is_on_the_plan_wherever_it_stands(spots: list[Position]) -> None:
    drawing = plan([(f"<{place}>", spot) for place, spot in enumerate(spots)], "Plan").text
    dots = re.findall(r'<circle class="camera" cx="(-?[\d.]+)" cy="(-?[\d.]+)"', drawing)
    assert len(dots) == len(spots)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in dots)
    assert "<0>" not in drawing


def test_without_positions_there_is_no_plan() -> None:
    assert plan([], "Plan").text == ""


def test_a_camera_reads_the_address_from_the_code() -> None:
    address = "https://cameras.example.org/public/cameras/north-gate"
    drawn = code(address, "More").text
    assert re.search(r"<svg[^>]* viewBox=", drawn)
    assert "style=" not in drawn
    png = io.BytesIO()
    segno.make(address, error="m", micro=False).save(png, kind="png", scale=8, border=4)
    picture = cv2.imdecode(np.frombuffer(png.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == address
