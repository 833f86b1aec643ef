"""The secret of a site's cluster, and the lesser one of those who only watch.

Apart because each process is given exactly one of the two: desk and outposts have the cluster's secret, web nodes the
viewers', which is made of it and does not lead back. A web node that is taken over may watch what it shows anyway; it
cannot approve a place, which would show people, nor learn a camera's address. Both are random, since whoever connects
could try guesses against what a relay presents: people do not choose them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias, final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from groundglass.errors import ConfigError

SEED_BYTES: Final = 32


class _Seed:
    """32 random bytes that will not speak."""

    __slots__ = ("_seed",)
    prefix = ""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ConfigError(f"the secret of a cluster has {SEED_BYTES} bytes")
        self._seed = seed

    def reveal(self) -> str:
        """The text for a settings file, where nobody else reads it."""
        return self.prefix + self._seed.hex()

    def key(self, purpose: str) -> bytes:
        """32 bytes for one purpose; those of another tell nothing of them (HKDF-SHA256, RFC 5869)."""
        return HKDF(SHA256(), SEED_BYTES, salt=None, info=f"groundglass/{purpose}".encode()).derive(self._seed)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    @classmethod
    def _seed_in(cls, untrusted_text: str) -> bytes:
        if re.fullmatch(cls.prefix + "[0-9a-f]{64}", untrusted_text.strip()) is None:
            raise ConfigError(
                f"this is no secret of a cluster: it begins with {cls.prefix} and has 64 letters after that",
                "make one with: groundglass outpost --new-secret",
            )
        return bytes.fromhex(untrusted_text.strip().removeprefix(cls.prefix))


@final
class ViewerSecret(_Seed):
    """Lets a web node watch."""

    __slots__ = ()
    prefix = "gg-viewer-"

    @classmethod
    def parse(cls, untrusted_text: str) -> ViewerSecret:
        """The secret, or `ConfigError`, which does not repeat it."""
        return cls(cls._seed_in(untrusted_text))


@final
class ClusterSecret(_Seed):
    """Lets desk and outposts command each other."""

    __slots__ = ()
    prefix = "gg-cluster-"

    @classmethod
    def new(cls, random: Callable[[int], bytes]) -> ClusterSecret:
        """A new one from that many unpredictable bytes."""
        return cls(random(SEED_BYTES))

    @classmethod
    def parse(cls, untrusted_text: str) -> ClusterSecret:
        """The secret, or `ConfigError`, which does not repeat it."""
        return cls(cls._seed_in(untrusted_text))

    def viewer(self) -> ViewerSecret:
        """What web nodes are given."""
        return ViewerSecret(self.key("relay/viewers/v1"))


AnySecret: TypeAlias = ClusterSecret | ViewerSecret
