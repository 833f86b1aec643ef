"""What may pass from a worker to the rest of the house, and the bytes it passes as.

Standard library and errors only, no I/O of its own. Adding a member to any closed union here is a
privacy decision and needs a record in design/decisions/. The frosted side treats every byte it
reads through this package as chosen by an attacker; spec/pane-wire.md says the same in MUSTs.
"""
