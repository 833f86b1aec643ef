"""One camera as rows of facts: for the public page, its own page, and the record of processing."""

from __future__ import annotations

from groundglass.frosted.public.facts import Left, PublicCamera, PublicCustody
from groundglass.frosted.public.markup import Html, filled, named, tag, text
from groundglass.frosted.public.moments import kept, length, number
from groundglass.frosted.public.words import PageWords


def camera_rows(camera: PublicCamera, custody: PublicCustody, words: PageWords) -> list[tuple[str, Html | str]]:
    """Names and sentences, in the order in which people ask."""
    rows: list[tuple[str, Html | str]] = [
        (words.purpose, said(camera.purpose, words)),
        (words.basis, said(camera.basis, words)),
        (words.kept, kept(camera.keep_days, words)),
        (words.hiding, _hiding(camera, words)),
        (words.left, left_sentence(camera.left, words)),
    ]
    areas = _areas(camera, words)
    if areas.text:
        rows.append((words.areas, areas))
    rows.append((words.originals, originals(camera, custody, words)))
    return rows


def said(declared: str, words: PageWords) -> Html:
    """What people declared, or that they did not."""
    return text(declared) if declared else tag("span", words.unsaid, class_="gap")


def left_sentence(left: Left | None, words: PageWords) -> Html:
    """The most that is left of a person, in pixels per metre and in plain words."""
    if left is None:
        return tag("span", words.left_unmeasured, class_="gap")
    return text(
        filled(
            words.left_measured,
            left=number(left.px_per_m, words),
            says=named(words.class_says, left.reaches),
            reaches=named(words.classes, left.reaches),
            camera=number(left.camera_px_per_m, words, 0),
            camera_reaches=named(words.classes, left.camera_reaches),
        )
    )


def originals(camera: PublicCamera, custody: PublicCustody, words: PageWords) -> Html:
    """Whether originals exist, and whom it takes to open one."""
    if not camera.is_sealed:
        return text(words.originals_none)
    sentences = [
        filled(
            words.originals_sealed,
            time=length(custody.keep_days, words),
            quorum=custody.quorum,
            custodians=custody.custodians,
        )
    ]
    if camera.seals_sound:
        sentences.append(words.originals_sound)
    return text(" ".join([*sentences, words.originals_note]))


def _hiding(camera: PublicCamera, words: PageWords) -> Html:
    style = named(words.styles, camera.style)
    return text(f"{style[:1].upper()}{style[1:]}. {named(words.modes, camera.mode)}")


def _areas(camera: PublicCamera, words: PageWords) -> Html:
    parts = []
    if camera.privacy_areas:
        parts.append(filled(words.privacy_areas, count=camera.privacy_areas))
    if camera.overlays:
        parts.append(filled(words.overlays, count=camera.overlays))
    return text("; ".join(parts))
