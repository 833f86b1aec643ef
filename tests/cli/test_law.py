"""Claims about `groundglass law`: papers of the running site, as files that need nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands import RunningSite, groundglass

SCENE = "demo:plaza?width=320&height=240&people=1&fps=4"


def test_papers_and_signs_are_written_as_files_of_their_own(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert groundglass("camera", "add", "Gate", SCENE, "--data", data).status == 0
    site = RunningSite(data)
    try:
        for arguments, name, said in (
            (("record",), "record-en.html", "Record of processing activities"),
            (("assessment", "--language", "de"), "assessment-de.html", "Datenschutz-Folgenabschätzung"),
            (("sign", "gate", "--size", "a6", "--language", "fr"), "sign-gate-a6-fr.html", "Vidéosurveillance"),
        ):
            ran = groundglass("law", *arguments, "--data", data, folder=tmp_path)
            assert ran.status == 0, ran.err
            page = (tmp_path / name).read_text(encoding="utf-8")
            assert said in page
            assert "href=" not in page
            assert "<style>" in page
        wrong = groundglass("law", "record", "--language", "xx", "--data", data, folder=tmp_path)
        assert "choose one of en, de" in wrong.err
        none = groundglass("law", "sign", "nowhere", "--data", data, folder=tmp_path)
        assert "there is no camera nowhere" in none.err
    finally:
        site.stop()
    alone = groundglass("law", "record", "--data", data, folder=tmp_path)
    assert alone.status != 0
    assert "start it: groundglass run" in alone.err
