"""The project's own pictogram for signs: a camera, and a person behind frosted glass. Drawn here, free for any use."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.markup import Html

PICTOGRAM: Final = Html(
    '<svg class="pictogram" viewBox="0 0 120 120" aria-hidden="true">'
    '<rect width="120" height="120" rx="22" fill="#ffffff"/>'
    # The camera, looking down from the left.
    '<g fill="#10191c" transform="rotate(14 44 32)">'
    '<rect x="18" y="20" width="46" height="22" rx="5"/><path d="M64 24l14-5v24l-14-5z"/>'
    "</g>"
    '<path d="M22 45v21" stroke="#10191c" stroke-width="7" stroke-linecap="round"/>'
    # The person, and the glass in front of them: blocks in one tone, no outline of a body.
    '<g fill="#0d6b72"><rect x="70" y="54" width="16" height="16" rx="4"/>'
    '<rect x="62" y="72" width="32" height="16" rx="4"/><rect x="62" y="90" width="32" height="16" rx="4"/></g>'
    '<rect x="52" y="48" width="52" height="64" rx="8" fill="#86d0d1" fill-opacity=".45"/>'
    '<path d="M60 104l36-48M74 106l24-32" stroke="#ffffff" stroke-opacity=".8" stroke-width="3"/>'
    "</svg>"
)
