"""The whole list of what leaves without a sign-in. Whoever adds a field here publishes it."""

from __future__ import annotations

from dataclasses import fields

from groundglass.frosted.cameras import CameraRecord, CameraSettings
from groundglass.frosted.public import facts
from groundglass.frosted.public.declared import CameraDeclared, SiteDeclared
from groundglass.frosted.public.gather import left_of, public_camera
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress

PUBLIC = {
    "PublicSite": {
        *("name", "language", "page", "operator", "contact", "officer", "authority", "purpose", "basis", "recipients"),
        *("transfers", "cameras", "custody", "months", "events", "unsealings", "more_unsealings", "ledger", "made_90k"),
    },
    "PublicCamera": {
        *("id", "name", "place", "purpose", "basis", "is_on", "mode", "style", "keep_days", "left", "privacy_areas"),
        *("overlays", "is_sealed", "seals_sound", "position"),
    },
    "Position": {"latitude", "longitude", "azimuth_deg", "view_deg", "range_m"},
    "Left": {"px_per_m", "reaches", "camera_px_per_m", "camera_reaches"},
    "PublicCustody": {"quorum", "custodians", "keep_days"},
    "EventCounts": {"kind", "counts"},
    "Unsealing": {
        *("camera", "purpose", "start_90k", "until_90k", "asked_90k", "approved_90k", "opened_90k", "approvals"),
        "needed",
    },
    "PublicLedger": {"origin", "size", "key", "checkpoint"},
}


def test_exactly_these_fields_are_public() -> None:
    made_here = {
        name: kind for name, kind in vars(facts).items() if isinstance(kind, type) and kind.__module__ == facts.__name__
    }
    assert {name: {field.name for field in fields(kind)} for name, kind in made_here.items()} == PUBLIC


def test_nothing_of_a_cameras_address_is_in_what_is_public_of_it() -> None:
    settings = CameraSettings(
        SecretAddress("rtsp://guard:hunter2@192.0.2.7/stream1"), sub_address=SecretAddress("rtsp://192.0.2.7/sub")
    )
    record = CameraRecord(CameraId("gate"), "Gate", enabled=True, position=0, settings=settings)
    told = public_camera(record, CameraDeclared(), SiteDeclared(), keep_days=3, is_sealed=False, spot=None)
    assert "192.0.2" not in repr(told)
    assert "SecretAddress" not in repr(told)


def test_a_camera_without_words_of_its_own_has_those_of_the_site() -> None:
    record = CameraRecord(CameraId("gate"), "Gate", True, 0, CameraSettings(SecretAddress("demo:plaza")))
    site = SiteDeclared(purpose="to see crowding", basis="the law")
    own = CameraDeclared(name="North gate", purpose="to see smoke")
    told = public_camera(record, own, site, keep_days=None, is_sealed=False, spot=None)
    assert (told.name, told.purpose, told.basis) == ("North gate", "to see smoke", "the law")


def test_what_is_left_is_told_from_the_row_where_most_is_left() -> None:
    left = left_of(20.0, 300.0)
    assert left is not None
    assert left.px_per_m <= 12.5
    assert (left.camera_px_per_m, left.camera_reaches) == (300.0, "identify")
    assert left_of(None, None) is None
