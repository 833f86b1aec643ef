"""An example for every body that is sent and answered, of one made-up site, so that they fit together.

Made from the schema itself: a field's own example or default first, then the words below, by `Model.field` or `field`,
then what its type allows. Where nothing fits, the field is among the missing; a test looks for those, and for examples
that their own schema refuses.
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

_AREA: Final = [[0.1, 0.5], [0.6, 0.5], [0.6, 0.9], [0.1, 0.9]]
_HEX_64: Final = "9f2c4e6a8b0d1f3e5c7a9b8d6f4e2c0a1b3d5f7e9c8a6b4d2f0e1c3a5b7d9f8e"
_BASE64: Final = "AQIDBAUGBwgJCgsMDQ4PEA=="
_CHECKPOINT: Final = (
    "groundglass.example/3f9c1d2b4e5f6071\n482\nHbLrG2W0mTqB...\n\n- groundglass.example/3f9c1d2b4e5f6071 P2yx...\n"
)
_AGE: Final = "age1w9q8l2m4n6p0r3s5t7v9x2y4z6a8c0d2e4f6g8h0j2k4l6m8n0p2q4r6s8"

WORDS: Final[dict[str, Any]] = {
    # who and what
    "id": "5e1f0c3a9b7d2468",
    "CameraTold.id": "north-gate",
    "Removed.id": "north-gate",
    "name": "North gate",
    "PersonTold.name": "Ada",
    "Me.name": "Ada",
    "NewName.name": "Ada",
    "MemberTold.name": "Ada",
    "PasswordSent.name": "Ada",
    "RecoverySent.name": "Ada",
    "PasskeyTold.name": "Ada's phone",
    "NewPasskey.name": "Ada's phone",
    "EntryTold.name": "Works council",
    "AnswerTold.name": "Works council",
    "RefusalTold.name": "Works council",
    "CustodianTold.name": "Works council",
    "CustodianAsked.name": "Works council",
    "GroupTold.name": "Gates",
    "RoleHeldTold.group": "Gates",
    "GroupRoleTold.group": "0123456789abcdef",
    "GroupChange.name": "Gates",
    "ChannelTold.name": "Control room",
    "NewChannel.name": "Control room",
    "ChannelChange.name": "Control room",
    "ProcedureTold.name": "Fire alarm",
    "ProcedureWritten.name": "Fire alarm",
    "SiteTold.name": "Harbour",
    "PublicSite.name": "Harbour",
    "PlanTold.name": "Ground floor",
    "PlanChange.name": "Ground floor",
    "NewPlan.name": "Ground floor",
    "WallTold.name": "Platforms",
    "ApiTokenTold.name": "Building control",
    "account_label": "your city account",
    "accounts": ["your city account"],
    "agent": "Firefox on Linux",
    "email": "ada@example.org",
    "groups": None,
    "limited_to": None,
    "made_by": "Ada",
    "owner": "5e1f0c3a9b7d2468",
    "person": "5e1f0c3a9b7d2468",
    "requester": "5e1f0c3a9b7d2468",
    "requester_name": "Ada",
    "responder": "5e1f0c3a9b7d2468",
    "role": "operator",
    "rights": ["see", "export"],
    "custodian": "3c5a7e9b1d2f4068",
    # ways in
    "password": "a long sentence that only you know",
    "code": "4k7m-9p2q-8r5t",
    "codes": ["4k7m-9p2q-8r5t", "6v3w-1x8y-2z9a"],
    "credential": {"id": "Q2hhbGxlbmdl", "type": "public-key"},
    "token": "4RZ8cJ0nqkQv7T2w1Xy5Zb3Lm9Pd6Fg8Hs0Ka2Ue4Ji",
    "ApiTokenMade.token": "gg_4RZ8cJ0nqkQv7T2w1Xy5Zb3Lm9Pd6Fg8Hs0Ka2Ue4Ji",
    "link": "/#/sign-in/4RZ8cJ0nqkQv7T2w1Xy5Zb3Lm9Pd6Fg8Hs0Ka2Ue4Ji",
    "challenge": "Q2hhbGxlbmdlIG9mIGEgc2l0ZQ",
    "answer": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
    "endpoint": "https://push.example.org/send/abc",
    "p256dh": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
    "auth": "tBHItJI5svbpez7KI4CCXg",
    # cameras
    "camera": "north-gate",
    "cameras": ["north-gate", "south-gate"],
    "address": "rtsp://user:password@192.0.2.7/stream1",
    "sub_address": "rtsp://user:password@192.0.2.7/stream2",
    "address_shown": "rtsp://***@192.0.2.7/stream1",
    "sub_address_shown": "rtsp://***@192.0.2.7/stream2",
    "sentence": "Live.",
    "hint": "",
    "cause": "none",
    "desk_name": "North gate",
    "polygon": _AREA,
    "privacy": [_AREA],
    "overlays": [],
    "areas": [],
    "scale": None,
    "corners": [[0.2, 0.9], [0.8, 0.9], [0.6, 0.5], [0.4, 0.5]],
    "thumbnails": ["2026-11-21T23:00:00.000Z"],
    "reaches": "observe",
    "left_reaches": "detect",
    "proven": 0.98,
    "hidden": 0.02,
    "row": 1,
    "rate_hz": 15.0,
    "width": 1280,
    "height": 720,
    "foot": 0.9,
    "head": 0.5,
    "height_m": 1.8,
    "camera_height_m": 4.0,
    "tilt_deg": 30.0,
    "vertical_view_deg": 50.0,
    "px_per_m_top": 20.0,
    "px_per_m_bottom": 80.0,
    # happenings
    "title": "Smoke at the north gate",
    "text": "Look after the north gate, please.",
    "StepWritten.text": "Call the fire brigade.",
    "NewText.text": "The guard is on the way.",
    "note": "Nothing open.",
    "caption": "",
    "zone": "",
    "detail": "",
    "event": "7214553920768",
    "procedure": "5e1f0c3a9b7d2468",
    "procedure_name": "Fire alarm",
    "kind": "smoke",
    "kinds": ["smoke", "fire"],
    "StepTold.kind": "camera.changed",
    "what": {},
    "MessageTold.what": "Smoke at the north gate",
    "MessageTold.key": "c-7214553920768",
    "counted": {"left": 12, "right": 9},
    "counts": {},
    "digest": _HEX_64,
    "mark": "open",
    "unseals": [],
    "incidents": [41],
    "request": "0123456789abcdef",
    "why": "The range is longer than what is needed.",
    # channels
    "values": {"host": "mail.example.org", "sender": "desk@example.org", "to": ["guard@example.org"]},
    "failed": "",
    "has": ["password"],
    "trouble": "",
    "url": "/api/v1/map/plans/5e1f0c3a9b7d2468/picture",
    "OidcBegun.url": "https://login.example.org/authorize?client_id=groundglass",
    "live": "/api/v1/players/4RZ8cJ0nqkQv7T2w1Xy5Zb3Lm9Pd6Fg8Hs0Ka2Ue4Ji/live.m3u8",
    "range": "/api/v1/players/4RZ8cJ0nqkQv7T2w1Xy5Zb3Lm9Pd6Fg8Hs0Ka2Ue4Ji/range.m3u8",
    # pages
    "next": None,
    "EventsTold.next": "5a0e3f12c4d0-68fb2a4c000",
    # places on the earth
    "latitude": 48.2082,
    "longitude": 16.3738,
    "azimuth_deg": 45.0,
    "view_deg": 90.0,
    "plan": None,
    "StandWritten.plan": "5e1f0c3a9b7d2468",
    "stands": {},
    "MapTold.cameras": {},
    "base_trouble": "",
    "bounds": [16.18, 48.11, 16.58, 48.33],
    "least_zoom": 0,
    "most_zoom": 15,
    "placing": None,
    # custody and the ledger
    "reason": "A bicycle was stolen at the north gate.",
    "basis": "Art. 6 (1) f GDPR; report to the police 4711/26",
    "purpose": "unseal",
    "recipient": _AGE,
    "sealed": _BASE64,
    "header": _BASE64,
    "slot": _BASE64,
    "document": _BASE64,
    "entry": _BASE64,
    "hash": _HEX_64,
    "hashes": [_BASE64],
    "root": _BASE64,
    "old_root": _BASE64,
    "new_root": _BASE64,
    "key": "groundglass.example/3f9c1d2b4e5f6071+1a2b3c4d+AZ8m...",
    "KeyTold.key": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQ",
    "origin": "groundglass.example/3f9c1d2b4e5f6071",
    "checkpoint": _CHECKPOINT,
    "CosignedTold.note": _CHECKPOINT,
    "signatures": ["- witness.example.org Ab12..."],
    "witnesses": [],
    "witness_troubles": [],
    "terms": _HEX_64,
    "manifest_sha256": _HEX_64,
    "segment": "0123456789abcdef0123456789abcdef",
    "shares": {"0123456789abcdef0123456789abcdef": _BASE64},
    "slots": {"0123456789abcdef0123456789abcdef": [_BASE64]},
    "fields": {"by": "5e1f0c3a9b7d2468"},
    "details": {"camera": "north-gate"},
    "state": "open",
    "DrillLast.state": "opened",
    # the public page
    "operator": "Harbour of Example",
    "contact": "privacy@harbour.example.org",
    "officer": "privacy@harbour.example.org",
    "authority": "https://authority.example.org",
    "recipients": "",
    "transfers": "",
    "page": "https://desk.example.org/public",
    "place": "At the north gate, towards the quay",
    "PublicCamera.purpose": "Safety of the gate at night",
    "PublicSite.purpose": "Safety of people and goods in the harbour",
    "CameraDeclared.purpose": "Safety of the gate at night",
    "SiteDeclared.purpose": "Safety of people and goods in the harbour",
    "gaps": ["contact"],
    "months": ["2026-10"],
    "SiteTold.version": "0.1.0",
}


class Examples:
    """Makes examples for the models of one description. `missing` names the fields that no word was found for."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self._schemas = schemas
        self.missing: set[str] = set()

    def of(self, schema: Schema, where: str = "") -> Any:
        """A value that fits. `where` is `Model.field`, or empty at the top."""
        if "$ref" in schema:
            model = _model_of(schema)
            return self.of(self._schemas[model], model)
        model, _, field = where.rpartition(".")
        # Two modules may have a model of one name; then its module stands before it in the schema.
        own = f"{model.rpartition('__')[2]}.{field}"
        if own in WORDS:
            return WORDS[own]
        if "examples" in schema:
            return schema["examples"][0]
        if "const" in schema:
            return schema["const"]
        if schema.get("default") is not None:
            return schema["default"]
        if model and field in WORDS and self._fits(WORDS[field], schema):
            return WORDS[field]
        return self._by_type(schema, where)

    def _by_type(self, schema: Schema, where: str) -> Any:
        for many in ("anyOf", "oneOf", "allOf"):
            if many in schema:
                return self.of(schema[many][0], where)
        if "enum" in schema:
            return schema["enum"][0]
        match schema.get("type"):
            case "object":
                fields = schema.get("properties", {}).items()
                return {field: self.of(one, f"{where or schema.get('title', '')}.{field}") for field, one in fields}
            case "array" if "prefixItems" in schema:
                return [self.of(one, where) for one in schema["prefixItems"]]
            case "array":
                return [self.of(schema["items"], where)] * max(1, schema.get("minItems", 0))
            case "boolean":
                return True
            case "integer":
                return int(_number(schema))
            case "number":
                return _number(schema)
            case "null":
                return None
        self.missing.add(where)
        return "text"

    def _fits(self, value: Any, schema: Schema) -> bool:
        """Whether a word that is known for a field's name is of this field's type."""
        if "$ref" in schema:
            return self._fits(value, self._schemas[_model_of(schema)])
        for many in ("anyOf", "oneOf"):
            if many in schema:
                return any(self._fits(value, one) for one in schema[many])
        if "enum" in schema:
            return value in schema["enum"]
        if not isinstance(value, _TYPES.get(str(schema.get("type")), object)):
            return False
        if isinstance(value, dict):
            return "properties" not in schema
        if isinstance(value, list):
            return all(self._fits(one, schema.get("items", {})) for one in value)
        return len(value) <= int(schema.get("maxLength", len(value))) if isinstance(value, str) else True


_TYPES: Final[dict[str, Any]] = {
    "string": str,
    "array": list,
    "object": dict,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def _model_of(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _number(schema: Schema) -> float:
    least = float(schema.get("minimum", 0))
    return min(max(1.0, least), float(schema.get("maximum", max(1.0, least))))
