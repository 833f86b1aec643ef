"""The shipped measurement as people can read it: what is repeated of people, and what trained attackers achieve.

Apart from the page because the papers show it too. Every run that was kept stands here, those that missed their goal
among them.
"""

from __future__ import annotations

from groundglass.frosted.public.markup import Html, filled, paragraphs, table, tag
from groundglass.frosted.public.measured import Measurement, measurements
from groundglass.frosted.public.moments import percent
from groundglass.frosted.public.words import PageWords

_GOAL = {True: "✓", False: "✗", None: ""}


def measured_part(words: PageWords) -> Html:
    """Both tables with their dates."""
    runs = measurements()
    parts = paragraphs(words.measured_text)
    for name, shown in (("frost", _frost), ("attack", _attack)):
        if name in runs:
            when = filled(words.measured_on, date=runs[name].date, commit=runs[name].commit)
            parts += shown(runs[name], words) + tag("p", when, class_="quiet")
    return parts


def scenes(run: Measurement) -> list[str]:
    """The recordings that were measured, without those of other programs."""
    names = [figure.name.removesuffix(" leak") for figure in run.figures if figure.name.endswith(" leak")]
    return [name for name in names if "(peer)" not in name]


def _frost(run: Measurement, words: PageWords) -> Html:
    rows = []
    for name in scenes(run):
        cells = [_cell(run, f"{name} {what}", words) for what in ("leak", "presence")]
        rows.append([name.replace("_", " "), *cells])
    return table([words.scene, words.leak, words.presence], rows, "figures")


def _cell(run: Measurement, name: str, words: PageWords) -> str:
    figure = next((one for one in run.figures if one.name == name), None)
    return "" if figure is None else f"{percent(figure.value, words)} {_GOAL[figure.met]}".strip()


def _attack(run: Measurement, words: PageWords) -> Html:
    people = f"{run.value('people to choose from') or 0:.0f}"
    rows = []
    for said, end in (
        (words.unhidden, "original"),
        (words.scale_known, "silhouette, scale known"),
        (words.scale_unknown, "silhouette, no scale"),
    ):
        cells = [_cell(run, f"{how}, {end}", words) for how in ("identifier", "gait")]
        rows.append([said, *cells])
    title = tag("h3", filled(words.attack, people=people))
    return (
        title
        + paragraphs(filled(words.attack_text, people=people))
        + table(["", words.looks, words.walk], rows, "figures")
    )
