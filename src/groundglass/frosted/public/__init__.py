"""What the site tells everybody, and the papers the law asks of it.

    declared.py    what only people know: who operates the site, what each camera is for
    book.py        where that is kept, and how it is changed: on record first
    facts.py       exactly what may leave; the one list of public fields
    gather.py      facts of this very site, read from the catalog and the ledger
    page.py        the public page and a camera's page; sign.py the printed sign; law/ the papers
    words*.py      every sentence of them, in four languages

Nothing here is a picture, an address of a camera, a person or a name of the network; tests list what is there.
"""
