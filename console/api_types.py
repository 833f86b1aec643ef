"""Writes console/src/api/types.ts: what the server's API takes and tells, as TypeScript types.

    .venv/bin/python console/api_types.py

A program of this repository instead of a generator from outside, because all of it is a page long: every model of the
OpenAPI description becomes an interface of the same name (a model that goes in has optional fields where it may be left
out; one that comes out has all of them), and `Answers` says which operation answers what. The file is committed, and a
test holds it equal to what the server says (tests/console/test_api_types.py).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from groundglass.frosted.web.app import ROUTERS
from groundglass.frosted.web.described.api import DescribedApi

FILE = Path(__file__).parent / "src" / "api" / "types.ts"
HEAD = """/**
 * What the server's API takes and tells. Made by console/api_types.py from the server's own description: not edited.
 *
 * Times are RFC 3339 in UTC; places are shares of the picture, 0..1.
 */
"""

Schema = dict[str, Any]


def typescript() -> str:
    """The whole file."""
    spec = DescribedApi(ROUTERS).openapi()
    schemas: dict[str, Schema] = spec["components"]["schemas"]
    told = _told(spec)
    models = [_model(name, schema, _name(name) in told) for name, schema in schemas.items()]
    answers = [
        f"  readonly {json.dumps(f'{method.upper()} {path}')}: {answer};"
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if (answer := _answer(operation)) is not None
    ]
    table = "/** Which operation answers what. */\nexport interface Answers {\n" + "\n".join(answers) + "\n}\n"
    return "\n".join([HEAD, *models, table])


def _told(spec: dict[str, Any]) -> set[str]:
    """The models that the server makes: every field of them is there. What is only sent may leave out its defaults."""
    found: set[str] = set()
    for methods in spec["paths"].values():
        for operation in methods.values():
            _collect(operation["responses"], spec["components"]["schemas"], found)
    return found


def _collect(schema: Any, schemas: dict[str, Schema], found: set[str]) -> None:
    if isinstance(schema, list):
        for one in schema:
            _collect(one, schemas, found)
    elif isinstance(schema, dict):
        if "$ref" in schema and (name := _name(schema["$ref"])) not in found:
            found.add(name)
            _collect(schemas[schema["$ref"].rpartition("/")[2]], schemas, found)
        for key, one in schema.items():
            if key not in ("example", "examples", "default"):
                _collect(one, schemas, found)


def _model(name: str, schema: Schema, is_told: bool) -> str:
    said = _comment(schema.get("description", ""), "")
    if "properties" not in schema:
        return f"{said}export type {_name(name)} = {_type(schema)};\n"
    needed = set(schema.get("required", []))
    lines = []
    for field, one in schema["properties"].items():
        mark = "" if is_told or field in needed else "?"
        lines.append(f"{_comment(one.get('description', ''), '  ')}  readonly {_key(field)}{mark}: {_type(one)};")
    return f"{said}export interface {_name(name)} {{\n" + "\n".join(lines) + "\n}\n"


def _answer(operation: dict[str, Any]) -> str | None:
    for status in ("200", "201"):
        for media, content in operation["responses"].get(status, {}).get("content", {}).items():
            if media == "application/json":
                return _type(content["schema"])
    return None


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return _name(schema["$ref"].rpartition("/")[2])
    for many in ("anyOf", "oneOf"):
        if many in schema:
            return " | ".join(dict.fromkeys(_type(one) for one in schema[many]))
    if "enum" in schema:
        return " | ".join(json.dumps(one) for one in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    match schema.get("type"):
        case "array" if "prefixItems" in schema:
            return f"readonly [{', '.join(_type(one) for one in schema['prefixItems'])}]"
        case "array":
            inner = _type(schema.get("items", {}))
            return f"readonly ({inner})[]" if " " in inner else f"readonly {inner}[]"
        case "object":
            values: Any = next(iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties"))
            return f"Readonly<Record<string, {_type(values) if isinstance(values, dict) else 'unknown'}>>"
        case "integer" | "number":
            return "number"
        case "string" | "boolean" | "null" as plain:
            return str(plain)
    return "unknown"


def _name(name: str) -> str:
    """Two modules may have a model of one name; then the module's name stands before it."""
    parts = name.rpartition("/")[2].split("__")
    return parts[0] if len(parts) == 1 else parts[-2].title() + parts[-1]


def _key(field: str) -> str:
    return field if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", field) else json.dumps(field)


def _comment(text: str, indent: str) -> str:
    return f"{indent}/** {' '.join(text.split()).replace('*/', '* /')} */\n" if text else ""


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(typescript())
