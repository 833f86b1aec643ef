"""What makes the cameras of a site those that are wished for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from groundglass.engine.wishes import Act, CameraWish, changes, parse_wish, wish_json
from groundglass.errors import ConfigError, PaneError
from groundglass.frosted.cameras import CameraRecord, CameraSettings
from groundglass.frosted.inventory.certificates import read_certificate
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress
from tests.stands.receivers import certificate_for

SETTINGS = CameraSettings(address=SecretAddress("rtsp://u:hush@10.0.0.2/1"))
WISH = CameraWish(CameraId("gate"), "Gate", enabled=True, settings=SETTINGS)


def record_of(wish: CameraWish, removed_at: int | None = None) -> CameraRecord:
    removed = None if removed_at is None else Instant90k(removed_at)
    return CameraRecord(wish.id, wish.name, wish.enabled, 0, wish.settings, removed)


def test_what_is_as_wished_is_left_alone() -> None:
    assert changes([record_of(WISH)], [WISH]) == ()


def test_who_says_nothing_of_a_certificate_does_not_take_the_trusted_one_away() -> None:
    first, second = certificate_for("gate").certificate, certificate_for("gate").certificate
    trusted = record_of(replace(WISH, settings=replace(SETTINGS, certificate=first)))
    assert changes([trusted], [WISH]) == ()
    (renamed,) = changes([trusted], [replace(WISH, name="Gate 2")])
    assert renamed.wish is not None and renamed.wish.settings.certificate == first
    (other,) = changes([trusted], [replace(WISH, settings=replace(SETTINGS, certificate=second))])
    (line,) = other.lines
    assert line == f"certificate: {read_certificate(first).fingerprint} -> {read_certificate(second).fingerprint}"
    assert other.wish is not None
    assert parse_wish(json.loads(json.dumps(wish_json(other.wish)))).settings.certificate == second


def test_a_new_camera_is_added_and_a_missing_one_removed() -> None:
    other = replace(WISH, id=CameraId("yard"))
    found = changes([record_of(WISH)], [other])
    assert [(change.act, change.camera) for change in found] == [(Act.ADD, "yard"), (Act.REMOVE, "gate")]


def test_a_camera_removed_a_moment_ago_is_restored_rather_than_added() -> None:
    (change,) = changes([record_of(WISH, removed_at=1)], [WISH])
    assert change.act is Act.RESTORE


def test_a_camera_that_was_removed_is_not_removed_again() -> None:
    assert changes([record_of(WISH, removed_at=1)], []) == ()


def test_only_what_differs_is_named_and_only_more_than_a_name_restarts_a_worker() -> None:
    (renamed,) = changes([record_of(WISH)], [replace(WISH, name="Gate 2")])
    assert (renamed.lines, renamed.is_for_worker) == (("name: Gate -> Gate 2",), False)
    settings = replace(SETTINGS, style="mosaic", keep_days=2.5, privacy=(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),))
    (changed,) = changes([record_of(WISH)], [replace(WISH, enabled=False, settings=settings)])
    assert changed.lines == (
        "enabled: yes -> no",
        "style: silhouette -> mosaic",
        "privacy: 0 polygons -> 1 polygon",
        "keep_days: none -> 2.5",
    )
    assert changed.is_for_worker


def test_a_new_password_is_a_difference_that_is_not_shown() -> None:
    other = replace(SETTINGS, address=SecretAddress("rtsp://u:other@10.0.0.2/1"))
    (change,) = changes([record_of(WISH)], [replace(WISH, settings=other)])
    assert change.is_for_worker
    assert "hush" not in repr(change)
    assert "other" not in repr(change.lines)


def test_a_wish_comes_back_from_json_as_it_went() -> None:
    settings = replace(SETTINGS, sub_address=SecretAddress("rtsp://s"), privacy=(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),))
    wish = replace(WISH, settings=settings)
    came = parse_wish(json.loads(json.dumps(wish_json(wish))))
    assert (came.id, came.name, came.enabled) == (wish.id, wish.name, wish.enabled)
    assert replace(came.settings, address=settings.address, sub_address=settings.sub_address) == settings
    assert came.settings.address.reveal() == settings.address.reveal()
    assert came.settings.sub_address is not None
    assert came.settings.sub_address.reveal() == "rtsp://s"


@pytest.mark.parametrize("missing", ["id", "name", "enabled", "settings"])
def test_a_wish_without_a_part_is_refused(missing: str) -> None:
    untrusted = json.loads(json.dumps(wish_json(WISH)))
    del untrusted[missing]
    with pytest.raises(ConfigError):
        parse_wish(untrusted)


def test_a_wish_with_unknown_settings_or_a_bad_id_is_refused() -> None:
    untrusted = json.loads(json.dumps(wish_json(WISH)))
    untrusted["settings"]["watchlist"] = True
    with pytest.raises(ConfigError):
        parse_wish(untrusted)
    with pytest.raises(PaneError):
        parse_wish(json.loads(json.dumps(wish_json(replace(WISH, id=CameraId("../x"))))))
