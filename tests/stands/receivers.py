"""What the other side of a channel is in tests: real servers on loopback that keep what they were sent.

An HTTP receiver, an SMTP server (aiosmtpd), a stream listener over TCP or TLS, the mosquitto broker.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Letter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.site import free_port


@dataclass
class HttpReceiver:
    """Answers POST with the next of `statuses` (the last one from then on) and keeps headers and bodies."""

    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    path: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def until(self, count: int) -> list[tuple[dict[str, str], bytes]]:
        async with asyncio.timeout(60):
            while len(self.got) < count:
                await asyncio.sleep(0.01)
        return self.got


@contextmanager
def http_receiver(
    statuses: list[int] | None = None, headers: dict[str, str] | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[HttpReceiver]:
    """A web server that takes notices; by https with a context."""
    receiver = HttpReceiver(statuses or [204], headers or {})
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:  # its sender was killed in the middle: that was no message
                self.close_connection = True
                return
            with turn:
                status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
                receiver.path = self.path
                receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


@dataclass
class MailServer:
    """Keeps letters and who they were for; answers RCPT with `refusal` where set, and a letter after `pause_s`."""

    letters: list[Letter] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refusal: str = ""
    pause_s: float = 0.0
    was_encrypted: list[bool] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        await asyncio.sleep(self.pause_s)
        self.letters.append(message_from_bytes(content))
        self.recipients.append(list(envelope.rcpt_tos))
        self.was_encrypted.append(session.ssl is not None)
        return "250 OK"


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """A real SMTP server; with a context it insists on STARTTLS."""
    server = MailServer()
    controller = Controller(
        server, hostname="127.0.0.1", port=free_port(), tls_context=tls, require_starttls=tls is not None
    )
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


@dataclass
class Listener:
    """Keeps all bytes of all connections; `drop` ends those there are."""

    port: int
    got: bytearray = field(default_factory=bytearray)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def until(self, mark: bytes) -> bytes:
        async with asyncio.timeout(60):
            while mark not in self.got:
                await asyncio.sleep(0.01)
        return bytes(self.got)

    def drop(self) -> None:
        for writer in self.writers:
            writer.close()
        self.writers.clear()


@asynccontextmanager
async def listening(tls: ssl.SSLContext | None = None, port: int = 0) -> AsyncIterator[Listener]:
    """A listener of a byte stream, as a TAK server is one."""

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        listener.writers.append(writer)
        while chunk := await reader.read(65_536):
            listener.got += chunk
        writer.close()

    server = await asyncio.start_server(keep, "127.0.0.1", port, ssl=tls)
    listener = Listener(server.sockets[0].getsockname()[1])
    try:
        yield listener
    finally:
        listener.drop()
        server.close()
        await server.wait_closed()


@contextmanager
def broker(folder: Path, port: int = 0) -> Iterator[int]:
    """The mosquitto broker with one user, desk:secret; gives its port."""
    port = port or free_port()
    program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    passwords = folder / "passwords"
    passwords.write_text("desk:secret\n")
    passwords.chmod(0o600)
    subprocess.run(["mosquitto_passwd", "-U", str(passwords)], check=True, capture_output=True)
    (folder / "mosquitto.conf").write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\npersistence false\nuser root\n"
    )
    process = subprocess.Popen(
        [program, "-c", str(folder / "mosquitto.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_open(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    for _ in range(6000):
        assert process.poll() is None, "the broker ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.01)
    raise AssertionError("the broker did not start")


@dataclass(frozen=True)
class Certificate:
    """A certificate authority's own certificate for one name, and its key, in PEM."""

    certificate: str
    key: str

    def server_context(self, folder: Path, *, clients_of: str | None = None) -> ssl.SSLContext:
        """What a server with this certificate uses; with `clients_of` it insists on a client's certificate."""
        path = folder / "server.pem"
        path.write_text(self.certificate + self.key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        if clients_of is not None:
            context.load_verify_locations(cadata=clients_of)
            context.verify_mode = ssl.CERT_REQUIRED
        return context


def certificate_for(
    name: str, *, begins_h: float = -1, ends_h: float = 24, alternatives: list[x509.GeneralName] | None = None
) -> Certificate:
    """Made anew, valid for a day, signed by itself. `alternatives`: other names than `name`; empty: none at all."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)] if name else [])
    others = [x509.DNSName(name)] if alternatives is None else alternatives
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + dt.timedelta(hours=begins_h))
        .not_valid_after(now + dt.timedelta(hours=ends_h))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    if others:
        builder = builder.add_extension(x509.SubjectAlternativeName(others), critical=False)
    made = builder.sign(key, hashes.SHA256())
    return Certificate(
        made.public_bytes(serialization.Encoding.PEM).decode(),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
    )
