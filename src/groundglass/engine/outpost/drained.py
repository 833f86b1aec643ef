"""Which machines are to be empty: kept in a small file of the desk's folder, so that a restart does not fill them.

Apart because it is the only thing about machines that the desk remembers; all else is asked anew. Blocking.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from groundglass.errors import ConfigError, StoreError
from groundglass.frosted.store.durable import write
from groundglass.frosted.store.lease import NodeName, parse_node_name
from groundglass.frosted.store.spool import disk_error

NAME: Final = "drained.json"
MAX_BYTES: Final = 1 << 20


class DrainedNodes:
    """The file in this folder. Where it is missing, no machine is drained."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.now = self._read()

    def drain(self, node: NodeName, on: bool) -> None:
        """From now on it is, or is not; durable when this returns. `StoreError`."""
        changed = self.now | {node} if on else self.now - {node}
        try:
            write(self._path, json.dumps(sorted(changed)).encode())
        except OSError as error:
            raise disk_error(f"could not note that {node} is {'' if on else 'not '}drained", error) from error
        self.now = changed

    def _read(self) -> frozenset[NodeName]:
        try:
            with self._path.open("rb") as file:
                untrusted: Any = json.loads(file.read(MAX_BYTES))
            return frozenset(parse_node_name(str(name)) for name in untrusted)
        except FileNotFoundError:
            return frozenset()
        except (OSError, ValueError, TypeError, ConfigError) as error:
            raise StoreError(f"{self._path} cannot be read", "delete it: no machine is drained then") from error
