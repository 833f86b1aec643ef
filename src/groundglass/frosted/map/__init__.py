"""The map: what lies under the cameras, and where they stand.

    placing.py   two points of a plan's picture, and everything that follows from them; pure
    picture.py   what a plan's picture says of itself in its first bytes; nothing here decodes it
    schema.py    the tables
    plans.py     floors and their pictures
    stands.py    cameras on plans, and on which floor those are that have a place on the earth
    house.py     all of it, opened as one thing
    base.py      the map of the world that the site keeps: one PMTiles file

Places on the earth are in outbound/geography.py, for others' maps are told of them too. A place of the frosting
(what a scene looks like without people) is something else and is nowhere here.
"""
