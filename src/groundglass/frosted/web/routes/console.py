"""The console's files, as Vite built them.

Files are listed once, at start: a path is looked up in that list and never joined to a folder, so no spelling
of `..` reaches anything else. Names under assets/ hold a hash of their content and may be kept for ever; any
other path that is not the API's is the console's own and gets its page.

Text is sent compressed to whoever takes it: a desk's first load is mostly scripts, at a third of their size. Each file
is compressed once, when it is first asked for. Nothing secret stands in these files, so their sizes tell nothing.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from groundglass.errors import NotFound

router = APIRouter()

FOREVER: Final = "public, max-age=31536000, immutable"
ALWAYS_ASK: Final = "no-cache"

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}

_COMPRESSED: Final = frozenset({".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"})
_LEAST_BYTES: Final = 1024  # below, there is nothing to gain

_NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Groundglass</title>
<h1>The console is not built</h1>
<p>The server runs and its API answers, but the pages you would see here were not built with it.</p>
<p>In a checkout, run <code>./dev demo</code>, or <code>npm ci</code> and <code>npm run build</code> in the folder
<code>console</code>, and start the server again. The API is described at
<a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
</html>
"""


class ConsoleFiles:
    """What the build left, by path."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and path.suffix in _TYPES
        }
        self._compressed: dict[Path, bytes] = {}

    def answer(self, path: str, *, takes_gzip: bool = False) -> Response:
        """The file at this path, else the console's page, else how to build it."""
        found = self._files.get(path)
        if found is not None:
            return self._send(found, FOREVER if path.startswith("assets/") else ALWAYS_ASK, takes_gzip)
        if path.startswith(("assets/", "api/")) or path == "api":
            raise NotFound("there is nothing at this address")
        page = self._files.get("index.html")
        if page is None:
            return HTMLResponse(_NOT_BUILT, status_code=503, headers={"Cache-Control": ALWAYS_ASK})
        return self._send(page, ALWAYS_ASK, takes_gzip)

    def _send(self, file: Path, keep: str, takes_gzip: bool) -> Response:
        headers = {"Cache-Control": keep}
        if file.suffix in _COMPRESSED and file.stat().st_size >= _LEAST_BYTES:
            headers["Vary"] = "Accept-Encoding"
            if takes_gzip:
                if file not in self._compressed:
                    self._compressed[file] = gzip.compress(file.read_bytes(), 9, mtime=0)
                headers["Content-Encoding"] = "gzip"
                return Response(self._compressed[file], media_type=_TYPES[file.suffix], headers=headers)
        return FileResponse(file, media_type=_TYPES[file.suffix], headers=headers)


@router.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False, response_class=Response)
async def console(path: str, request: Request) -> Response:
    """The console."""
    files = request.app.state.console
    assert isinstance(files, ConsoleFiles)
    return files.answer(path, takes_gzip=_takes_gzip(request.headers.get("accept-encoding", "")))


def _takes_gzip(accepted: str) -> bool:
    """Whether the browser takes gzip: named, and not with a weight of nothing."""
    for one in accepted.lower().split(","):
        coding, _, weight = one.partition(";")
        if coding.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
