"""A server starts without looking for garbage in what it imports, and is as tidy as ever afterwards."""

from __future__ import annotations

import gc
import weakref

import pytest

from groundglass.engine.loading import loading


class Circle:
    """Something that only the search for garbage removes."""

    def __init__(self) -> None:
        self.itself = self


def test_nobody_looks_for_garbage_while_loading_and_everybody_does_afterwards() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    gone = weakref.ref(Circle())
    gc.collect()
    assert gone() is None


def test_what_is_there_at_the_end_is_never_looked_through_again() -> None:
    with loading():
        stays = Circle()
        assert any(one is stays for one in gc.get_objects())
    assert gc.get_freeze_count() > 0
    assert not any(one is stays for one in gc.get_objects())


def test_a_load_that_fails_leaves_the_search_on() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError("no such library")
    assert gc.isenabled()
