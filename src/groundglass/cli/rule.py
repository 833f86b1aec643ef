"""`groundglass rule list | apply`: the rules of a server, kept in a file.

`rule list --json` prints what `rule apply` reads; people write the same as [[rule]] sections of a file that ends in
.toml. Rules are known by their names, of which a file has each once. What is not in the file stays, unless --prune. The
difference is shown before anything is done, and each change is made only if the rule is still the one that was shown.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from groundglass.cli.arguments import Commands
from groundglass.cli.remote import Remote
from groundglass.cli.remote_site import add_remote_options, require_remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import confirmed, say, show_table
from groundglass.errors import ConfigError, NotFound

_WRITTEN: Final = ("name", "camera", "when", "level", "enabled", "quiet_s", "schedule")
_MAX_FILE_BYTES: Final = 4 * 1024 * 1024
Rule = dict[str, Any]


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("rule", help="list the rules of a server, or make them those of a file")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    listing = acts.add_parser("list", help="all rules")
    listing.add_argument("--json", action="store_true", help="as a file for rule apply")
    apply = acts.add_parser("apply", help="add and change rules as a file says, after showing the difference")
    apply.add_argument("file", type=Path, metavar="rules.toml", help="[[rule]] sections, or JSON like rule list --json")
    apply.add_argument("--prune", action="store_true", help="delete rules that are not in the file")
    apply.add_argument("--yes", action="store_true", help="do not ask")
    apply.add_argument("--dry-run", action="store_true", help="show the difference and stop")
    for act, command in ((listing, _list), (apply, _apply)):
        add_remote_options(act)
        act.set_defaults(command=command)


def _list(arguments: argparse.Namespace) -> int:
    rules = _rules(require_remote(arguments))
    if arguments.json:
        say(json.dumps({"rules": [_written(rule) for rule in rules]}))
        return OK
    rows = [
        (str(r["id"]), r["name"], r["when"]["kind"], r["level"], r["camera"] or "-", "on" if r["enabled"] else "off")
        for r in rules
    ]
    show_table(("id", "name", "waits for", "level", "camera", ""), rows)
    return OK


def _apply(arguments: argparse.Namespace) -> int:
    remote = require_remote(arguments)
    wanted = _read(arguments.file)
    there = {rule["name"]: rule for rule in _rules(remote)}
    added = [rule for rule in wanted if rule["name"] not in there]
    changed = [rule for rule in wanted if rule["name"] in there and _differs(rule, there[rule["name"]])]
    names = {rule["name"] for rule in wanted}
    gone = [rule for name, rule in there.items() if name not in names] if arguments.prune else []
    for mark, rules in (("+ add", added), ("~ change", changed), ("- delete", gone)):
        for rule in rules:
            say(f"{mark} {rule['name']}")
    if not (added or changed or gone):
        say("nothing to change")
        return OK
    if arguments.dry_run or not confirmed("make these changes?", yes=arguments.yes):
        say("nothing was changed")
        return OK
    for rule in added:
        remote.ask("POST", "/rules", rule)
    for rule in changed:
        old = there[rule["name"]]
        remote.ask("PATCH", f"/rules/{old['id']}", rule, if_match=old["version"])
    for rule in gone:
        remote.ask("DELETE", f"/rules/{rule['id']}", {})
    say(f"{len(added) + len(changed) + len(gone)} changed")
    return OK


def _rules(remote: Remote) -> list[Rule]:
    return list(remote.ask("GET", "/rules")["rules"])


def _written(rule: Rule) -> Rule:
    return {name: rule[name] for name in _WRITTEN}


def _differs(wanted: Rule, there: Rule) -> bool:
    """Whether the file says something else. What it does not say is not compared: the server fills that in."""
    for name, value in wanted.items():
        known = there.get(name)
        if isinstance(value, dict) and isinstance(known, dict):
            if _differs(value, known):
                return True
        elif known != value:
            return True
    return False


def _read(file: Path) -> list[Rule]:
    is_toml = file.suffix == ".toml"
    hint = "write each as a [[rule]] section" if is_toml else "groundglass rule list --json prints one"
    try:
        with file.open("rb") as opened:
            untrusted_text = opened.read(_MAX_FILE_BYTES + 1).decode()
        untrusted = tomllib.loads(untrusted_text) if is_toml else json.loads(untrusted_text)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {file}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file} is not a file of rules", hint) from error
    rules = untrusted.get("rule" if is_toml else "rules") if isinstance(untrusted, dict) else None
    if not isinstance(rules, list) or not all(isinstance(r, dict) and isinstance(r.get("name"), str) for r in rules):
        raise ConfigError(f"{file} is not a file of rules", hint)
    twice = [name for name, count in Counter(rule["name"] for rule in rules).items() if count > 1]
    if twice:
        raise ConfigError(f"{file} has more than one rule named {twice[0]!r}", "give each rule a name of its own")
    return [_plain(rule) for rule in rules]


def _plain(value: Any) -> Any:
    """As JSON has it: TOML writes a holiday as a date."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value
