"""A house that accepts events and tells others, to be killed: `sending_process FOLDER URL COUNT`.

Prints each event's id once it is durable. COUNT events are accepted as fast as they can be; then it waits to be killed.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from groundglass.clock import SystemClock
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase
from groundglass.frosted.events.stream import EventStream
from groundglass.frosted.outbound.channels import ChannelKind, Wish
from groundglass.frosted.outbound.outbound import make_outbound
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.record.opening import open_record
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.ids import CameraId, Instant90k


async def main(folder: Path, url: str, count: int) -> None:
    clock = SystemClock()
    catalog = await Catalog.open(folder / "groundglass.db")
    record = await open_record(folder, catalog, clock)
    key = SiteKey.open(folder / "site.key")
    log = EventLog(catalog.engine, EventStream(), clock)
    await log.load()
    outbound = make_outbound(
        catalog.engine,
        key,
        log,
        CameraTable(catalog, key, clock),
        record,
        clock,
        site="Site",
        policy=ReachPolicy(),
    )
    if not await outbound.channels.list():
        values = {"url": url, "secret": "x"}
        await outbound.channels.add(ChannelKind.WEBHOOK, "Hook", Wish(), values, enabled=True)
    tasks = [asyncio.create_task(one) for one in (record.run(), log.run(), outbound.courier.run())]
    for number in range(count):
        at = Instant90k(clock.now_90k())
        event = EventOccurred(
            EventId(0), EventKind.SMOKE, Phase.ONCE, at, Level.ALARM, at, f"{number}", CameraId("gate")
        )
        kept = await log.accept(event, None)
        print(kept.id, flush=True)
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
