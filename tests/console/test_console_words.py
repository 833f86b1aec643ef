"""The console says of a camera what the server says of it: the same sentences, by the same codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import groundglass
from groundglass.frosted.causes import CAUSE_SAID, OFF_SAID, SEALING_SAID, STATE_SAID, VIEW_SAID, Said
from groundglass.frosted.record.kinds import KINDS
from groundglass.frosted.web.problems import STATUS

WORDS = Path(__file__).resolve().parents[2] / "console" / "src" / "words-causes.ts"
CUSTODY = WORDS.with_name("words-custody.ts")
PROBLEMS = WORDS.with_name("words-problems.ts")
SERVER = Path(groundglass.__file__).parent / "frosted"
ROW = re.compile(r'^    "?([\w-]+)"?: (\[?".*"\]?),$', re.MULTILINE)


def rows(section: str) -> dict[str, list[str] | str]:
    """The rows of one section of the file, each a sentence or a sentence with its hint."""
    body = re.search(rf"^  {section}: {{\n(.*?)^  }},$", WORDS.read_text(), re.MULTILINE | re.DOTALL)
    assert body is not None, f"no section {section}"
    found: dict[str, list[str] | str] = {key: json.loads(value) for key, value in ROW.findall(body[1])}
    assert len(found) == body[1].count("\n"), f"a row of {section} could not be read"
    return found


def row(said: Said) -> list[str]:
    return [text for text in (said.sentence, said.hint) if text]


def test_states_and_causes_are_said_as_the_server_says_them() -> None:
    assert rows("state") == {state.name.lower(): row(said) for state, said in STATE_SAID.items()} | {
        "off": row(OFF_SAID)
    }
    assert rows("cause") == {cause.name.lower(): row(said) for cause, said in CAUSE_SAID.items() if said.sentence}


def test_views_and_sealing_are_said_as_the_server_says_them() -> None:
    assert rows("view") == {view.name.lower(): row(said) for view, said in VIEW_SAID.items()}
    assert rows("sealing") == {
        (code.name.lower() if code else "starting"): row(said) for code, said in SEALING_SAID.items()
    }


def test_every_kind_of_problem_has_its_title_and_a_hint_in_the_console() -> None:
    said = rows("problem")
    assert {kind: told[0] for kind, told in said.items()} == {kind: title for _, kind, title in STATUS.values()}
    assert all(len(told) == 2 and str(told[1]).endswith(".") for told in said.values())


def test_every_problem_that_is_translated_is_one_that_the_server_says() -> None:
    keys = re.findall(r'^  "([^"]+)": \[', PROBLEMS.read_text(), re.MULTILINE)
    source = "".join(path.read_text() for path in sorted(SERVER.rglob("*.py")))
    said = set(re.findall(r'"([^"\n]+)"', re.sub(r"\{[^{}\n]*\}", "{}", source)))
    assert len(keys) > 20
    assert [key for key in keys if key not in said] == []


def test_every_kind_of_entry_has_its_words_in_the_console() -> None:
    body = re.search(r"^  kinds: {\n(.*?)^  }", CUSTODY.read_text(), re.MULTILINE | re.DOTALL)
    assert body is not None
    said = set(re.findall(r'"([a-z-]+\.[a-z-]+)": "', body[1]))
    assert said == set(KINDS)
