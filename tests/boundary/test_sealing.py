"""Sealed originals, seen by somebody who has the whole server: disk, database, and the memory of every process but the
workers. They find ciphertext, and shares they cannot unwrap."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import pyrage
import pytest

from groundglass.custody.header import header_hash, parse_header
from groundglass.custody.records import End, Packet, read_records
from groundglass.custody.sealed import open_sealed, read_header
from groundglass.custody.slots import join_shares, unwrap_share
from groundglass.errors import CustodyError
from tests.cli.commands import RunningSite, groundglass, until
from tests.faults.hunt import is_in_bytes
from tests.stands.clips import draw_clip

WINDOW_BYTES = 24
PART_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Attacked:
    """A server that seals, as the attacker finds it; the identities are what the attacker does not have."""

    site: RunningSite
    clip: Path
    identities: list[pyrage.x25519.Identity]
    windows: list[bytes]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    clip = draw_clip(tmp_path_factory.mktemp("clip") / "noise.mp4", pictures=90, noise_seed=4711, options={"crf": "12"})
    data = tmp_path_factory.mktemp("site") / "data"
    identities = [pyrage.x25519.Identity.generate() for _ in range(3)]
    site = RunningSite(data)
    try:
        for number, identity in enumerate(identities):
            added = groundglass("custodian", "add", f"Role {number}", identity.to_public(), "--data", data)
            assert added.status == 0, added.err
        assert groundglass("custody", "quorum", 2, "--data", data).status == 0
        assert groundglass("camera", "add", "Noise", clip, "--data", data).status == 0
        assert groundglass("custody", "seal", "noise", "on", "--data", data).status == 0
        until(lambda: len(rows(data)) >= 2, 90.0)
        yield Attacked(site, clip, identities, windows_of(clip))
    finally:
        if site.process.returncode is None:
            site.stop()


def windows_of(clip: Path) -> list[bytes]:
    """Bytes out of the middle of the clip's own coded pictures: nothing else holds them."""
    with av.open(str(clip)) as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size > 400]
    return [packet[len(packet) // 2 :][:WINDOW_BYTES] for packet in packets[:: max(1, len(packets) // 12)]]


def rows(data: Path) -> list[tuple[str, bytes, str]]:
    """(segment, header, blob) of what is kept, read from the database as a thief would."""
    connection = sqlite3.connect(f"file:{data / 'groundglass.db'}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT segment, header, blob FROM sealed_segment ORDER BY chain").fetchall()
    finally:
        connection.close()


def slots(data: Path, segment: str) -> list[bytes]:
    connection = sqlite3.connect(f"file:{data / 'groundglass.db'}?mode=ro", uri=True)
    try:
        query = "SELECT slot FROM sealed_slot WHERE segment = ? ORDER BY number"
        return [slot for (slot,) in connection.execute(query, (segment,)).fetchall()]
    finally:
        connection.close()


def memory_of(pid: int) -> Iterator[bytes]:
    """All that a process holds, in overlapping parts."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            start, end = (int(edge, 16) for edge in span.split("-"))
            if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            for at in range(start, end, PART_BYTES):
                try:
                    memory.seek(at)
                    yield memory.read(min(PART_BYTES + 4096, end - at))
                except (OSError, ValueError, OverflowError):
                    continue


def opened(attacked: Attacked, row: tuple[str, bytes, str], holders: list[int]) -> list[Packet]:
    segment, encoded, blob = row
    file = io.BytesIO((attacked.site.data / "blobs" / blob).read_bytes())
    header, stands = read_header(file)
    assert stands == encoded
    wrapped = slots(attacked.site.data, segment)
    shares = [unwrap_share(wrapped[number], attacked.identities[number]) for number in holders]
    key = join_shares(shares, header, header_hash(encoded))
    records = list(read_records(open_sealed(file, header, encoded, key)))
    assert isinstance(records[-1], End)
    return [record for record in records if isinstance(record, Packet)]


@pytest.mark.parametrize("holders", [[0, 1], [0, 2], [1, 2]])
def test_any_two_of_three_custodians_open_what_a_real_worker_sealed_byte_for_byte(
    attacked: Attacked, holders: list[int]
) -> None:
    with av.open(str(attacked.clip)) as container:
        originals = {bytes(packet) for packet in container.demux(video=0) if packet.size}
    for row in rows(attacked.site.data)[:2]:
        packets = opened(attacked, row, holders)
        assert packets[0].is_key
        assert {packet.body for packet in packets} <= originals
        assert any(window in packet.body for packet in packets for window in attacked.windows)


def test_one_custodian_opens_nothing(attacked: Attacked) -> None:
    with pytest.raises(CustodyError, match="1 of 2"):
        opened(attacked, rows(attacked.site.data)[0], [1])


def test_no_file_of_the_server_holds_a_byte_of_the_original(attacked: Attacked) -> None:
    files = [path for path in attacked.site.data.rglob("*") if path.is_file()]
    assert any(path.suffix == ".gg" for path in files)
    for path in files:
        body = path.read_bytes()
        assert not any(window in body for window in attacked.windows), path
        assert not is_in_bytes(body), path


def test_no_process_but_the_workers_holds_a_byte_of_the_original(attacked: Attacked) -> None:
    recipient = str(attacked.identities[0].to_public()).encode()
    seen = 0
    for part in memory_of(attacked.site.process.pid):
        seen += recipient in part  # the memory is really read: what the server must know is found in it
        assert not any(window in part for window in attacked.windows)
        assert not is_in_bytes(part)
    assert seen
    assert attacked.site.workers()


def test_the_chain_of_what_is_kept_has_no_gap(attacked: Attacked) -> None:
    previous = bytes(32)
    for number, (_, encoded, blob) in enumerate(rows(attacked.site.data)):
        with (attacked.site.data / "blobs" / blob).open("rb") as file:
            header, _ = read_header(file)
        assert (header.chain, header.previous) == (number, previous)
        previous = header_hash(encoded)


def test_a_killed_server_leaves_nothing_half_open_and_the_chain_goes_on(attacked: Attacked) -> None:
    """Last: it ends the server the others look at."""
    site, before = attacked.site, len(rows(attacked.site.data))
    site.kill()
    halves = set((site.data / "arriving").iterdir())
    report = groundglass("check", "--data", site.data)
    assert report.status == 0, report.out + report.err
    again = RunningSite(site.data)
    try:
        assert not halves & set((site.data / "arriving").iterdir())
        until(lambda: len(rows(site.data)) > before, 60.0)
    finally:
        again.stop()
    chains = [parse_header(encoded).chain for _, encoded, _ in rows(site.data)]
    assert chains == list(range(len(chains)))
    assert groundglass("check", "--data", site.data).status == 0
