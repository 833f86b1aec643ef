"""The folder and the port: what is said when they cannot be had."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from groundglass.engine.folder import make_folder, require_folder, unusable
from groundglass.engine.listening import address_text, bind
from groundglass.errors import Conflict, EngineError, NotFound, StoreError, StoreFull


def test_a_folder_that_was_never_used_is_asked_for_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        require_folder(tmp_path / "none")
    assert "--data" in caught.value.hints[0]


def test_a_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "a" / "b")
    assert made.stat().st_mode & 0o777 == 0o700
    assert make_folder(made) == made


def test_a_folder_where_a_file_is_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        make_folder(tmp_path / "file")


@pytest.mark.parametrize(
    ("code", "kind", "part"),
    [
        (errno.ENOSPC, StoreFull, "no space is left"),
        (errno.EROFS, StoreError, "read-only"),
        (errno.EACCES, StoreError, "cannot be written by this user"),
        (errno.EIO, StoreError, "input/output error"),
    ],
)
def test_each_refusal_of_the_disk_has_its_sentence(code: int, kind: type[StoreError], part: str) -> None:
    found = unusable(Path("/data"), OSError(code, "Input/output error"))
    assert type(found) is kind
    assert part in found.message


def test_a_used_port_is_a_conflict_that_names_it() -> None:
    with bind("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(Conflict, match=f"port {port} of 127.0.0.1 is in use"):
            bind("127.0.0.1", port)
        assert address_text("127.0.0.1", first) == f"localhost:{port}"


def test_an_address_of_another_machine_is_said_to_be_none_of_ours() -> None:
    with pytest.raises(EngineError, match="is not an address of this machine"):
        bind("192.0.2.1", 0)


def test_everywhere_is_shown_as_this_machine() -> None:
    with bind("0.0.0.0", 0) as listener:
        assert address_text("0.0.0.0", listener).startswith("localhost:")


def test_an_ipv6_address_is_shown_in_brackets() -> None:
    with bind("127.0.0.1", 0) as listener:
        assert address_text("::1", listener).startswith("[::1]:")
