"""HTTP cameras on loopback: MJPEG with Basic or Digest sign-in, HLS as a live playlist, and answers that say no.

A thread of the test's own process, on a port the system picks. Pictures come from clips.py.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from tests.stands.clips import draw_jpeg


class HttpCamera:
    """Context manager. Paths: /mjpeg, /live.m3u8 (with `hls` a folder of seg0.ts ...), /NNN answers that status.

    `silent` accepts and never answers; `size` is the MJPEG picture's.
    """

    def __init__(
        self,
        *,
        sign_in: str | None = None,
        user: str = "viewer",
        password: str = "glass",
        rate_hz: float = 15.0,
        size: tuple[int, int] = (320, 240),
        hls: Path | None = None,
        segment_s: float = 1.0,
    ) -> None:
        self.sign_in, self.user, self.password = sign_in, user, password
        self.rate_hz, self.size, self.hls, self.segment_s = rate_hz, size, hls, segment_s
        self.pictures_left: int | None = None
        self.started_s = time.monotonic()
        self.jpegs = [draw_jpeg(n, *size) for n in range(8)]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/mjpeg", *, password: str | None = None) -> str:
        who = f"{self.user}:{password or self.password}@" if self.sign_in or password else ""
        return f"http://{who}127.0.0.1:{self.port}{path}"

    def __enter__(self) -> HttpCamera:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def stopped(self) -> bool:
        return self._stopped.is_set()


class _Answers(BaseHTTPRequestHandler):
    """How to say no, how to send a file, and to keep quiet about it."""

    sign_in: str | None = None

    def refuse(self, status: int) -> None:
        self.send_response(status)
        if status == 401 and self.sign_in == "basic":
            self.send_header("WWW-Authenticate", 'Basic realm="camera"')
        elif status == 401:
            self.send_header("WWW-Authenticate", 'Digest realm="camera", nonce="n0nce", qop="auth"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_body(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests read only what they ask for."""


def _handler(camera: HttpCamera) -> type[BaseHTTPRequestHandler]:
    class Handler(_Answers):
        sign_in = camera.sign_in
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            try:
                if camera.sign_in and not _signed_in(camera, self.headers.get("Authorization", ""), self.path):
                    self.refuse(401)
                elif path[1:].isdecimal():
                    self.refuse(int(path[1:]))
                elif path == "/silent":
                    while not camera.stopped():
                        time.sleep(0.05)
                elif path == "/mjpeg":
                    self._mjpeg()
                elif path.endswith(".m3u8"):
                    self.send_body(_playlist(camera).encode(), "application/vnd.apple.mpegurl")
                elif camera.hls is not None and (camera.hls / path[1:]).is_file():
                    self.send_body((camera.hls / path[1:]).read_bytes(), "video/mp2t")
                else:
                    self.refuse(404)
            except OSError:
                self.close_connection = True

        def _mjpeg(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=glass")
            self.send_header("Connection", "close")
            self.end_headers()
            n = 0
            while not camera.stopped() and camera.pictures_left != 0:
                jpeg = camera.jpegs[n % len(camera.jpegs)]
                head = f"--glass\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                self.wfile.write(head.encode() + jpeg + b"\r\n")
                n += 1
                if camera.pictures_left is not None:
                    camera.pictures_left -= 1
                time.sleep(1 / camera.rate_hz)
            self.close_connection = True

    return Handler


def _playlist(camera: HttpCamera) -> str:
    """The three newest segments of an endless live stream, a new one each `segment_s`."""
    assert camera.hls is not None
    count = len(list(camera.hls.glob("seg*.ts")))
    newest = min(count, 3 + int((time.monotonic() - camera.started_s) / camera.segment_s))
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", f"#EXT-X-TARGETDURATION:{max(1, round(camera.segment_s))}"]
    lines.append(f"#EXT-X-MEDIA-SEQUENCE:{newest - 3}")
    for n in range(newest - 3, newest):
        lines += [f"#EXTINF:{camera.segment_s:.3f},", f"seg{n}.ts"]
    return "\n".join(lines) + "\n"


def _signed_in(camera: HttpCamera, header: str, uri: str) -> bool:
    kind, _, rest = header.partition(" ")
    if camera.sign_in == "basic":
        return kind == "Basic" and base64.b64decode(rest).decode() == f"{camera.user}:{camera.password}"
    given = {}
    for part in rest.split(","):
        name, _, value = part.strip().partition("=")
        given[name] = value.strip('"')
    if kind != "Digest" or "response" not in given:
        return False
    secret = _md5(f"{camera.user}:camera:{camera.password}")
    request = _md5(f"GET:{given.get('uri', uri)}")
    middle = f"{given['nonce']}:{given.get('nc')}:{given.get('cnonce')}:{given.get('qop')}"
    return given["response"] == _md5(f"{secret}:{middle}:{request}")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()
