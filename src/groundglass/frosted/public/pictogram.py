"""The project's own pictogram for signs: a camera, and a person behind frosted glass. Drawn here, free for any use."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.markup import Html

PICTOGRAM: Final = Html(
    '<svg class="pictogram" viewBox="0 0 120 120" aria-hidden="true">'
    '<rect width="120" height="120" rx="22" fill="#ffffff"/>'
    # The camera, on its arm, looking down from the left.
    '<g fill="#10191c"><rect x="12" y="14" width="7" height="44" rx="3.5"/>'
    '<path d="M16 33h14v7H16z"/><g transform="rotate(16 46 34)">'
    '<rect x="26" y="23" width="40" height="21" rx="5"/><path d="M68 28l11-4v19l-11-4z"/></g></g>'
    # The person, and the glass in front of them.
    '<g fill="#0d6b72"><rect x="72" y="58" width="18" height="18" rx="6"/>'
    '<path d="M60 108V95a15 15 0 0 1 15-15h12a15 15 0 0 1 15 15v13z"/></g>'
    '<rect x="50" y="52" width="62" height="60" rx="8" fill="#86d0d1" fill-opacity=".55"/>'
    '<path d="M58 100l34-42M74 104l30-37" stroke="#ffffff" stroke-opacity=".75" stroke-width="3.5" '
    'stroke-linecap="round"/>'
    "</svg>"
)
