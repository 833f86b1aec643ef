"""A reader of CAP 1.2 alerts, written from the standard (OASIS CAP-v1.2, section 3), as strict as its schema.

It knows every element of alert, info and area: their order, how often each may stand, and the form of each value. With
$GROUNDGLASS_CAP_SCHEMA naming the OASIS schema, `tests/frosted/outbound/test_cap.py` has libxml2 judge as well.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

NAMESPACE: Final = "{urn:oasis:names:tc:emergency:cap:1.2}"
TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
REFERENCE: Final = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")

# name: (least, most, pattern); in the order they must stand in
ONE, MAYBE, MANY, SOME = (1, 1), (0, 1), (0, 10_000), (1, 10_000)
ALERT: Final[dict[str, tuple[tuple[int, int], str]]] = {
    "identifier": (ONE, r"[^\s,<&]+"),
    "sender": (ONE, r"[^\s,<&]+"),
    "sent": (ONE, TIME.pattern),
    "status": (ONE, "Actual|Exercise|System|Test|Draft"),
    "msgType": (ONE, "Alert|Update|Cancel|Ack|Error"),
    "source": (MAYBE, ".+"),
    "scope": (ONE, "Public|Restricted|Private"),
    "restriction": (MAYBE, ".+"),
    "addresses": (MAYBE, ".+"),
    "code": (MANY, ".+"),
    "note": (MAYBE, ".+"),
    "references": (MAYBE, f"{REFERENCE.pattern}( {REFERENCE.pattern})*"),
    "incidents": (MAYBE, ".+"),
    "info": (MANY, ""),
}
INFO: Final[dict[str, tuple[tuple[int, int], str]]] = {
    "language": (MAYBE, r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    "category": (SOME, "Geo|Met|Safety|Security|Rescue|Fire|Health|Env|Transport|Infra|CBRNE|Other"),
    "event": (ONE, ".+"),
    "responseType": (MANY, "Shelter|Evacuate|Prepare|Execute|Avoid|Monitor|Assess|AllClear|None"),
    "urgency": (ONE, "Immediate|Expected|Future|Past|Unknown"),
    "severity": (ONE, "Extreme|Severe|Moderate|Minor|Unknown"),
    "certainty": (ONE, "Observed|Likely|Possible|Unlikely|Unknown"),
    "audience": (MAYBE, ".+"),
    "eventCode": (MANY, ""),
    "effective": (MAYBE, TIME.pattern),
    "onset": (MAYBE, TIME.pattern),
    "expires": (MAYBE, TIME.pattern),
    "senderName": (MAYBE, ".+"),
    "headline": (MAYBE, ".{1,160}"),
    "description": (MAYBE, ".+"),
    "instruction": (MAYBE, ".+"),
    "web": (MAYBE, r"\S+"),
    "contact": (MAYBE, ".+"),
    "parameter": (MANY, ""),
    "resource": (MANY, ""),
    "area": (MANY, ""),
}
AREA: Final[dict[str, tuple[tuple[int, int], str]]] = {
    "areaDesc": (ONE, ".+"),
    "polygon": (MANY, r"(-?\d+(\.\d+)?,-?\d+(\.\d+)?)( -?\d+(\.\d+)?,-?\d+(\.\d+)?){3,}"),
    "circle": (MANY, r"-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?"),
    "geocode": (MANY, ""),
    "altitude": (MAYBE, r"-?\d+(\.\d+)?"),
    "ceiling": (MAYBE, r"-?\d+(\.\d+)?"),
}
PAIR: Final[dict[str, tuple[tuple[int, int], str]]] = {"valueName": (ONE, ".+"), "value": (ONE, ".*")}
INSIDE: Final = {"info": INFO, "area": AREA, "parameter": PAIR, "eventCode": PAIR, "geocode": PAIR}


def read_alert(body: bytes) -> ET.Element:
    """The alert, or an assertion naming what is not as the standard says."""
    root = ET.fromstring(body)
    assert root.tag == f"{NAMESPACE}alert", f"the root is {root.tag}"
    _check(root, ALERT, "alert")
    kind = text(root, "msgType")
    assert (kind in {"Update", "Cancel", "Ack", "Error"}) == (root.find(f"{NAMESPACE}references") is not None), (
        "references stand with Update, Cancel, Ack and Error, and only then"
    )
    restricted = root.find(f"{NAMESPACE}restriction") is not None
    assert restricted == (text(root, "scope") == "Restricted"), "a restriction stands with the scope Restricted"
    return root


def text(parent: ET.Element, path: str) -> str:
    """The text of an element, by names separated by slashes."""
    found = parent.find("/".join(f"{NAMESPACE}{name}" for name in path.split("/")))
    assert found is not None, f"there is no {path}"
    return found.text or ""


def _check(parent: ET.Element, known: dict[str, tuple[tuple[int, int], str]], where: str) -> None:
    names = [child.tag.removeprefix(NAMESPACE) for child in parent]
    assert set(names) <= set(known), f"{where} has no {set(names) - set(known)}"
    assert names == sorted(names, key=list(known).index), f"the elements of {where} stand in another order"
    for name, ((least, most), pattern) in known.items():
        assert least <= names.count(name) <= most, f"{where} has {names.count(name)} of {name}"
        for child in parent.findall(f"{NAMESPACE}{name}"):
            if name in INSIDE:
                _check(child, INSIDE[name], f"{where}/{name}")
            else:
                assert len(child) == 0
                assert re.fullmatch(pattern, child.text or "", re.DOTALL), f"{where}/{name} is {child.text!r}"
