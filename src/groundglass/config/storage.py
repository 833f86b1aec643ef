"""Where a site is kept and for how long: the same words in the file of a site and of its nodes.

Apart from site.py because both files have it.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.config.rules import Secret


@dataclass(frozen=True, slots=True)
class StorageSection:
    """How long frosted recordings stay (0: no such limit), and where the site is kept (empty: in the data folder). At
    most `spool_gib` wait on the server's disk while PostgreSQL or S3 are away."""

    keep_days: float = 30.0
    keep_gib: float = 0.0
    floor_gib: float = 2.0
    spool_gib: float = 64.0
    state: Secret | None = None
    blobs: str = ""
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_key: Secret | None = None
    s3_secret: Secret | None = None
