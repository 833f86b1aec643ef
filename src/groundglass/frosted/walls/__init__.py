"""Walls that people arranged: which cameras, in which order and size. No picture passes here.

Apart from the web because they are kept, and from the cameras because a wall outlives its cameras' states: it names
cameras by id, and one that is removed is simply not shown until it comes back.
"""
