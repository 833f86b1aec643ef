"""Importing much at once, in a program that then runs for weeks.

What a server imports stays to its end. Looking through it for garbage again and again is a fifth of the time it takes
to start, and a pause for every viewer later on, for nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Nobody looks for garbage meanwhile, nor ever after in what is there at the end. Not for use within itself."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
