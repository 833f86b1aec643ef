"""Keys, and the m custodians it takes to use them. Never a picture.

    shamir      splitting a key so that any m of n parts give it back, and m - 1 tell nothing
    sealed      the sealed segment: header, authenticated chunks, trailer (spec/sealed-file.md)
    slots       the wrapped shares of one segment, one age file per custodian
    quorum      counting custodians, for every segment on its own
    ceremony    what a request says, what counts as an approval, when it is released (spec/ceremony.md)
    seats       how a request names the custodians a hand-over goes to
    entry       entering with a key: the challenge, and the one form of it that is answered

On a person's own machine, and nowhere else (.importlinter):

    keyring     identities read from a file
    approval    a custodian looks at every share before handing it on
    release     a requester joins shares and opens a segment
    hand_over   a key is split anew for other custodians
    bundle_file what a requester was handed, read

A worker seals; custodians and requesters open, on their own machines. The server holds ciphertext, wrapped shares and
nothing that opens either.
"""
