"""Ray decides where cameras are kept, and where files of a batch are frosted.

The only part of the house that knows Ray, which is an extra (`groundglass[cluster]`). Ray never sees a picture, an
address or a secret of the site: it holds one reservation per camera, and the desk has the camera kept wherever its
reservation lies.

    spoken.py      what the desk and its reserving process say to each other
    reserving.py   that process: the only one of a desk that imports Ray
    placement.py   the desk's side: keeps that process alive, and remembers what was decided
    room.py        who is lowered, and who waits, when cores are short
    access.py      how a process of ours speaks with Ray: token, environment
    node.py        a node: its outpost and its part of Ray
"""

from __future__ import annotations
