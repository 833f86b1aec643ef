"""Counts over time: how many, where in the picture, over which line. For charts, and never about few people.

tallying.py adds up as observations arrive, adding.py writes the sums, reading.py answers; small.py says which numbers
are too small to be told. Knows nothing of rules and events: events/ tells it what was counted.
"""
