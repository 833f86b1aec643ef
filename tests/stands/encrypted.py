"""TLS before a stand that speaks none: rtsps before the RTSP camera, https before the HTTP one.

Threads of the test's own process, on a port the system picks. Which certificate is shown may be changed while it runs:
the next connection sees the new one.
"""

from __future__ import annotations

import select
import socket
import ssl
import threading
from pathlib import Path
from types import TracebackType

from tests.stands.receivers import Certificate

_CHUNK_BYTES = 64 * 1024
_LOOK_S = 0.05
_PATIENCE_S = 10.0


class Encrypted:
    """Context manager. Passes what comes in on to `inner_port` of this machine. `heard` counts the bytes that did."""

    def __init__(self, inner_port: int, certificate: Certificate, folder: Path) -> None:
        self.heard = 0
        self._turn = 0
        self._folder = folder
        self._context = certificate.server_context(folder)
        self._inner_port = inner_port
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(_LOOK_S)
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    @property
    def port(self) -> int:
        return int(self._server.getsockname()[1])

    def __enter__(self) -> Encrypted:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        self._server.close()

    def hang_up(self) -> None:
        """End every connection there is; whoever comes again is let in."""
        self._turn += 1

    def show(self, certificate: Certificate) -> None:
        """Show another certificate from the next connection on."""
        path = self._folder / "other.pem"
        path.write_text(certificate.certificate + certificate.key)
        self._context.load_cert_chain(path)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                plain, _ = self._server.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._pass_on, args=(plain,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _pass_on(self, plain: socket.socket) -> None:
        plain.settimeout(_PATIENCE_S)
        try:
            # Whoever does not like the certificate hangs up, which is what tests are after.
            with (
                plain,
                self._context.wrap_socket(plain, server_side=True) as outer,
                socket.create_connection(("127.0.0.1", self._inner_port), _PATIENCE_S) as inner,
            ):
                self._copy(outer, inner)
        except OSError:
            return

    def _copy(self, outer: ssl.SSLSocket, inner: socket.socket) -> None:
        turn = self._turn
        while not self._stopped.is_set() and turn == self._turn:
            waiting = [outer] if outer.pending() else select.select([outer, inner], [], [], _LOOK_S)[0]
            if outer in waiting:
                asked = outer.recv(_CHUNK_BYTES)
                if not asked:
                    return
                self.heard += len(asked)
                inner.sendall(asked)
            if inner in waiting:
                answer = inner.recv(_CHUNK_BYTES)
                if not answer:
                    return
                outer.sendall(answer)
