"""What every test may stand on: new catalogs, and the clips, if this machine has them; it says in one line if not.

Clips show real people and are for measuring only; they are never part of the repository. A test that needs one
takes `clips` and ends early, having said nothing false, when there are none - the drawn scenes carry every claim
that must hold everywhere.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.sqlite import SqliteState

ROOT = Path(__file__).resolve().parents[1]

# Files that take long, longest first: begun first, so that at the end no process works alone.
LONG = (
    "tests/cli/test_hand_over.py",
    "tests/frosted/web/test_any_input.py",
    "tests/cli/test_backup.py",
    "tests/cli/test_migrate.py",
    "tests/frosted/web/test_routes.py",
    "tests/faults/test_places_that_refuse.py",
    "tests/faults/test_cameras_that_fail.py",
    "tests/frosted/outbound/test_killed.py",
    "tests/boundary/test_sealing.py",
    "tests/e2e/test_docs_pictures.py",
    "tests/e2e/test_phone.py",
    "tests/e2e/test_custody.py",
    "tests/e2e/test_map.py",
    "tests/e2e/test_wall.py",
    "tests/e2e/test_history.py",
    "tests/e2e/test_access.py",
    "tests/e2e/test_endurance.py",
    "tests/e2e/test_first_light.py",
    "tests/e2e/test_start.py",
    "tests/e2e/test_incidents.py",
    "tests/e2e/test_restore.py",
)


# Counting branches makes a test half as slow again, so those that only pass through the rooms that are counted are not.
COUNTED = ("tests/frosted/custody/", "tests/frosted/events/", "tests/frosted/web/test_unseal.py")


def find_clips() -> Path | None:
    """The folder of clips: $GROUNDGLASS_CLIPS, or ../shared/clips beside the repository, or None."""
    named = os.environ.get("GROUNDGLASS_CLIPS")
    folder = Path(named) if named else ROOT.parent / "shared" / "clips"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def clips() -> Path | None:
    return find_clips()


@pytest.fixture(scope="session", autouse=True)
def migrated_once() -> Iterator[None]:
    """The first new catalog in a file is migrated; those after it are copies of that one, as it was then.

    A thousand tests need a new catalog, and making one runs every migration there ever was. That each migration does
    what it should is tests/frosted/store/test_catalog.py's, which runs them one by one; programs that tests start
    migrate for themselves."""
    migrate = Catalog.migrate
    made: list[str] = []

    async def copied(catalog: Catalog, target: str = "head") -> None:
        state = catalog._state
        if target != "head" or not isinstance(state, SqliteState) or await catalog.version() is not None:
            await migrate(catalog, target)
            return
        if not made:
            await migrate(catalog, target)
        with closing(sqlite3.connect(str(state.engine.url.database))) as database:
            if made:
                database.executescript(made[0])
            else:
                made.append("\n".join(database.iterdump()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Catalog, "migrate", copied)
        yield


def pytest_collection_finish() -> None:
    """What was collected stays to the end; nobody needs to look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_report_header() -> str:
    folder = find_clips()
    if folder is None:
        return "clips: none (set GROUNDGLASS_CLIPS); claims about real clips are not examined in this run"
    return f"clips: {folder}"


def is_counted(name: str) -> bool:
    """Whether a test may be what walks a branch of the rooms that are counted: of the others none is."""
    return name.startswith(COUNTED) or not name.startswith(("tests/frosted/", "tests/house/", "tests/faults/"))


class _Counting:
    """Whether branches are counted now. Counting goes on from file to file, and so does its rest."""

    rests = False

    def rest(self, config: pytest.Config, rests: bool) -> None:
        plugin = config.pluginmanager.getplugin("_cov")
        controller = None if plugin is None else plugin.cov_controller
        if controller is not None and rests != self.rests:
            self.rests = rests
            (controller.pause if rests else controller.resume)()


_counting = _Counting()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What a test sets up is counted, or not, as the test is."""
    _counting.rest(item.config, not is_counted(item.nodeid))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {name: index for index, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(LONG)))
