"""Changing who the custodians are, wherever it is asked from: the web, or a command of this machine.

Apart from settings.py, which keeps them, because a change is an act in an order:

    1. It is entered into the ledger: custodians by id (a hash of the recipient), never by name.
    2. It is kept.
    3. Cameras that seal are started anew, so that the next segment is for the new custodians. One after another: each
       is without pictures for a moment.

A crash after 1 leaves an entry about a change that was not made; whoever asked was not answered, and asks again. A
crash after 2 is repaired by the start that follows, which reads what is kept.
"""

from __future__ import annotations

from groundglass.frosted.cameras import CameraBook, CameraControl
from groundglass.frosted.custody.settings import CustodyBook, CustodySettings, checked
from groundglass.frosted.record.recordkeeper import Recordkeeper


async def change_custody(
    book: CustodyBook,
    record: Recordkeeper,
    cameras: CameraBook,
    control: CameraControl,
    new: CustodySettings,
    *,
    by: str,
) -> CustodySettings:
    """Make these the settings; `by` is the id of the person who asked. Raises `LedgerUnavailable` with nothing done."""
    old = await book.get()
    if checked(new) == old:
        return old
    await record.enter(
        "custody.changed",
        person=by,
        custodians=[custodian.id for custodian in new.active],
        quorum=new.quorum,
        keep_days=f"{new.keep_days:g}",
    )  # 1
    kept = await book.put(new)  # 2
    for camera in await cameras.list():
        if camera.enabled and camera.settings.seal:
            await control.restart(camera.id)  # 3
    return kept
