"""An RTMP camera on loopback: the least of a server that FFmpeg will play from. Our own, since FFmpeg has none to send.

Speaks just enough: the handshake, `connect`, `createStream`, `play`, then the clip's H.264 packets as FLV video tags,
at their own pace, in chunks of the default size. A thread of the test's own process.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import av

CHUNK = 128
COMMAND, VIDEO, SET_CHUNK_SIZE = 20, 9, 1
Tag = tuple[int, bytes]


class RtmpCamera:
    """Context manager: loops `clip` (H.264) to whoever plays."""

    def __init__(self, clip: Path) -> None:
        self._tags, self._lap_ms = load_tags(clip)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.1)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def url(self) -> str:
        return f"rtmp://127.0.0.1:{self._server.getsockname()[1]}/live/cam"

    def __enter__(self) -> RtmpCamera:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()
        self._server.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                visitor, _ = self._server.accept()
            except TimeoutError:
                continue
            with visitor:
                visitor.settimeout(5)
                try:
                    self._serve(visitor)
                except OSError:
                    pass  # the visitor has gone

    def _serve(self, visitor: socket.socket) -> None:
        read_exactly(visitor, 1 + 1536)
        visitor.sendall(b"\3" + bytes(1536) + bytes(1536))
        read_exactly(visitor, 1536)
        reader = ChunkReader(visitor)
        while True:
            kind, body = reader.message()
            if kind != COMMAND:
                continue
            name, number = parse_command(body)
            if name == "connect":
                send(
                    visitor,
                    COMMAND,
                    amf("_result", number, {"fmsVer": "glass"}, {"code": "NetConnection.Connect.Success"}),
                )
            elif name == "createStream":
                send(visitor, COMMAND, amf("_result", number, None, 1.0))
            elif name == "play":
                send(visitor, COMMAND, amf("onStatus", 0.0, None, {"level": "status", "code": "NetStream.Play.Start"}))
                return self._play(visitor)

    def _play(self, visitor: socket.socket) -> None:
        start_s, lap = time.monotonic(), 0
        while not self._stopped.is_set():
            for at_ms, tag in self._tags:
                due_ms = lap * self._lap_ms + at_ms
                self._stopped.wait(max(0.0, start_s + due_ms / 1000 - time.monotonic()))
                if self._stopped.is_set():
                    return
                send(visitor, VIDEO, tag, due_ms)
            lap += 1


class ChunkReader:
    """Messages out of a visitor's chunks."""

    def __init__(self, visitor: socket.socket) -> None:
        self._visitor = visitor
        self._size = CHUNK
        self._heads: dict[int, tuple[int, int]] = {}

    def message(self) -> tuple[int, bytes]:
        body = b""
        while True:
            first = read_exactly(self._visitor, 1)[0]
            form, stream = first >> 6, first & 0x3F
            head = read_exactly(self._visitor, (11, 7, 3, 0)[form])
            if form < 2:
                self._heads[stream] = int.from_bytes(head[3:6], "big"), head[6]
            length, kind = self._heads[stream]
            body += read_exactly(self._visitor, min(self._size, length - len(body)))
            if len(body) == length:
                if kind == SET_CHUNK_SIZE:
                    self._size = int.from_bytes(body, "big")
                return kind, body


def load_tags(clip: Path) -> tuple[list[Tag], int]:
    """FLV video tags (time in ms, body) of a clip, its parameter sets first; and how long it is."""
    tags: list[Tag] = []
    with av.open(str(clip)) as source:
        stream = source.streams.video[0]
        tags.append((0, b"\x17\0\0\0\0" + (stream.codec_context.extradata or b"")))
        for packet in source.demux(stream):
            if packet.dts is None or packet.pts is None or packet.time_base is None:
                continue
            at_ms = round(packet.dts * packet.time_base * 1000)
            shift = round(packet.pts * packet.time_base * 1000) - at_ms
            kind = b"\x17" if packet.is_keyframe else b"\x27"
            tags.append((max(0, at_ms), kind + b"\1" + shift.to_bytes(3, "big", signed=True) + bytes(packet)))
    return tags, tags[-1][0] + max(1, tags[-1][0] - tags[-2][0])


def send(visitor: socket.socket, kind: int, body: bytes, at_ms: int = 0) -> None:
    """One message, whole, in chunks of the default size."""
    stream = 3 if kind == COMMAND else 6
    head = bytes([stream]) + at_ms.to_bytes(3, "big") + len(body).to_bytes(3, "big") + bytes([kind, 1, 0, 0, 0])
    parts = [body[at : at + CHUNK] for at in range(0, len(body), CHUNK)]
    visitor.sendall(head + bytes([0xC0 | stream]).join(parts))


def amf(*values: Any) -> bytes:
    """AMF0, as far as commands need it."""
    return b"".join(_amf(value) for value in values)


def _amf(value: Any) -> bytes:
    if value is None:
        return b"\5"
    if isinstance(value, float):
        return b"\0" + struct.pack(">d", value)
    if isinstance(value, str):
        return b"\2" + len(value).to_bytes(2, "big") + value.encode()
    pairs = b"".join(len(name).to_bytes(2, "big") + name.encode() + _amf(inner) for name, inner in value.items())
    return b"\3" + pairs + b"\0\0\x09"


def parse_command(body: bytes) -> tuple[str, float]:
    """A command's name and number."""
    length = int.from_bytes(body[1:3], "big")
    number = struct.unpack_from(">d", body, 3 + length + 1)[0] if len(body) >= 12 + length else 0.0
    return body[3 : 3 + length].decode(), number


def read_exactly(visitor: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = visitor.recv(size - len(parts))
        if not part:
            raise ConnectionError("the visitor hung up")
        parts += part
    return parts
