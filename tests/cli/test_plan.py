"""`groundglass plan`: a list in, machines out, and what is wrong with a list in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.commands import groundglass

LIST = "site,count,size,rate_hz,seal_days\nnorth,120,1920x1080,15,0\nharbour,16,3840x2160,10,3\n"


def test_a_list_becomes_machines_disk_and_database(tmp_path: Path) -> None:
    (tmp_path / "cameras.csv").write_text(LIST)
    ran = groundglass("plan", tmp_path / "cameras.csv")
    assert (ran.status, "docs/planning.md" in ran.err) == (0, True)
    assert [line.split()[:2] for line in ran.out.splitlines()[1:3]] == [["harbour", "16"], ["north", "120"]]
    assert all(word in ran.out for word in ("recordings", "sealed originals", "rows a second"))


def test_programs_get_bytes_and_cores(tmp_path: Path) -> None:
    (tmp_path / "cameras.csv").write_text(LIST)
    ran = groundglass("plan", tmp_path / "cameras.csv", "--json", "--cores", 32, "--may-fail", 0)
    harbour, north = json.loads(ran.out)
    assert (harbour["site"], north["need"]["cameras"], north["spare"]) == ("harbour", 120, 0)
    assert north["need"]["cores"] <= 31.5 * north["machines"]


def test_a_list_that_is_not_there_or_not_one_is_a_sentence(tmp_path: Path) -> None:
    assert groundglass("plan", tmp_path / "none.csv").status == 3
    (tmp_path / "cameras.csv").write_text("size\nlarge\n")
    ran = groundglass("plan", tmp_path / "cameras.csv")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "groundglass: error: line 2: size is not like 1920x1080")
