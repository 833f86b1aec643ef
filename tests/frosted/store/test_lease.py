"""A camera has one keeper at a time: leases in PostgreSQL, by its clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import sqlalchemy as sa

from groundglass.errors import ConfigError, StoreConflict, StoreError
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import Lease, Leases, NodeName, parse_node_name
from groundglass.frosted.store.lease_book import LeaseBook, Take, doubles
from groundglass.frosted.store.run_mint import LeaseMint, generation_of
from groundglass.pane.ids import CameraId, Instant90k
from tests.stands.postgres import Postgres

GATE, YARD = CameraId("gate"), CameraId("yard")
SHORT_S = 0.4
BRIEF_S = 3.0  # long enough for two questions on a machine that does much else

Enter = Callable[..., Awaitable[Leases]]


@pytest.fixture
async def site(postgres: Postgres) -> AsyncIterator[str]:
    url = await postgres.new()
    desk = await Catalog.open(url)
    yield url
    await desk.close()


@pytest.fixture
async def enter(site: str) -> AsyncIterator[Enter]:
    opened: list[Catalog] = []

    async def entering(node: str, ttl_s: float = 30.0) -> Leases:
        opened.append(await Catalog.of_node(site))
        return await Leases.enter(opened[-1], NodeName(node), f"{node}:9000", ttl_s=ttl_s)

    yield entering
    for catalog in opened:
        await catalog.close()


@pytest.fixture
async def book(site: str) -> AsyncIterator[LeaseBook]:
    catalog = await Catalog.open(site, migrate=False, hold=False)
    yield LeaseBook(catalog)
    await catalog.close()


async def test_a_camera_is_given_to_one_of_many_who_ask_at_once(enter: Enter, book: LeaseBook) -> None:
    nodes = [await enter(f"node-{number}") for number in range(6)]
    asked = await asyncio.gather(*(node.take(GATE) for node in nodes), return_exceptions=True)
    given = [lease for lease in asked if isinstance(lease, Lease)]
    assert len(given) == 1
    assert [type(refused) for refused in asked if not isinstance(refused, Lease)] == [StoreConflict] * 5
    holder = await book.holder(GATE)
    assert holder is not None
    assert (holder.node, holder.relay, holder.is_alive) == (given[0].node, f"{given[0].node}:9000", True)


async def test_a_camera_is_free_when_it_is_released_and_when_its_node_ends(enter: Enter, book: LeaseBook) -> None:
    first, second = await enter("first"), await enter("second")
    gate, yard = await first.take(GATE), await first.take(YARD)
    await first.release(gate)
    assert await first.renew([gate, yard]) == {gate}
    assert (await second.take(GATE)).generation > gate.generation
    with pytest.raises(StoreConflict, match="node first keeps it"):
        await second.take(YARD)
    await first.leave()
    await second.take(YARD)
    assert {holder.camera: holder.node for holder in await book.holders()} == {GATE: "second", YARD: "second"}
    assert {node.node: node.is_alive for node in await book.nodes()} == {"first": False, "second": True}


async def test_a_node_that_is_not_heard_of_loses_a_camera_only_to_who_takes_it(enter: Enter, book: LeaseBook) -> None:
    quiet, other = await enter("quiet", BRIEF_S), await enter("other")
    gate, yard = await quiet.take(GATE), await quiet.take(YARD)
    await asyncio.sleep(BRIEF_S + 0.1)
    holder = await book.holder(GATE)
    assert holder is not None
    assert (holder.node, holder.is_alive) == ("quiet", False)
    taken = await other.take(GATE)
    assert await quiet.renew([gate, yard]) == {gate}
    assert taken.generation > yard.generation
    with pytest.raises(StoreConflict):
        await other.take(YARD)


async def test_a_node_that_is_started_anew_takes_its_cameras_at_once_and_the_old_one_hears_of_it(enter: Enter) -> None:
    old = await enter("one")
    lease = await old.take(GATE)
    new = await enter("one")
    again = await new.take(GATE)
    assert again.generation > lease.generation
    assert await old.renew([lease]) == {lease}
    with pytest.raises(StoreConflict, match="another one was started under that name"):
        await old.take(YARD)
    assert await new.renew([again]) == frozenset()


async def test_what_was_taken_is_kept_and_shows_that_no_camera_had_two_keepers(enter: Enter, book: LeaseBook) -> None:
    nodes = [await enter(f"node-{number}", SHORT_S) for number in range(3)]
    for turn in range(9):
        lease = await nodes[turn % 3].take(GATE)
        if turn % 2:
            await nodes[turn % 3].release(lease)
        else:
            await asyncio.sleep(SHORT_S + 0.05)
    takes = await book.takes()
    assert [take.generation for take in takes] == sorted({take.generation for take in takes})
    assert len(takes) == 9
    assert doubles(takes) == ()
    again = takes[-1].generation
    forged = Take(GATE, NodeName("thief"), again + 1, Instant90k(takes[-1].taken + 5), Instant90k(takes[-1].taken - 5))
    assert doubles((*takes, forged)) == (forged,)


async def test_a_run_of_a_later_lease_has_a_higher_number_than_all_before(enter: Enter, site: str) -> None:
    """Also in a database that was made from another's rows, whose counter does not know them."""
    recorded = (1 << 50) + 12345
    catalog = await Catalog.of_node(site)
    async with catalog.engine.begin() as connection:
        row = {"run": recorded, "camera": GATE, "width": 16, "height": 16, "sps": b"", "pps": b""}
        await connection.execute(sa.insert(schema.run).values(row))
    await catalog.close()
    node = await enter("one")
    lease = await node.take(GATE)
    mint = LeaseMint(lease.generation)
    runs = [mint.mint() for _ in range(3)]
    assert recorded < runs[0] < runs[1] < runs[2] < 1 << 53
    assert {generation_of(run) for run in runs} == {lease.generation}
    assert LeaseMint((await node.take(GATE)).generation).mint() > runs[2]


def test_a_name_of_a_node_is_small_and_plain() -> None:
    assert parse_node_name("rack-2.example.net") == "rack-2.example.net"
    for text in ("", "Upper", "a b", "-a", "x" * 64, "a\n"):
        with pytest.raises(ConfigError):
            parse_node_name(text)


async def test_a_file_serves_no_nodes(tmp_path: object) -> None:
    with pytest.raises(StoreError, match="only PostgreSQL"):
        await Catalog.of_node(str(tmp_path))
