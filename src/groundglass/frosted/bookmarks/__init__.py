"""Moments that people marked: which cameras, when, and a short note. No picture passes here.

Apart from events because a person says it and no rule, and from incidents because nothing follows from it. A bookmark
points at a recording and does not hold it: when the recording ends, what is left is the note.
"""
