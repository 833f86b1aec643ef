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
    sign_in.py    the three doors, each a numbered procedure
    house.py      all of these together, as the rest of the house holds them
"""
