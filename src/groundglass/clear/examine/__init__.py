"""Attacking our own frost: what an original and its frosted copy have in common, as numbers.

A second entry to the clear side, since it reads an original; confined like a worker and as silent. `cells` compares
pictures as somebody would who knows nothing of the program that made them, `faces` runs a face detector that the site
brings along, `examiner` reads both files side by side and says how many of what was found. Nothing here has an opinion
on who is shown, and nothing is kept.
"""
