"""One contract for every blob store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import GenericError
from obstore.store import ObjectStore

from groundglass.errors import NotFound, StoreAway, StoreConflict, StoreError
from groundglass.frosted.store.blobs import Blobs
from tests.stands.s3 import Bucketeer

STORES: dict[str, Callable[[Path], Blobs]] = {
    "local": lambda path: Blobs.local(path / "blobs"),
    "memory": lambda _: Blobs.memory(),
    "url": lambda path: Blobs.at_url(f"file://{path}/by-url"),
    "memory url": lambda _: Blobs.at_url("memory:///"),
}


@pytest.fixture(params=[*STORES, "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param != "s3":
        return STORES[request.param](tmp_path)
    server: Bucketeer = request.getfixturevalue("s3")
    return Blobs.at_url(server.new(), server.access)


async def test_a_blob_comes_back_whole_and_in_parts(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "body").write_bytes(bytes(range(256)) * 100)
    await blobs.put("video/gate/1.mp4", tmp_path / "body")
    await blobs.put("video/gate/2.mp4", b"small")
    assert await blobs.get("video/gate/1.mp4") == bytes(range(256)) * 100
    assert await blobs.get_range("video/gate/1.mp4", 250, 10) == bytes([250, 251, 252, 253, 254, 255, 0, 1, 2, 3])
    assert (await blobs.size("video/gate/1.mp4"), await blobs.size("video/none")) == (25600, None)
    assert {item.key async for item in blobs.listing("video/")} == {"video/gate/1.mp4", "video/gate/2.mp4"}
    assert {item.key async for item in blobs.listing("other/")} == set()


async def test_the_same_again_is_harmless_and_other_bytes_are_refused(blobs: Blobs) -> None:
    await blobs.put("a", b"one")
    await blobs.put("a", b"one")
    for other in (b"two", b"longer"):
        with pytest.raises(StoreConflict):
            await blobs.put("a", other)
    assert await blobs.get("a") == b"one"


async def test_what_is_not_there_is_not_found_and_deletes_quietly(blobs: Blobs) -> None:
    with pytest.raises(NotFound):
        await blobs.get("nothing")
    with pytest.raises(NotFound):
        await blobs.get_range("nothing", 0, 1)
    await blobs.delete("nothing")
    await blobs.put("a", b"one")
    await blobs.delete("a")
    assert await blobs.size("a") is None


async def test_many_are_deleted_at_once_whether_or_not_they_are_all_there(blobs: Blobs) -> None:
    keys = [f"video/gate/{number}.mp4" for number in range(120)]
    await asyncio.gather(*(blobs.put(key, b"x") for key in keys))
    await blobs.delete_all([])
    await blobs.delete_all(keys[:60])
    assert {item.key async for item in blobs.listing()} == set(keys[60:])
    await blobs.delete_all(["nothing", *keys[50:119]])
    assert {item.key async for item in blobs.listing()} == {keys[119]}


async def test_many_are_deleted_one_by_one_where_the_service_knows_no_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = Blobs.local(tmp_path)
    await asyncio.gather(*(blobs.put(key, b"x") for key in "abc"))
    delete = obstore.delete_async

    async def knows_one_way(store: ObjectStore, paths: str | Sequence[str]) -> None:
        if not isinstance(paths, str):
            raise GenericError("HTTP error: server returned status code: 501")
        await delete(store, paths)

    monkeypatch.setattr(obstore, "delete_async", knows_one_way)
    await blobs.delete_all(["a", "b"])
    assert {item.key async for item in blobs.listing()} == {"c"}

    async def is_away(store: ObjectStore, paths: str | Sequence[str]) -> None:
        raise GenericError("HTTP error: error sending request")

    monkeypatch.setattr(obstore, "delete_async", is_away)
    with pytest.raises(StoreAway):
        await blobs.delete_all(["c"])


async def test_reading_beyond_the_end_is_an_error(blobs: Blobs) -> None:
    await blobs.put("a", b"one")
    with pytest.raises(StoreError):
        await blobs.get_range("a", 1, 10)


async def test_a_blob_reads_like_a_file(blobs: Blobs) -> None:
    await blobs.put("a", bytes(range(200)))
    file = await asyncio.to_thread(blobs.open, "a")
    assert file.seek(0, 2) == 200
    assert file.seek(100) == 100
    assert (file.read(3), file.tell()) == (bytes([100, 101, 102]), 103)


async def test_a_half_written_upload_is_replaced_by_the_next_attempt(tmp_path: Path) -> None:
    blobs = Blobs.local(tmp_path)
    (tmp_path / "video").mkdir()
    (tmp_path / "video" / "a.mp4#1").write_bytes(b"ha")
    await blobs.put("video/a.mp4", b"whole")
    assert [path.name for path in (tmp_path / "video").iterdir()] == ["a.mp4"]


def test_a_url_that_names_no_store_is_refused() -> None:
    with pytest.raises(StoreError, match="could not open the blob store"):
        Blobs.at_url("gopher://x")
