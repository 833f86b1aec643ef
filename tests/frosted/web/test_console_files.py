"""The console's files: what is served, how long it may be kept, and that nothing else is reached."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bench.site import free_port
from groundglass.clock import SimulatedClock
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.frosted.store.postgres import PostgresState
from tests.frosted.web.stand import Stand, open_stand

PAGE = "<!doctype html><title>console</title>"

SCRIPT = "export const words = 'the same words again';\n" * 200


@pytest.fixture
async def built(tmp_path: Path) -> AsyncIterator[Stand]:
    console = tmp_path / "console"
    (console / "assets").mkdir(parents=True)
    (console / "index.html").write_text(PAGE)
    (console / "assets" / "index-a1b2c3.js").write_text("export {}")
    (console / "assets" / "app-d4e5f6.js").write_text(SCRIPT)
    (console / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (console / "notes.py").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (console / "link.txt").symlink_to(tmp_path / "secret.txt")
    async with open_stand(tmp_path, console=console) as stand:
        yield stand


async def test_hashed_files_are_kept_and_the_page_is_asked_for_each_time(built: Stand) -> None:
    async with built.browser() as browser:
        page = await browser.get("/")
        assert page.text == PAGE and page.headers["cache-control"] == "no-cache"
        script = await browser.get("/assets/index-a1b2c3.js")
        assert script.headers["content-type"].startswith("text/javascript")
        assert "immutable" in script.headers["cache-control"]
        mark = await browser.get("/mark.svg")
        assert mark.headers["content-type"] == "image/svg+xml" and mark.headers["cache-control"] == "no-cache"


async def test_scripts_are_compressed_for_whoever_takes_that_and_whole_for_others(built: Stand) -> None:
    async with built.browser() as browser:
        for taken, compressed in (("br;q=1.0, gzip;q=0.8", True), ("identity", False), ("gzip;q=0", False)):
            answer = await browser.get("/assets/app-d4e5f6.js", headers={"Accept-Encoding": taken})
            assert answer.text == SCRIPT
            assert (answer.headers.get("content-encoding") == "gzip") is compressed
            assert answer.headers["vary"] == "Accept-Encoding"
            assert (int(answer.headers["content-length"]) < len(SCRIPT) / 10) is compressed


async def test_any_other_path_is_the_consoles_own(built: Stand) -> None:
    async with built.browser() as browser:
        for path in ("/cameras/gate", "/site", "/notes.py", "/link.txt"):
            assert (await browser.get(path)).text == PAGE
        for path in ("/api/nothing", "/api", "/assets/gone-123.js"):
            answer = await browser.get(path)
            assert answer.status_code == 404
            assert answer.headers["content-type"] == "application/problem+json"


SPELLINGS = [
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "//etc/passwd",
    "/assets//../../secret.txt",
    "/secret.txt%00.js",
    "/data/groundglass.db",
]


async def test_no_spelling_reaches_another_file(built: Stand) -> None:
    for path in SPELLINGS:
        answer = await asked_by_hand(built.port, path)
        assert b"\r\n\r\nsecret" not in answer and b"SQLite" not in answer, path
        assert PAGE.encode() in answer or b" 404 " in answer.splitlines()[0], path


async def asked_by_hand(port: int, path: str) -> bytes:
    """The whole answer. By hand, since a client would tidy the path up before sending it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_site_without_a_console_says_how_to_build_it(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.get("/")
    assert answer.status_code == 503
    assert "./dev demo" in answer.text and "<script" not in answer.text


async def test_the_server_says_when_it_is_ready(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_people_are_sent_to_a_server_only_while_its_database_answers(
    stand: Stand, stranger: httpx.AsyncClient
) -> None:
    assert (await stranger.get("/readyz")).json() == {"status": "ok"}
    away = PostgresState(f"postgresql://gg:quiet@127.0.0.1:{free_port()}/gone")
    stand.site.archive.engine = away.engine
    answer = await stranger.get("/readyz")
    assert (answer.status_code, "database does not answer" in answer.json()["detail"]) == (503, True)
    assert (await stranger.get("/healthz")).status_code == 200
    await away.close()


async def test_a_server_whose_watch_stands_still_is_not_ready(stand: Stand, stranger: httpx.AsyncClient) -> None:
    clock = SimulatedClock()
    heart = Heartbeat(clock)
    stand.site.archive.heartbeats = {"retention": heart}
    heart.beat()
    assert (await stranger.get("/healthz")).status_code == 200
    clock.advance(61)
    answer = await stranger.get("/healthz")
    assert answer.status_code == 503
    assert "retention" in answer.json()["detail"]
