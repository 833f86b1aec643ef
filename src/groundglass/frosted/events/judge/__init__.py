"""Judging rules: pure functions from a rule, what it remembers and a fact, to what it remembers next and what it found.

evaluate.py is the door; the other modules judge one family of rules each. Nothing here knows a clock: time is in the
facts, so a day that was recorded is judged as it was judged live.
"""
