"""Keeping cameras on another machine than the desk's.

outpost.py is the process on such a machine: tenure.py one camera's life there, wishes_kept.py what it was told to keep,
passing_on.py what it passes to the desk, counter.py what the desk may ask. desk.py is the desk's side: link.py one
outpost seen from there, hearing.py what becomes of what it says, least_loaded.py which machine keeps which camera where
nobody else decides. What crosses between them is frosted/relay/.
"""
