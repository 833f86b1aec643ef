"""Custody on the side that people see: who the custodians are, where sealed originals lie, when they are destroyed.

    settings    custodians, quorum and how long originals are kept
    shelf       sealed segments and the wrapped shares of their keys
    arriving    one worker's segments, from the pane to the shelf
    register    enters every sealed segment into the ledger
    retention   destroys shares first, then the ciphertext
    entrance    custodians enter with their key
    requests    unseal requests in the order of the ceremony; request_table keeps them
    bundle      what a requester is handed after a release
    drills      a drawn clip, sealed and opened to try every custodian's key
    rounds      what time brings to requests and drills
    evidence    a frosted recording with its proofs; evidence_check checks any, offline
    custody     all of it in one value, for the engine and the web

Nothing here can open an original (a drill's drawing is none): the server holds ciphertext, and shares wrapped for
people who are elsewhere.
"""
