"""Incidents: what people work on, from being told to being done.

    acts.py       everything that can happen to an incident, a closed union
    life.py       what follows from it: states, rules, undo; pure
    book.py       the append-only history in the catalog
    desk.py       people's acts: rules, ledger, history, watchers, in this order
    procedures.py standard procedures that an incident can follow
    shifts.py     who is on duty, hand-over, positions that were given
    reminders.py  steps that are due

An incident is its history. Nothing in it is ever changed; an undo is one more entry. What a person wrote stays
in the catalog and never enters the ledger: the ledger holds its salted hash.
"""
