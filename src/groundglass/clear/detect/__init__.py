"""A detector that the site brings, at work. It may add frost and name kinds; it never shows anything.

model.py      the file -> something that answers; the only part that knows OpenCV's networks
answers.py    what a model answers -> boxes of kinds, for both forms that are understood
detector.py   which pictures are looked at, and what stays hidden in between

No vector of a thing is computed, kept or said: what a model makes inside is gone with the picture.
"""
