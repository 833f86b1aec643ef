"""What is on disk: the catalog, the spool of open minutes, the blobs, and what keeps them in step.

design/storage.md numbers the invariants; modules here cite the numbers. One process owns a data folder.
"""
