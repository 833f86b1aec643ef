"""Who the custodians are: what is accepted, kept, entered, and followed by the cameras."""

from __future__ import annotations

from dataclasses import replace

import pyrage
import pytest

from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.custody.changing import change_custody
from groundglass.frosted.custody.settings import CustodySettings, checked, made_custodian
from groundglass.pane.settings import SecretAddress
from tests.frosted.web.stand import Workers


def recipient() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


async def test_a_site_begins_without_custodians_and_seals_nothing(archive: Archive) -> None:
    settings = await archive.custody.book.get()
    assert settings == CustodySettings()
    assert not settings.can_seal


async def test_what_was_put_is_got_and_who_is_left_out_is_retired_not_forgotten(archive: Archive) -> None:
    book = archive.custody.book
    two = replace(CustodySettings().adding("One", recipient()).adding("Two", recipient()), quorum=2, keep_days=3.0)
    assert await book.put(two) == two
    assert await book.get() == two
    kept = await book.put(replace(two, custodians=two.custodians[:1]))
    assert [one.is_active for one in kept.custodians] == [True, False]
    assert kept == await book.get()
    assert (kept.policy, kept.can_seal) == ("3d", False)
    back = kept.adding("Two again", two.custodians[1].recipient)
    assert back.can_seal
    assert len(back.custodians) == 2


def test_a_key_is_one_custodian() -> None:
    key = recipient()
    one = CustodySettings().adding("One", key)
    with pytest.raises(Conflict):
        one.adding("The same", f" {key} ")
    with pytest.raises(Conflict):
        checked(replace(one, custodians=one.custodians * 2))


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "two\nlines"])
def test_a_custodians_name_is_one_short_line(name: str) -> None:
    with pytest.raises(ConfigError):
        made_custodian(name, recipient())


def test_a_custodian_is_added_by_recipient_and_never_by_identity() -> None:
    with pytest.raises(ConfigError, match="recipient"):
        made_custodian("One", str(pyrage.x25519.Identity.generate()))


@pytest.mark.parametrize(
    "settings",
    [
        CustodySettings(quorum=0),
        CustodySettings(quorum=256),
        CustodySettings(keep_days=0.0),
        CustodySettings(keep_days=4000.0),
    ],
)
def test_settings_out_of_range_are_refused(settings: CustodySettings) -> None:
    with pytest.raises(ConfigError):
        checked(settings)


def test_more_custodians_than_a_key_can_be_split_for_are_refused() -> None:
    one = made_custodian("One", recipient())
    many = tuple(replace(one, id=f"{number:08x}") for number in range(256))
    with pytest.raises(ConfigError):
        checked(CustodySettings(many))


def test_nobody_who_is_not_a_custodian_can_be_retired() -> None:
    with pytest.raises(NotFound):
        CustodySettings().retiring("00000000")


async def test_a_change_is_entered_first_and_starts_the_cameras_that_seal_anew(archive: Archive) -> None:
    workers = Workers()
    sealing = await archive.cameras.add("Seals", CameraSettings(SecretAddress("demo:plaza"), seal=True))
    await archive.cameras.add("Does not", CameraSettings(SecretAddress("demo:plaza")))
    await archive.cameras.add("Is off", CameraSettings(SecretAddress("demo:plaza"), seal=True), enabled=False)
    custody = archive.custody
    new = CustodySettings().adding("Works council", recipient())
    for _ in range(2):  # the same again changes nothing, and is not entered
        await change_custody(custody.book, archive.record, archive.cameras, workers, new, by="1" * 16)
    entries = [entry for entry in await archive.record.entries(0, 100) if b"custody.changed" in entry]
    assert len(entries) == 1
    assert b"Works council" not in entries[0]
    assert new.custodians[0].id.encode() in entries[0]
    assert workers.restarts == 1
    assert (await archive.cameras.get(sealing.id)).settings.seal


async def test_a_camera_is_told_to_seal_only_where_the_site_says_so(archive: Archive) -> None:
    custody = archive.custody
    off = await archive.cameras.add("Off", CameraSettings(SecretAddress("demo:plaza")))
    on = await archive.cameras.add("On", CameraSettings(SecretAddress("demo:plaza"), seal=True, sound=True))
    assert await custody.order_for(off) is None
    order = await custody.order_for(on)
    assert order is not None
    assert (order.recipients, order.sound, order.chain) == ((), True, 0)
