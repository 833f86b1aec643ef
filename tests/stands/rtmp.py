"""An RTMP camera on loopback: FFmpeg's own listening end, sending a clip's packets to whoever connects.

A process of its own, because FFmpeg's listen mode blocks until somebody comes and serves one visitor.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType


class RtmpCamera:
    """Context manager: sends `clip` (H.264) to the first visitor, at its own pace, `laps` times."""

    def __init__(self, clip: Path, laps: int = 20) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._arguments = [str(clip), str(self.port), str(laps)]
        self._process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        return f"rtmp://127.0.0.1:{self.port}/live/cam"

    def __enter__(self) -> RtmpCamera:
        self._process = subprocess.Popen([sys.executable, __file__, *self._arguments], stderr=subprocess.DEVNULL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()


def serve(clip: str, port: str, laps: str) -> None:
    """Listen, then send."""
    import time

    import av

    url = f"rtmp://127.0.0.1:{port}/live/cam"
    with av.open(url, "w", format="flv", options={"listen": "1"}) as out, av.open(clip) as source:
        stream = out.add_stream_from_template(source.streams.video[0])
        start_s, offset = time.monotonic(), 0
        for _ in range(int(laps)):
            source.seek(0)
            furthest = offset
            for packet in source.demux(source.streams.video[0]):
                if packet.dts is None or packet.pts is None or packet.time_base is None:
                    continue
                packet.pts += offset
                packet.dts += offset
                furthest = max(furthest, packet.pts + (packet.duration or 1))
                due_s = start_s + float(packet.dts * packet.time_base)
                time.sleep(max(0.0, due_s - time.monotonic()))
                packet.stream = stream
                out.mux(packet)
            offset = furthest


if __name__ == "__main__":
    serve(*sys.argv[1:4])
