"""Where a site is kept, from its settings; for a command that was only given the data folder, from the folder's note.

Apart because every command that opens a site needs it, and the settings are the only place where the passwords are.
"""

from __future__ import annotations

import os
from pathlib import Path

from groundglass.config import MAX_CONFIG_BYTES, Secret, StorageSection, parse_config
from groundglass.errors import ConfigError
from groundglass.frosted.store.blobs import S3Access
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt, read_note
from groundglass.frosted.store.postgres import SCHEMES


def kept_of(storage: StorageSection, file: Path) -> KeptAt:
    """What the settings in `file` say, with the secrets resolved. Relative paths are seen from the file's folder."""

    def text(secret: Secret | None) -> str:
        return "" if secret is None else secret.resolve(os.environ, lambda name: read_settings(file.parent / name))

    state = text(storage.state)
    if not state and not storage.blobs:
        return IN_FOLDER
    if storage.blobs and not storage.blobs.startswith("s3://"):
        raise ConfigError("storage: blobs is not the URL of a bucket", "write it as s3://bucket/prefix")
    if state and not state.startswith(SCHEMES):
        raise ConfigError("storage: state is not the URL of a database", "write it as postgresql://user@host/name")
    access = S3Access(storage.s3_endpoint, storage.s3_region, text(storage.s3_key), text(storage.s3_secret))
    return KeptAt(state, storage.blobs, access, str(file.absolute()))


def kept_by(folder: Path, settings: Path | None = None) -> KeptAt:
    """What `settings` say where they name another place than the folder; else what the folder's note says, by the
    settings it names. `ConfigError` when these cannot be read."""
    said = IN_FOLDER if settings is None else _said_in(settings)
    note = read_note(folder)
    return said if said.is_elsewhere or note is None else _said_in(Path(note.settings))


def _said_in(file: Path) -> KeptAt:
    return kept_of(parse_config(read_settings(file), file.name).storage, file)


def read_settings(path: Path) -> str:
    """The text of a file of settings, or of a secret beside it. `ConfigError` when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_CONFIG_BYTES + 1).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read", "it holds the settings of a site that is kept elsewhere") from error
