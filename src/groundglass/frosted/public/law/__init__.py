"""The papers a site's operator must hold: the record of processing and the draft of an impact assessment.

    facts.py     what this site adds to the public facts: how many of each role, where copies go, what is watched over
    gaps.py      what is missing or weak at this very site, as closed words
    record.py    GDPR article 30; assessment.py, article 35
    words*.py    their sentences, in English and German

They are drafts for a person, made from settings and measured figures; they say what a person must still decide.
"""
