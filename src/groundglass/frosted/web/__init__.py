"""What people and other programs reach over HTTP: the API, live pictures, HLS, downloads, the console's files.

Routes translate and nothing more: they ask `Site` for what exists and answer in the API's words. No table, no
file of the store and no worker is touched from here. Read app.py first: it is the list of what is served and
of what every request passes through.

    app.py        the routes and the layers around them
    settings.py   what a site decides about its web side
    server.py     uvicorn, set up for live pictures
    entry.py      who is asking, and may they
    origin.py, headers.py, size.py     the layers
    problems.py   errors -> HTTP, one table
    addresses.py  which camera addresses this site will open
    instants.py   times as text
    models/       what goes over the wire, as pydantic models
    shown/        from the house's types to those models
    routes/       one file per subject
"""
