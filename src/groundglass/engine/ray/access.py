"""How a process of ours speaks with Ray: to which head, and with which token.

Ray runs what it is asked to run, so whoever may speak with it owns the machines. A token is therefore always asked
for. It follows from the secret of the cluster, lies in a file that only we may read, and is named to Ray's processes by
path. Usage reports, dashboard and log forwarding stay off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from groundglass.engine.folder import unusable
from groundglass.errors import EngineError
from groundglass.frosted.relay.secret import ClusterSecret

SITE_LABEL: Final = "groundglass-site"
NODE_LABEL: Final = "groundglass-node"
PLACE_LABEL: Final = "groundglass-place-"
REACH_LABEL: Final = "groundglass-reach-"
_FIXED: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "token",
    "RAY_DEDUP_LOGS": "0",
    # What is reserved here is no reason to stay: nothing of ours runs inside of Ray but files of a batch.
    "RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S": "0",
    # No process for each core that waits for work: there is none.
    "RAY_prestart_worker_first_driver": "0",
    "RAY_enable_worker_prestart": "0",
    # A node that sees no head goes on for a week: what runs there does not need one.
    "RAY_gcs_rpc_server_reconnect_timeout_s": "604800",
    # A node that does not answer is gone after three to four seconds, as its leases are after six.
    "RAY_health_check_initial_delay_ms": "5000",
    "RAY_health_check_period_ms": "1000",
    "RAY_health_check_timeout_ms": "1000",
    "RAY_health_check_failure_threshold": "3",
}


@dataclass(frozen=True, slots=True)
class RayAccess:
    """The head's address as `host:port`, the name by which sites are told apart there, a folder for the token's file,
    and the token, which is silent."""

    address: str
    site: str
    folder: Path
    _token: str = field(repr=False)

    @classmethod
    def of(cls, address: str, folder: Path, secret: ClusterSecret) -> RayAccess:
        """Name and token follow from the cluster's secret: whoever has it is of the site."""
        return cls(address, secret.key("ray site").hex()[:8], folder, secret.key("ray token").hex())

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """The environment of a process that speaks with Ray, the token's file written."""
        path = self.folder / "ray-token"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(self._token)
        except OSError as error:
            raise unusable(path, error) from error
        kept = {name: value for name, value in base.items() if not name.startswith("RAY_AUTH_")}
        return {**kept, **_FIXED, "RAY_AUTH_TOKEN_PATH": str(path)}

    def assume(self) -> None:
        """Make this process one that speaks with Ray. Before Ray is imported: it looks only then."""
        os.environ.update(self.environment(os.environ))


def require_ray() -> None:
    """`EngineError` where the extra is not installed. Costs no import of Ray."""
    from importlib.util import find_spec

    if find_spec("ray") is None:
        hint = "install the extra: pip install 'groundglass[cluster]'"
        raise EngineError("the engine of many machines, Ray, is not installed here", hint)
