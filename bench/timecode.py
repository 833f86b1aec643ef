"""A clock drawn into the picture, and read again from the pixels of a browser.

The row at the top holds 48 cells, black or white: 32 bits of Unix milliseconds, and 16 bits of their product with a
large odd number (Knuth's multiplicative hash), some of them turned. A picture that was frosted, torn or blended fails
that and is no answer. With the exclusive or of the bytes for a sum, one of 256 torn pictures was read as a time hours
away; with none turned, a row of one dark colour was read as the beginning of time.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

CELLS: Final = 48
_HASH: Final = 0x9E3779B1
_TURNED: Final = 0x5AA5
ROW_SHARE: Final = 0.05
WRAP_MS: Final = 1 << 32

READ_TIME: Final = """
(pixels, width, height) => {
  const y = Math.floor(height / 2);
  let value = 0n;
  for (let cell = 0; cell < 48; cell++) {
    const x = Math.floor((cell + 0.5) * width / 48);
    value = (value << 1n) | (pixels[(y * width + x) * 4] > 127 ? 1n : 0n);
  }
  const sum = Number(value & 0xffffn), ms = Number(value >> 16n);
  return (Math.imul(ms, 0x9e3779b1) >>> 16 ^ 0x5aa5) === sum ? ms : null;
}
"""


def draw(luma: npt.NDArray[np.uint8], unix_ms: int) -> None:
    """Draw the row into the top of a luma plane (height x width)."""
    value = unix_ms % WRAP_MS
    word = value << 16 | (value * _HASH % WRAP_MS) >> 16 ^ _TURNED
    bits = np.array([word >> shift & 1 for shift in range(CELLS - 1, -1, -1)], np.uint8)
    height, width = luma.shape
    columns = np.arange(width) * CELLS // width
    luma[: int(height * ROW_SHARE)] = (bits * 219 + 16)[columns]
