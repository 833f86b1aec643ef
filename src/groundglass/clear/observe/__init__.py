"""What is not the place, as anonymous facts: tracks, areas, hazards, a picture that is frozen.

The only mint of observations. It decides nothing about frosting and sees the clear picture only to look for the colour
of fire. Nothing it keeps says what anybody looks like: boxes, speeds, times. Start reading at observer.py.
"""
