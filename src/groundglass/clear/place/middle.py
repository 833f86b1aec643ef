"""The median of a few thousand levels.

Apart because light and rest are both judged by it many times a second, and the library's own takes three times as
long: it looks for values that are no numbers, and there are none among levels.
"""

from __future__ import annotations

import numpy as np

from groundglass.clear.place.grid import Map


def median(levels: Map) -> float:
    """The middle of at least one level, in any shape; of an even number the mean of both in the middle."""
    values = levels.ravel()
    middle = values.size // 2
    sorted_apart = np.partition(values, middle)
    upper = sorted_apart[middle]
    return float(upper) if values.size % 2 else float((sorted_apart[:middle].max() + upper) / np.float32(2))
