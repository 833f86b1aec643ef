"""The catalog migrates itself, and what the migrations make is what the code expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from groundglass.errors import StoreError
from groundglass.frosted.analytics.schema import metadata as analytics_metadata
from groundglass.frosted.bookmarks.schema import metadata as bookmarks_metadata
from groundglass.frosted.custody.tables import metadata as ceremony_metadata
from groundglass.frosted.events.schema import metadata as events_metadata
from groundglass.frosted.incidents.schema import metadata as incidents_metadata
from groundglass.frosted.map.schema import metadata as map_metadata
from groundglass.frosted.outbound.schema import metadata as outbound_metadata
from groundglass.frosted.people.schema import metadata as people_metadata
from groundglass.frosted.public.schema import metadata as public_metadata
from groundglass.frosted.store import catalog as catalog_module
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.schema import file, fragment
from groundglass.frosted.store.schema import metadata as store_metadata
from groundglass.frosted.walls.schema import metadata as walls_metadata


def all_tables() -> sa.MetaData:
    merged = sa.MetaData()
    for metadata in (
        store_metadata, events_metadata, people_metadata, incidents_metadata, outbound_metadata, ceremony_metadata,
        public_metadata, map_metadata, walls_metadata, analytics_metadata, bookmarks_metadata,
    ):  # fmt: skip
        for table in metadata.tables.values():
            table.to_metadata(merged)
    return merged


COMPARED: dict[str, dict[str, Any]] = {
    "postgresql": {"compare_type": True},
    # Alembic does not see that an index is for PostgreSQL only.
    "sqlite": {"compare_type": True, "include_object": lambda _item, name, *_of: name != "fragment_by_time"},
}


async def test_every_version_from_the_first_to_the_newest_can_be_walked(state: Path | str) -> None:
    scripts = ScriptDirectory.from_config(catalog_module._config())
    revisions = [script.revision for script in scripts.walk_revisions()][::-1]
    assert revisions[0] == "0001"
    assert revisions == catalog_module.known_versions()
    catalog = await Catalog.open(state, migrate=False)
    assert await catalog.version() is None
    for revision in revisions:
        await catalog.migrate(revision)
        assert await catalog.version() == revision
    async with catalog.reader.connect() as connection:
        options = COMPARED[connection.dialect.name]
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts=options), all_tables())
        )
    assert differences == []
    await catalog.close()


async def test_files_that_were_numbered_in_32_bits_are_kept_and_more_follow(state: Path | str) -> None:
    catalog = await Catalog.open(state, migrate=False)
    await catalog.migrate("0020")
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.insert(file).values(a_file("old")))
        await connection.execute(sa.insert(fragment).values(a_fragment(1)))
    await catalog.migrate()
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.insert(file).values(a_file("newest") | {"id": 1 << 40}))
        if connection.dialect.name == "postgresql":
            await connection.execute(sa.text("SELECT setval('file_id_seq', (1::bigint << 40))"))
        await connection.execute(sa.insert(file).values(a_file("next")))
        await connection.execute(sa.insert(fragment).values(a_fragment((1 << 40) + 1)))
        numbers = (await connection.execute(sa.select(file.c.id).order_by(file.c.id))).scalars().all()
        assert numbers == [1, 1 << 40, (1 << 40) + 1]
        found = await connection.execute(sa.select(fragment.c.file).order_by(fragment.c.file))
        assert found.scalars().all() == [1, (1 << 40) + 1]
    await catalog.close()


def a_file(name: str) -> dict[str, object]:
    return {
        "camera": "gate", "run": 1, "name": name, "start_90k": 0, "end_90k": 5, "size_bytes": 9, "state": "closed",
    }  # fmt: skip


def a_fragment(number: int) -> dict[str, object]:
    return {
        "camera": "gate", "start_90k": number, "run": 1, "end_90k": number + 1, "file": number, "offset_bytes": 0,
        "size_bytes": 1, "pictures": 1, "is_key": True, "is_aside": False,
    }  # fmt: skip


async def test_opening_twice_migrates_once(state: Path | str) -> None:
    for _ in range(2):
        catalog = await Catalog.open(state)
        version = await catalog.version()
        await catalog.close()
        assert version is not None


async def test_a_catalog_of_a_newer_program_is_refused(state: Path | str) -> None:
    catalog = await Catalog.open(state)
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    await catalog.close()
    with pytest.raises(StoreError, match="newer than this program"):
        await Catalog.open(state)


async def test_a_file_that_is_no_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "db").write_bytes(b"not a database at all, just text" * 100)
    with pytest.raises(StoreError, match="damaged") as refused:
        await Catalog.open(tmp_path / "db")
    assert refused.value.hints


async def test_a_commit_is_flushed_to_the_disk(tmp_path: Path) -> None:
    catalog = await Catalog.open(tmp_path / "db")
    async with catalog.engine.begin() as connection:
        mode = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
        synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one()
    assert (mode, synchronous) == ("wal", 2)
    await catalog.close()


async def test_an_error_of_the_database_quotes_no_value(catalog: Catalog) -> None:
    """It reaches the log, and what was being written may be the hash of a password."""
    with pytest.raises(sa.exc.DBAPIError) as caught:
        async with catalog.engine.begin() as connection:
            await connection.execute(sa.text("INSERT INTO nowhere VALUES (:hash)"), {"hash": "$argon2id$secret"})
    assert "argon2id" not in str(caught.value)
