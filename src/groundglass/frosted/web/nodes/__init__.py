"""Web nodes: any number of processes that face people, in front of one desk.

    desk's end   door.py (who comes from a node), routes.py (what nodes ask), feed.py (what nodes are told)
    node's end   desk_line.py (to the desk), passing.py (what is passed on), hearing.py (what the desk tells),
                 upstreams.py (live pictures), looks.py (who looked), site.py and app.py (all of it)
    both         models.py

A node holds nothing that another could not hold: sessions and rights are rows that it reads for every request, and
whatever changes something is the desk's to do.
"""
