"""Keys, and the m custodians it takes to use them. Never a picture.

    shamir      splitting a key so that any m of n parts give it back, and m - 1 tell nothing
    sealed      the sealed segment: header, authenticated chunks, trailer (spec/sealed-file.md)
    slots       the wrapped shares of one segment, one age file per custodian

A worker seals; custodians and requesters open, on their own machines. The server holds ciphertext, wrapped shares and
nothing that opens either.
"""
