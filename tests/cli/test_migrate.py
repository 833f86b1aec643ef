"""A site that recorded in its folder goes on in PostgreSQL and S3, and comes back: the real program and servers."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import asyncpg

from tests.cli.commands import RunningSite, groundglass, until
from tests.stands import postgres, s3

SCENE = "demo:plaza?width=320&height=240&people=1&fps=10"


def fragments_in_file(folder: Path) -> int:
    with sqlite3.connect(f"file:{folder / 'groundglass.db'}?mode=ro", uri=True) as database:
        count: int = database.execute("select count(*) from fragment").fetchone()[0]
        return count


def fragments_at(url: str) -> int:
    async def count() -> int:
        connection = await asyncpg.connect(url)
        try:
            return int(await connection.fetchval("select count(*) from fragment"))
        finally:
            await connection.close()

    return asyncio.run(count())


def test_applying_a_file_begins_a_site_where_the_file_says(tmp_path: Path) -> None:
    data, file, other = tmp_path / "data", tmp_path / "site.toml", tmp_path / "other.toml"
    camera = f'[[camera]]\nid = "gate"\naddress = "{SCENE}"\n'
    with postgres.running() as database:
        first, second = asyncio.run(database.new()), asyncio.run(database.new())
        file.write_text(f'{camera}[server]\ndata = "{data}"\n[storage]\nstate = "{first}"\n')
        other.write_text(f'{camera}[server]\ndata = "{data}"\n[storage]\nstate = "{second}"\n')
        applied = groundglass("apply", file, "--yes")
        assert (applied.status, "1 camera changed" in applied.out) == (0, True), applied.err
        assert not (data / "groundglass.db").exists()
        assert "gate" in groundglass("camera", "list", "--data", data).out
        assert groundglass("apply", file, "--yes").out == "nothing to change\n"
        refused = groundglass("apply", other, "--yes")
        assert (refused.status, "the settings say otherwise" in refused.err) == (4, True), refused.err


def test_a_site_goes_on_in_a_database_and_a_bucket_and_comes_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    here, there = tmp_path / "here.toml", tmp_path / "there.toml"
    here.write_text(f'[server]\ndata = "{data}"\n')
    with postgres.running() as database, s3.running() as store:
        url = asyncio.run(database.new())
        (tmp_path / "state").write_text(url)
        there.write_text(
            f'[server]\ndata = "{data}"\n[storage]\nstate = {{ file = "state" }}\nblobs = "{store.new()}"\n'
            f's3_endpoint = "{store.access.endpoint}"\ns3_region = "us-east-1"\n'
            's3_key = "gg"\ns3_secret = "quiet-secret"\n'
        )
        site = RunningSite(data)
        assert groundglass("camera", "add", "Gate", SCENE, "--data", data).status == 0
        until(lambda: fragments_in_file(data) > 4)
        refused = groundglass("migrate", "--from", here, "--to", there)
        assert (refused.status, "a server runs" in refused.err) == (4, True), refused.err
        assert site.stop()[0] == 0

        moved = groundglass("migrate", "--from", here, "--to", there)
        assert (moved.status, "were compared" in moved.out) == (0, True), moved.err
        before = fragments_at(url)
        assert before == fragments_in_file(data)
        assert "in its data folder" not in groundglass("camera", "list", "--data", data).err
        site = RunningSite(data, "run", "--config", there)
        assert groundglass("camera", "list", "--data", data).out.count("gate") >= 1
        until(lambda: fragments_at(url) > before + 4)
        assert site.stop()[0] == 0
        assert fragments_in_file(data) == before
        checked = groundglass("check", "--data", data)
        assert (checked.status, "everything is whole" in checked.out) == (0, True), checked.out + checked.err
        saved = groundglass("backup", tmp_path / "saved", "--data", data)
        assert (saved.status, "pg_dump" in saved.err) == (6, True), saved.err

        after = fragments_at(url)
        assert groundglass("migrate", "--from", there, "--to", here).status == 0
        assert fragments_in_file(data) == after
    checked = groundglass("check", "--data", data)
    assert (checked.status, "everything is whole" in checked.out) == (0, True), checked.out
