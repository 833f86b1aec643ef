"""E-mail: one message per notice, to people who chose to be told so.

Plain text, no picture, nothing fetched when it is opened. The Message-ID follows from the key, so that a message sent
twice is the same message. By the standard library's client in a thread, over a connection that wire.py judged.
"""

from __future__ import annotations

import asyncio
import email.policy
import smtplib
import socket
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from groundglass.errors import Refused
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.instants import moment, rfc3339
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.outbox import Failed, Message, Sent
from groundglass.frosted.outbound.wire import TIMEOUT_S, ReachPolicy, Trust, connected, tls_context, why_not

PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


class EmailSender:
    """Sends through one mail server. A connection serves one batch."""

    def __init__(self, channel: Channel, policy: ReachPolicy) -> None:
        self._channel = channel
        self._policy = policy
        self._security = channel.text("security", "starttls")
        self._host = channel.text("host")
        self._port = int(channel.settings.get("port") or PORTS[self._security])
        self._trust = Trust(channel.text("ca"))

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """One after another over one connection."""
        sender, to = self._channel.text("sender"), list(self._channel.settings["to"])
        return await self.deliver([composed(message.notice, sender, to) for message in messages])

    async def deliver(self, letters: Sequence[EmailMessage]) -> list[Sent | Failed]:
        """Letters to the channel's recipients: one answer for each."""
        try:
            trust = self._trust if self._security == "tls" else None
            wire = await connected(self._host, self._port, self._policy, trust)
        except Refused as error:
            return [Failed(error.message, is_final=True)] * len(letters)
        except OSError as error:
            return [Failed(why_not(error))] * len(letters)
        return await asyncio.to_thread(self._send, wire, letters)

    async def tick(self) -> None:
        """Nothing to keep alive."""

    async def close(self) -> None:
        """Nothing is held."""

    def _send(self, wire: socket.socket, letters: Sequence[EmailMessage]) -> list[Sent | Failed]:
        try:
            with _Client(wire, self._host, self._port) as client:
                if self._security == "starttls":
                    client.starttls(context=tls_context(self._trust))
                    client.ehlo()
                if self._channel.text("user"):
                    client.login(self._channel.text("user"), self._channel.text("password"))
                return [self._one(client, letter) for letter in letters]
        except smtplib.SMTPNotSupportedError:
            why = Failed("the mail server does not offer what this channel asks for: encryption or a password")
        except smtplib.SMTPAuthenticationError:
            why = Failed("the mail server does not accept the name or password")
        except smtplib.SMTPException:
            why = Failed("the mail server refused the connection")
        except OSError as error:
            why = Failed(why_not(error))
        return [why] * len(letters)

    def _one(self, client: smtplib.SMTP, letter: EmailMessage) -> Sent | Failed:
        try:
            client.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            is_final = all(code >= 500 for code, _ in error.recipients.values())
            client.rset()
            return Failed("the mail server refused every recipient", is_final=is_final)
        except smtplib.SMTPResponseException as error:
            return Failed(f"the mail server answered {error.smtp_code}", is_final=error.smtp_code >= 500)
        except (smtplib.SMTPException, OSError):
            return Failed("the mail server closed the connection")
        return Sent()


class _Client(smtplib.SMTP):
    """The library's client, over a connection that was made for it."""

    def __init__(self, wire: socket.socket, host: str, port: int) -> None:
        self._wire = wire
        super().__init__(host, port, timeout=TIMEOUT_S)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._wire


def composed(notice: Notice, sender: str, to: Sequence[str]) -> EmailMessage:
    """A notice as a letter."""
    letter = EmailMessage(policy=email.policy.SMTP)
    mark = "[Exercise] " if notice.is_exercise else ""
    what = f"{notice.level.capitalize()}: {notice.title}"
    if notice.incident is not None:
        what = f"Incident {notice.incident}: {notice.title} ({notice.state.replace('_', ' ')})"
    letter["Subject"] = f"{mark}{what}"
    letter["From"] = f"Groundglass <{sender}>"
    letter["To"] = ", ".join(to)
    letter["Date"] = format_datetime(moment(notice.said_90k))
    letter["Message-ID"] = f"<{notice.key}@{sender.partition('@')[2]}>"
    if notice.earlier:
        letter["References"] = f"<{notice.earlier[0][0]}@{sender.partition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Groundglass-Key"] = notice.key
    lines = [
        "This is an exercise." if notice.is_exercise else "",
        f"Site: {notice.site}",
        f"What: {notice.title}",
        f"Kind: {notice.kind.replace('_', ' ')}",
        f"Level: {notice.level}",
        f"Camera: {notice.camera_name}" if notice.camera else "",
        f"At: {rfc3339(notice.at_90k)}",
        f"Incident: {notice.incident}, {notice.state.replace('_', ' ')}" if notice.incident is not None else "",
        f"Outcome: {notice.outcome.replace('_', ' ')}" if notice.outcome else "",
        *(f"{name.replace('_', ' ')}: {value}" for name, value in notice.values),
    ]
    letter.set_content("\n".join(line for line in lines if line) + "\n")
    return letter
