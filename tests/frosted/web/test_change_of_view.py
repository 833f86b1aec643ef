"""What a camera knew of its place is not used for another camera in its stead."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import PlaceArtefact
from tests.frosted.web.stand import ADDRESS, Stand

GATE = CameraId("gate")
OTHER_PASSWORD = ADDRESS.replace("hunter2", "hunter3")


@pytest.mark.parametrize(
    ("change", "is_kept"),
    [
        ({"address": OTHER_PASSWORD}, True),
        ({"style": "mosaic"}, True),
        ({"address": "rtsp://192.0.2.8/stream"}, False),
        ({"sub_address": "rtsp://192.0.2.7/small"}, False),
        ({"mode": "approved"}, False),
    ],
)
async def test_a_place_is_kept_only_for_the_view_it_was_proven_on(
    stand: Stand, admin: httpx.AsyncClient, change: dict[str, Any], is_kept: bool
) -> None:
    assert OTHER_PASSWORD != ADDRESS
    await admin.post("/api/v1/cameras", json={"id": "gate", "name": "Gate", "address": ADDRESS})
    place = PlaceArtefact(Instant90k(stand.site.clock.now_90k()), 10, b"place")
    stand.site.shelf.put_place(GATE, place)
    assert (await admin.patch("/api/v1/cameras/gate", json=change)).status_code == 200
    assert await stand.site.shelf.place(GATE) == (place if is_kept else None)
    assert GATE in stand.workers.running
