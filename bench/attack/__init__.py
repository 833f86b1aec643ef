"""Attackers that try to tell who is behind the frost, on drawn people only.

They are here and not in the package because the product must not contain anything that identifies people. The
people are invented (see groundglass.clear.scenes.identity), nothing is kept from one run to the next, and
the same attackers, told the true boxes, must succeed on the originals: otherwise their failure would mean
nothing.
"""
