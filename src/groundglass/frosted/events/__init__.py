"""From observations to events: what a site asked to be told of, found in anonymous facts.

Pure inside (rules, facts, evaluation), with two edges: the store (tables) and the stream that others listen to
(stream.py). Nothing here opens an incident or sends anything: an event proposes, a person decides.
"""
