"""While a site is upgraded, workers of this version and of the one before are about; no others."""

from __future__ import annotations

import pytest

from groundglass.errors import PaneError
from groundglass.pane import wire
from groundglass.pane.wire import HEAD, Hello, encode, parse_body, parse_head


def heard(version: int) -> object:
    message = bytearray(encode(Hello(wire.VERSION)))
    message[-2:] = version.to_bytes(2, "big")
    kind, size = parse_head(bytes(message[: HEAD.size]))
    return parse_body(kind, bytes(message[HEAD.size : HEAD.size + size]))


def test_an_old_workers_hello_is_accepted_for_one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "VERSION", 5)
    monkeypatch.setattr(wire, "OLDEST_VERSION", 4)
    assert [heard(version) for version in (4, 5)] == [Hello(4), Hello(5)]
    for version in (0, 3, 6):
        with pytest.raises(PaneError, match=f"version {version} of the pane's wire, not 4 or 5"):
            heard(version)


def test_no_more_than_one_version_back_is_understood() -> None:
    assert wire.OLDEST_VERSION in {wire.VERSION - 1, wire.VERSION}
    with pytest.raises(PaneError, match=f"not {wire.VERSION}"):
        heard(wire.VERSION + 1)
