"""Everything people see: storage, live pictures, accounts, the web.

Nothing here decodes video or can hold a recognisable pixel; it lives from what `pane/` lets through and
treats that as chosen by an attacker. It never imports `clear/`, and `engine/` is above it: what this side
needs of processes it asks through protocols that the engine fulfils.
"""
