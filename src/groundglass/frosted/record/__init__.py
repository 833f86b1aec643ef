"""What the site puts on record, and who may read it: the frosted side's half of the ledger.

    recordkeeper   the one writer; `enter` returns when an entry is durable, `note` never waits
    kinds          every kind of entry, what it says, and who may read it
    acts           cameras and places, changed only on record
    minutes        recorded minutes and their deletion
    witness        who holds the checkpoints, and what they sign
    viewings       who looked at what, once a minute
    opening        the ledger in the data folder: made, opened, compared with what was published
    heads          the checkpoints that were shown or handed to witnesses, in the catalog

ledger/ knows hashes and files; here is decided what is entered, when, and what happens when it cannot be.
"""
