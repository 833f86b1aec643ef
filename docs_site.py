"""What MkDocs needs besides docs/: the design, the formats and the figures, which lie elsewhere, and the API's page.

Apart from the package, which needs none of it. The files in docs/ are written to be read in the repository, where links
lead to `../design`; in the site everything lies in one tree, so links are turned here. What is not a page of the site
(a source file, the licence) becomes its name.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent
BESIDE = ("design/*.md", "design/decisions/[0-9]*.md", "spec/*.md", "bench/README.md", "bench/results/*.png")
NAMED_ELSEWHERE = {"design/threat-model.md"}
NOT_SHOWN = {"design/decisions/0000-template.md"}
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s#]*)(#[^)\s]*)?\)")
FENCE = re.compile(r"^(```|~~~)")


def beside() -> list[str]:
    """Pages and pictures outside docs/, by their path in the repository."""
    found = (path.relative_to(ROOT).as_posix() for pattern in BESIDE for path in sorted(ROOT.glob(pattern)))
    return [name for name in found if name not in NOT_SHOWN]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fold folders of the navigation out, and leave out pages that are not written yet."""
    config.nav = _unfolded(config.nav or [])
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what lies beside docs/, and the API's page."""
    for name in beside():
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    files.append(File.generated(config, "api-reference.md", content=api_page()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links of the repository into links of the site."""
    lines, is_code = [], False
    for line in markdown.split("\n"):
        is_code ^= bool(FENCE.match(line.lstrip()))
        lines.append(line if is_code else LINK.sub(lambda found: _turned(found, page.file.src_uri, files), line))
    return "\n".join(lines)


def _turned(found: re.Match[str], here: str, files: Files) -> str:
    picture, label, target, anchor = found[1], found[2], found[3], found[4] or ""
    if target == "" or "://" in target or target.startswith("mailto:"):
        return found[0]
    # Where the page lies in the repository, and where its link leads there.
    source = here if here.split("/", maxsplit=1)[0] in ("design", "spec", "bench") else f"docs/{here}"
    there = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    in_site = there.removeprefix("docs/")
    if files.get_file_from_path(in_site) is None:
        # A file of the repository that is no page here becomes its name; what is nowhere stays, and stops the build.
        return label if (ROOT / there).exists() and not there.startswith("docs/") else found[0]
    return f"{picture}[{label}]({posixpath.relpath(in_site, posixpath.dirname(here) or '.')}{anchor})"


def _unfolded(nav: list[Any]) -> list[Any]:
    shown: list[Any] = []
    for entry in nav:
        name, target = next(iter(entry.items()))
        if isinstance(target, list):
            shown.append({name: _unfolded(target)})
        elif target.endswith(".md"):
            if (ROOT / target).exists() or (ROOT / "docs" / target).exists() or target == "api-reference.md":
                shown.append(entry)
        else:
            inside = [one for one in beside() if posixpath.dirname(one) == target]
            shown.append({name: [one for one in inside if one not in NAMED_ELSEWHERE]})
    return shown


def api_page() -> str:
    """The HTTP API, from what the server itself says of it."""
    spec = openapi()
    parts = [
        "# API reference\n",
        f"{spec['info']['description']}\n",
        "This page is made from `/api/v1/openapi.json`, which every server answers; generate a client from that.\n",
    ]
    operations: dict[str, list[str]] = {}
    for path, methods in spec["paths"].items():
        for method, said in methods.items():
            operations.setdefault((said.get("tags") or ["other"])[0], []).append(_operation(method, path, said))
    for group in sorted(operations):
        parts += [f"## {group.capitalize()}\n", *operations[group]]
    parts += [
        "## What is sent and answered\n",
        *(_model(*one) for one in sorted(spec["components"]["schemas"].items())),
    ]
    return "\n".join(parts)


def openapi() -> dict[str, Any]:
    """The description, without a running site."""
    from groundglass.frosted.web.app import ROUTERS
    from groundglass.frosted.web.described.api import DescribedApi

    return DescribedApi(ROUTERS).openapi()


def _operation(method: str, path: str, said: dict[str, Any]) -> str:
    lines = [f"### {said.get('summary', path)}\n", f"`{method.upper()} {path}`\n", f"{said.get('description', '')}\n"]
    asked = [one for one in said.get("parameters", []) if one["in"] in ("path", "query")]
    if asked:
        lines += ["| parameter | in | type | |", "|---|---|---|---|"]
        lines += [
            f"| `{one['name']}`{' (needed)' if one.get('required') else ''} | {one['in']} | {_type(one['schema'])} "
            f"| {_cell(one.get('description', ''))} |"
            for one in asked
        ]
        lines.append("")
    if body := _content(said.get("requestBody", {})):
        lines.append(f"Sends {body}.")
    answers = [f"{status} {_content(one) or ''}".strip() for status, one in said.get("responses", {}).items()]
    return "\n".join([*lines, f"Answers: {', '.join(answers)}.\n"])


def _content(body: dict[str, Any]) -> str:
    schemas = [(kind, one.get("schema", {})) for kind, one in body.get("content", {}).items()]
    return ", ".join(
        _type(schema) if kind == "application/json" and schema else f"`{kind}`" for kind, schema in schemas
    )


def _model(name: str, schema: dict[str, Any]) -> str:
    lines = [f"### {name} {{ #{name.lower()} }}\n", f"{schema.get('description', '')}\n"]
    needed = set(schema.get("required", []))
    if fields := schema.get("properties"):
        lines += ["| field | type | |", "|---|---|---|"]
        lines += [
            f"| `{field}`{' (needed)' * (field in needed)} | {_type(one)} | {_cell(one.get('description', ''))} |"
            for field, one in fields.items()
        ]
    elif "enum" in schema:
        lines.append("One of " + ", ".join(f"`{one}`" for one in schema["enum"]) + ".")
    return "\n".join([*lines, ""])


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for many in ("anyOf", "oneOf", "allOf"):
        if many in schema:
            return " or ".join(dict.fromkeys(_type(one) for one in schema[many]))
    if "enum" in schema:
        return " or ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
