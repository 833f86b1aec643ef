"""One hand-held photo, frosted whole.

A third entry to the clear side: a process that makes a key, opens one photo that was sealed for it, and ends. Nothing
proves any part of such a picture to be a place, so nothing of it is shown as it is. `header` says how large a picture
is before anything decodes it, `cells` makes it coarse, `process` is the process.
"""
