"""A site's server, asked over HTTP from a person's own machine.

Apart from access.py, which reaches the site of this very machine: a custodian's or requester's machine has no data
folder. Only the standard library is used. Identities and passphrases never pass through here; a custodian's machine
sends the answer to a challenge, a requester's the name and password of their account.
"""

from __future__ import annotations

import base64
import http.client
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from getpass import getpass
from typing import IO, Any, Final
from urllib.parse import urlsplit

from groundglass.cli.terminal import note
from groundglass.custody.entry import answer_to
from groundglass.custody.keyring import Keyring
from groundglass.errors import (
    ConfigError,
    Conflict,
    CustodyError,
    EngineError,
    GroundglassError,
    LedgerUnavailable,
    NotFound,
    NotSignedIn,
    Outdated,
    Refused,
    TooMany,
)

MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024
_TIMEOUT_S: Final = 120.0
_PART_BYTES: Final = 256 * 1024
_KINDS: Final[dict[int, type[GroundglassError]]] = {
    401: NotSignedIn,
    403: Refused,
    404: NotFound,
    409: Conflict,
    412: Outdated,
    422: ConfigError,
    429: TooMany,
    503: LedgerUnavailable,
}


class Remote:
    """One server. Every call is a connection of its own, so that nothing is held while a person thinks."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise ConfigError(f"{address[:60]!r} is not a server's address", "write it as https://desk.example.org")
        self._is_https = parts.scheme == "https"
        self._host = parts.netloc.rpartition("@")[2]
        self._origin = f"{parts.scheme}://{self._host}"
        self._headers: dict[str, str] = {}
        if not self._is_https and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            note("groundglass: warning: http is not encrypted; others on the network can see what you are let in with")

    def show_token(self, token: str) -> None:
        """Be the program that this API token is of, from now on."""
        self._headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, *, if_match: str | None = None) -> Any:
        """One call of the API, or the error it answers with. `if_match` is the version a change was made from."""
        more = {} if if_match is None else {"If-Match": f'"{if_match}"'}
        connection, answer = self._send(method, f"/api/v1{path}", body, more)
        try:
            untrusted = answer.read(MAX_ANSWER_BYTES + 1)
            if len(untrusted) > MAX_ANSWER_BYTES:
                raise EngineError("the server answered more than it could have to say")
            self._keep_cookie(answer)
            return _parsed(answer.status, untrusted)
        finally:
            connection.close()

    def fetch(
        self, path: str, file: IO[bytes], told: Callable[[int], None], body: dict[str, Any] | None = None
    ) -> None:
        """Write a download into a file as it comes; `told` gets the bytes so far. With a body it is a POST."""
        connection, answer = self._send("GET" if body is None else "POST", f"/api/v1{path}", body)
        try:
            if answer.status != 200:
                _parsed(answer.status, answer.read(MAX_ANSWER_BYTES))
            done = 0
            while part := answer.read(_PART_BYTES):
                file.write(part)
                done += len(part)
                told(done)
        except http.client.HTTPException as error:
            raise EngineError("the server broke off", "fetch it again") from error
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """A public file of the server, whole."""
        connection, answer = self._send("GET", path, None)
        try:
            untrusted = answer.read(MAX_ANSWER_BYTES)
            if answer.status != 200:
                _parsed(answer.status, untrusted)
            return untrusted.decode(errors="replace")
        finally:
            connection.close()

    def watch(self, on_open: Callable[[], None]) -> Iterator[dict[str, Any]]:
        """What the server tells as it happens, until it breaks off: `EngineError`. `on_open`: once it listens."""
        from websockets.exceptions import InvalidStatus, WebSocketException
        from websockets.sync.client import connect

        address = f"{self._origin.replace('http', 'ws', 1)}/api/v1/watch"
        try:
            with connect(address, additional_headers=self._headers, max_size=MAX_ANSWER_BYTES) as socket:
                on_open()
                for text in socket:
                    message = json.loads(text)
                    if isinstance(message, dict):
                        yield message
        except InvalidStatus as refused:
            _parsed(refused.response.status_code, bytes(refused.response.body or b""))
        except (OSError, WebSocketException, ValueError) as error:
            raise EngineError(f"the server at {self._origin} broke off") from error
        raise EngineError(f"the server at {self._origin} broke off")

    def sign_in(self, name: str) -> None:
        """As somebody of the site, with their password, which is asked for."""
        self.ask("POST", "/sign-in/password", {"name": name, "password": ask_secretly(f"password of {name}: ")})

    def sign_out(self) -> None:
        """End the session that `sign_in` began; harmless without one."""
        if "Cookie" in self._headers:
            self.ask("POST", "/sign-out", {})

    def enter(self, keyring: Keyring) -> tuple[str, str]:
        """As a custodian, by opening a challenge. Returns the recipient that was let in and the custodian's name.

        The identities are tried one after another: which of them the site knows is not the site's to say beforehand.
        """
        for recipient in keyring.recipients:
            told = self.ask("POST", "/custody/challenges", {"recipient": recipient})
            answer = answer_to(keyring.open(base64.b64decode(told["sealed"])))
            try:
                entry = self.ask(
                    "POST",
                    "/custody/entries",
                    {"challenge": told["challenge"], "answer": base64.b64encode(answer).decode()},
                )
            except NotSignedIn:
                continue
            self._headers["Authorization"] = f"Bearer {entry['token']}"
            return recipient, str(entry["name"])
        raise NotSignedIn(
            "none of the keys in this file is a custodian's of this site",
            "use the identity whose recipient the site lists among its active custodians",
        )

    def _send(
        self, method: str, path: str, body: dict[str, Any] | None, more: Mapping[str, str] | None = None
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        kind = http.client.HTTPSConnection if self._is_https else http.client.HTTPConnection
        connection = kind(self._host, timeout=_TIMEOUT_S)
        headers = {"Origin": self._origin, "Accept": "application/json", **self._headers, **(more or {})}
        sent = None if body is None else json.dumps(body).encode()
        if sent is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, sent, headers)
            return connection, connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise EngineError(
                f"the server at {self._origin} does not answer: {str(reason).lower()}", "check the address"
            ) from error

    def _keep_cookie(self, answer: http.client.HTTPResponse) -> None:
        for header in answer.headers.get_all("Set-Cookie", []):
            pair = header.split(";", 1)[0]
            if pair.startswith("gg_session=") and len(pair) > 20:
                self._headers["Cookie"] = pair


def ask_secretly(question: str) -> str:
    """A line that is not shown, from the terminal; from standard input where there is no terminal."""
    if sys.stdin.isatty():
        return getpass(question, stream=sys.stderr)
    return sys.stdin.readline(4096).rstrip("\n")


def _parsed(status: int, untrusted: bytes) -> Any:
    """The answer's JSON, or its problem raised as one of our errors."""
    try:
        said = json.loads(untrusted) if untrusted else None
    except ValueError as error:
        raise EngineError(f"the server answered something else than JSON (status {status})") from error
    if status < 400:
        return said
    problem = said if isinstance(said, dict) else {}
    hints = [str(hint) for hint in problem.get("hints", [])][:5]
    kind = _KINDS.get(status, EngineError)
    if str(problem.get("type", "")).endswith(":custody"):
        kind = CustodyError
    raise kind(str(problem.get("detail", f"the server said {status}")), *hints)
