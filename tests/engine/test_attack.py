"""An attack on a pair of files: a confined process answers in numbers, and whatever else it says is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.engine.attack import Found, attack, examination_of
from groundglass.errors import ConfigError, EngineError, GroundglassError, NotFound, SourceError
from groundglass.pane.examination import Answer, End, Ended, Examination, FrameFound, Length, encode_answer
from tests.engine.stand_ins import says
from tests.engine.videos import make_video

PAIR = Examination("/a", "/b")
FRAME = FrameFound(0, 0, 10, 1, 100, 90, 2, 1)


async def told(*answers: Answer, more: bytes = b"") -> Found:
    said = b"".join(encode_answer(answer) for answer in answers) + more
    return await attack(PAIR, lambda done, of: None, start=says(said))


async def test_a_real_pair_is_compared_by_a_confined_process(tmp_path: Path) -> None:
    film = make_video(tmp_path / "a.mp4", 12, crf="10")
    seen: list[tuple[int, int]] = []
    found = await attack(examination_of(film, film, None, None), lambda done, of: seen.append((done, of)))
    assert seen[-1] == (12, 12)
    assert found.leak == 1.0
    assert found.clarity is not None and found.clarity > 0.95


async def test_what_is_found_is_added_up() -> None:
    found = await told(Length(2), FRAME, FrameFound(1, 40, 4, 4, 0, 0, 0, 0), End(Ended.DONE))
    assert (found.leak, found.leak_worst, found.clarity) == (5 / 14, 0.1, 0.9)
    assert (found.faces, found.faces_frosted) == (2, 1)
    nothing = Found((FrameFound(0, 0, 0, 0, 0, 0, 0, 0),))
    assert (nothing.leak, nothing.leak_worst, nothing.clarity) == (None, None, None)


@pytest.mark.parametrize("code", [code for code in Ended if code is not Ended.DONE])
async def test_every_ending_has_a_sentence_and_a_hint(code: Ended) -> None:
    with pytest.raises(GroundglassError) as caught:
        await told(End(code))
    assert caught.value.hints


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ((End(Ended.DONE),), b""),
        ((Length(2), FRAME, End(Ended.DONE)), b""),
        ((FRAME,), b""),
        ((Length(2), FrameFound(1, 0, 0, 0, 0, 0, 0, 0)), b""),
        ((Length(1),), b""),
        ((Length(1),), b"\x09"),
        ((Length(1),), b"\x03\xff"),
    ],
)
async def test_answers_that_do_not_add_up_are_a_fault(answers: tuple[Answer, ...], more: bytes) -> None:
    with pytest.raises(EngineError, match="ended before"):
        await told(*answers, more=more)


async def test_a_process_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundglass.engine.attack.SILENCE_S", 0.1)
    with pytest.raises(EngineError, match="stopped answering"):
        await attack(PAIR, lambda done, of: None, start=says(b"", stays=True))


def test_what_is_missing_is_said_before_anything_starts(tmp_path: Path) -> None:
    film = make_video(tmp_path / "a.mp4", 2)
    with pytest.raises(NotFound):
        examination_of(film, tmp_path / "none", None, None)
    with pytest.raises(ConfigError, match="together"):
        examination_of(film, film, film, None)
    with pytest.raises(ConfigError, match="64"):
        examination_of(film, film, film, "abc")
    asked = examination_of(film, film, film, "AB" * 32)
    assert (asked.detector, asked.sha256) == (str(film), "ab" * 32)


async def test_a_copy_of_another_length_is_refused(tmp_path: Path) -> None:
    pair = examination_of(make_video(tmp_path / "a.mp4", 4), make_video(tmp_path / "b.mp4", 3), None, None)
    with pytest.raises(SourceError, match="different numbers"):
        await attack(pair, lambda done, of: None)
