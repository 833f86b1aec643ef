"""A camera that speaks ONVIF on loopback: answers a WS-Discovery probe by multicast, and questions about its streams
by SOAP, with the password digest checked as a camera checks it. Its pictures are another stand's (rtsp.py)."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from xml.etree import ElementTree as ET

GROUP = "239.255.255.250"


class OnvifCamera:
    """Context manager. `streams` are (name, encoding, width, height, address); `clock` is how far its clock is off.
    One that `is_found` answers the question who is there, which every process of this machine hears: the tests of one
    file stand such cameras, and no other, so that none finds another's."""

    def __init__(
        self,
        streams: list[tuple[str, str, int, int, str]],
        *,
        user: str = "desk",
        password: str = "correct horse",
        clock: timedelta = timedelta(),
        name: str = "Gate camera",
        is_found: bool = False,
    ) -> None:
        self.streams = streams
        self.is_found = is_found
        self.user, self.password, self.clock, self.name = user, password, clock, name
        self.asked: list[str] = []

    def __enter__(self) -> OnvifCamera:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = camera._answer(body)
                self.send_response(status)
                self.send_header("Content-Type", "application/soap+xml")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._threads = [threading.Thread(target=self._server.serve_forever, daemon=True)]
        self._ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if self.is_found:
            self._ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            self._ear.bind((GROUP, 3702))
            joined = socket.inet_aton(GROUP) + socket.inet_aton("127.0.0.1")
            self._ear.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
            self._threads.append(threading.Thread(target=self._hear, daemon=True))
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        try:
            self._ear.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # a socket that is not connected says so, and wakes its reader all the same
        for thread in self._threads:
            thread.join(5)
        self._ear.close()

    @property
    def service(self) -> str:
        return f"http://127.0.0.1:{self.port}/onvif/device_service"

    def _hear(self) -> None:
        while True:
            try:
                asked, where = self._ear.recvfrom(65_535)
            except OSError:
                return
            if not asked:
                return
            if b"Probe" in asked:
                self._ear.sendto(self.match(), where)

    def match(self) -> bytes:
        """What it says of itself."""
        scope = self.name.replace(" ", "%20")
        return f"""<?xml version="1.0"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"
          xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Body><d:ProbeMatches><d:ProbeMatch>
          <d:Types>dn:NetworkVideoTransmitter</d:Types>
          <d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/{scope}
            onvif://www.onvif.org/hardware/Drawn-1</d:Scopes>
          <d:XAddrs>http://[fe80::1]/onvif/device_service {self.service}</d:XAddrs>
          </d:ProbeMatch></d:ProbeMatches></e:Body></e:Envelope>""".encode()

    def _answer(self, body: bytes) -> tuple[int, bytes]:
        root = ET.fromstring(body)
        question = next(iter(next(one for one in root.iter() if one.tag.endswith("Body"))))
        name = question.tag.rpartition("}")[2]
        self.asked.append(name)
        if name == "GetSystemDateAndTime":
            now = datetime.now(UTC) + self.clock
            return 200, _soap(
                f"<x:UTCDateTime><x:Time><x:Hour>{now.hour}</x:Hour><x:Minute>{now.minute}</x:Minute>"
                f"<x:Second>{now.second}</x:Second></x:Time><x:Date><x:Year>{now.year}</x:Year>"
                f"<x:Month>{now.month}</x:Month><x:Day>{now.day}</x:Day></x:Date></x:UTCDateTime>"
            )
        if not self._knows(root):
            return 400, _soap("<x:Fault><x:Subcode>ter:NotAuthorized</x:Subcode></x:Fault>")
        if name == "GetCapabilities":
            return 200, _soap(f"<x:Media><x:XAddr>http://127.0.0.1:{self.port}/onvif/media</x:XAddr></x:Media>")
        if name == "GetProfiles":
            return 200, _soap(
                "".join(
                    f'<x:Profiles token="p{n}"><x:Name>{each}</x:Name><x:VideoEncoderConfiguration>'
                    f"<x:Encoding>{encoding}</x:Encoding><x:Width>{width}</x:Width><x:Height>{height}</x:Height>"
                    "</x:VideoEncoderConfiguration></x:Profiles>"
                    for n, (each, encoding, width, height, _) in enumerate(self.streams)
                )
            )
        token = next(one.text or "" for one in root.iter() if one.tag.endswith("ProfileToken"))
        return 200, _soap(f"<x:Uri>{self.streams[int(token[1:])][4]}</x:Uri>")

    def _knows(self, root: ET.Element) -> bool:
        told = {one.tag.rpartition("}")[2]: one.text or "" for one in root.iter()}
        if not {"Username", "Password", "Nonce", "Created"} <= told.keys():
            return False
        age = datetime.now(UTC) + self.clock - datetime.fromisoformat(told["Created"])
        nonce = base64.b64decode(told["Nonce"])
        digest = hashlib.sha1(nonce + told["Created"].encode() + self.password.encode()).digest()
        is_fresh = abs(age.total_seconds()) < 60
        return is_fresh and told["Username"] == self.user and told["Password"] == base64.b64encode(digest).decode()


def _soap(body: str) -> bytes:
    return (
        '<?xml version="1.0"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:x="urn:x">'
        f"<e:Body>{body}</e:Body></e:Envelope>"
    ).encode()
