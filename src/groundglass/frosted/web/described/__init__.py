"""What the API says of itself: the OpenAPI description, finished beyond what the framework knows.

    api.py       the application that tells it; names, security, errors, media types of every operation
    examples.py  an example for each body, made from words of one site
    prose.py     the texts: what stands at the head, tags, ways in

The console's types and the page of the API are made from it (console/api_types.py, docs_site.py), and
tests/frosted/web/test_description.py refuses an operation without its parts.
"""
