"""Who may enter: people, their ways of signing in, and their sessions.

Apart from web/ because the command line makes links and names people too, and because this is what a
security reviewer reads first. It knows nothing of HTTP. Read tokens.py, then sign_in.py.

    roles.py      what each role may do
    tokens.py     secrets that do not speak, and the different type that may be stored
    schema.py     the tables
    persons.py    names and roles
    passwords.py  argon2id
    passkeys.py   WebAuthn
    links.py      one-time links
    sessions.py   who is signed in, until when
    attempts.py   how often somebody may be wrong
    sign_in.py    the doors, each a numbered procedure
    reach.py      a set of cameras, or the whole site
    standing.py   what somebody may do, and at which cameras
    groups.py     camera groups, who is limited to them, and who has a role in them
    programs.py   API tokens
    recovery.py   ways in for the day everything else is lost
    identities.py accounts kept elsewhere, and whom of this site they are
    house.py      all of these together, as the rest of the house holds them
"""
