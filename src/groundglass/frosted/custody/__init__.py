"""Custody on the side that people see: who the custodians are, where sealed originals lie, when they are destroyed.

    settings    custodians, quorum and how long originals are kept
    shelf       sealed segments and the wrapped shares of their keys
    arriving    one worker's segments, from the pane to the shelf
    register    enters every sealed segment into the ledger
    retention   destroys shares first, then the ciphertext
    custody     all of it in one value, for the engine and the web

Nothing here can open an original: the server holds ciphertext, and shares wrapped for people who are elsewhere.
"""
