"""Claims about witnesses: they are told, what they sign is verified and kept, and none of them is waited for."""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.errors import LedgerError, NotFound, TooMany
from groundglass.frosted.archive import Archive
from groundglass.frosted.record import witness as module
from groundglass.frosted.record.heads import Heads
from groundglass.frosted.record.witness import WitnessSettings
from groundglass.frosted.states import StateBoard
from groundglass.ledger.checkpoint import open_checkpoint
from groundglass.ledger.cosignature import WitnessSigner
from groundglass.ledger.note import parse_note
from tests.frosted.conftest import LIMITS

WITNESS = WitnessSigner.from_seed("witness.example", bytes(range(1, 33)))
STRANGER = WitnessSigner.from_seed("stranger.example", bytes(32))


async def opened(folder: Path, settings: WitnessSettings) -> Archive:
    clock = SystemClock()
    return await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS, witnesses=settings)


@contextmanager
def listening(answer: str) -> Iterator[tuple[str, list[str]]]:
    """An address that takes checkpoints: what it was sent. `SIGN` answers with a cosignature."""
    taken: list[str] = []

    class Takes(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            note = self.rfile.read(int(self.headers["Content-Length"])).decode()
            taken.append(note)
            body = WITNESS.sign(parse_note(note).text, 7) + "\n" if answer == "SIGN" else answer
            self.send_response(500 if answer == "FAIL" else 200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def test_a_file_and_an_address_are_told_of_the_newest_checkpoint(tmp_path: Path) -> None:
    with listening("SIGN") as (url, taken):
        file = tmp_path / "elsewhere.txt"
        archive = await opened(tmp_path / "data", WitnessSettings(file, url, (WITNESS.key,)))
        await archive.record.enter("server.started")
        await archive.witnesses.push()
        newest = await archive.witnesses.newest()
        assert file.read_text() == taken[-1] == newest.note
        assert open_checkpoint(file.read_text(), archive.record.key).size == archive.record.checkpoint.size
        assert newest.cosignatures == WITNESS.sign(parse_note(newest.note).text, 7) + "\n"
        assert open_checkpoint(newest.with_cosignatures(), archive.record.key).size == newest.size
        assert await archive.witnesses.witnessed() == newest
        assert archive.witnesses.troubles == {}
        await archive.record.enter("server.stopped")
        await archive.close()
        assert open_checkpoint(file.read_text(), archive.record.key).size == archive.record.checkpoint.size


async def test_a_witness_that_fails_is_said_and_tried_again(tmp_path: Path) -> None:
    with listening("FAIL") as (url, _):
        archive = await opened(tmp_path / "data", WitnessSettings(tmp_path / "no" / "such", url, (WITNESS.key,)))
        await archive.witnesses.push()
        assert set(archive.witnesses.troubles) == {"file", "webhook"}
        (tmp_path / "no").mkdir()
        await archive.witnesses.push()
        assert set(archive.witnesses.troubles) == {"webhook"}
        await archive.close()


async def test_an_answer_that_is_no_cosignature_is_trouble_and_one_of_words_is_not(tmp_path: Path) -> None:
    for answer, troubles in (("\u2014 witness.example AAAA\n", {"webhook"}), ("thank you", set())):
        with listening(answer) as (url, _):
            archive = await opened(tmp_path / "data", WitnessSettings(None, url, (WITNESS.key,)))
            await archive.witnesses.push()
            assert set(archive.witnesses.troubles) == troubles
            await archive.close()


async def test_only_cosignatures_of_known_witnesses_on_shown_checkpoints_are_kept(tmp_path: Path) -> None:
    archive = await opened(tmp_path, WitnessSettings(keys=(WITNESS.key,)))
    await archive.record.enter("server.started")
    await archive.witnesses.push()
    head = await archive.witnesses.newest()
    text = parse_note(head.note).text
    with pytest.raises(LedgerError, match="not known here"):
        await archive.witnesses.add(head.size, [WITNESS.sign(text, 1), STRANGER.sign(text, 1)])
    with pytest.raises(LedgerError, match="does not belong"):
        await archive.witnesses.add(head.size, [WITNESS.sign(text.replace("\n1\n", "\n2\n"), 1)])
    with pytest.raises(LedgerError, match="not known here"):
        await archive.witnesses.add(head.size, ["\u2014"])
    with pytest.raises(NotFound):
        await archive.witnesses.add(99, [WITNESS.sign(text, 1)])
    with pytest.raises(TooMany):
        await archive.witnesses.add(head.size, [WITNESS.sign(text, 1)] * 65)
    assert await archive.witnesses.witnessed() is None
    await archive.witnesses.add(head.size, [WITNESS.sign(text, 1)])
    kept = await archive.witnesses.add(head.size, [WITNESS.sign(text, 2)])
    assert kept.cosignatures == WITNESS.sign(text, 2) + "\n"
    await archive.close()


async def test_a_growing_ledger_is_pushed_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY_S", 0.01)
    file = tmp_path / "elsewhere.txt"
    archive = await opened(tmp_path / "data", WitnessSettings(file))
    for kind in ("server.started", "server.stopped"):
        await archive.record.enter(kind)
        async with asyncio.timeout(60):
            while not file.exists() or archive.record.signed_checkpoint.encoded() != file.read_text():
                await asyncio.sleep(0.01)
    await archive.close()


async def test_checkpoints_nobody_signed_are_forgotten_and_signed_ones_stay(tmp_path: Path) -> None:
    archive = await opened(tmp_path, WitnessSettings(keys=(WITNESS.key,)))
    heads = Heads(archive._parts.catalog, SystemClock())
    sizes = []
    for _ in range(3):
        await archive.record.enter("server.started")
        await archive.witnesses.push()
        sizes.append(archive.record.checkpoint.size)
    signed = await heads.at(sizes[0])
    assert signed is not None
    await archive.witnesses.add(sizes[0], [WITNESS.sign(parse_note(signed.note).text, 1)])
    later = SimulatedClock(SystemClock().now_90k() + 40 * 86_400 * 90_000)
    await Heads(archive._parts.catalog, later).publish(sizes[2])
    assert [await heads.at(size) is not None for size in sizes] == [True, False, True]
    await archive.close()


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(LedgerError, match="begins with https"):
        module.WebhookWitness("file:///etc/passwd")
