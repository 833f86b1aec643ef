"""From the house's types to the models of the API. Pure, but for `recorded.py`, which remembers."""
