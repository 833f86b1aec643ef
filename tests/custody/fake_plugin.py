"""An age plugin that keeps no secret: the protocol of age-plugin-yubikey and its kind, without a key in hardware.

The file key travels in its stanza as it is. It shows that identities whose secret is elsewhere take part in the
ceremony; https://c2sp.org/age-plugin describes what is spoken.
"""

from __future__ import annotations

import sys
from pathlib import Path

NAME = "groundglasstest"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

_PROGRAM = f"""#!{sys.executable}
import sys

def read():
    head = sys.stdin.readline().split()[1:]
    body = ""
    while True:
        line = sys.stdin.readline().rstrip()
        body += line
        if len(line) < 64:
            return head, body

def write(*head, body=""):
    print("->", *head)
    print(body, flush=True)

stanzas = []
while True:
    head, body = read()
    if head[0] == "done":
        break
    stanzas.append((head, body))
for head, body in stanzas:
    if head[0] == "wrap-file-key":
        write("recipient-stanza", "0", "{NAME}", body=body)
        read()
    if head[:1] == ["recipient-stanza"] and head[2] == "{NAME}":
        write("file-key", head[1], body=body)
        read()
write("done")
"""


def install(folder: Path) -> tuple[str, str]:
    """Put the plugin's program into a folder that is on PATH; returns its recipient and its identity file."""
    program = folder / f"age-plugin-{NAME}"
    program.write_text(_PROGRAM)
    program.chmod(0o755)
    recipient = _bech32(f"age1{NAME}", bytes(20))
    identity = _bech32(f"age-plugin-{NAME}-", bytes(20)).upper()
    return recipient, f"#       Name: a key in hardware\n#  Recipient: {recipient}\n\n{identity}\n"


def _bech32(prefix: str, data: bytes) -> str:
    """BIP 173."""
    bits = "".join(f"{byte:08b}" for byte in data)
    values = [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    return check
