"""A site in which every page has something to show, and the addresses of all its pages.

One small drawn camera, so that what is looked at costs little beside what looks at it.
"""

from __future__ import annotations

from typing import Final

import pyrage

from bench.site import RunningSite

CAMERA: Final = "demo:plaza?width=320&height=180&people=2&fps=4"
TASK: Final = "Keep the gate open, turn people to the south side."

# Every page of the console by what it is called here. What needs no account comes last.
PAGES: Final = {
    "wall": "/#/",
    "incidents": "/#/incidents",
    "incidents closed": "/#/incidents/closed",
    "incident": "/#/incident/1",
    "procedures": "/#/procedures",
    "map": "/#/map",
    "events": "/#/events",
    "rules": "/#/events/rules",
    "timeline": "/#/timeline?cameras=plaza",
    "search": "/#/search",
    "bookmarks": "/#/bookmarks",
    "analytics": "/#/analytics?camera=plaza",
    "tasks": "/#/tasks",
    "task": "/#/tasks/1",
    "cameras": "/#/cameras",
    "add": "/#/cameras/add",
    "camera": "/#/camera/plaza",
    "settings": "/#/camera/plaza/settings",
    "custody": "/#/custody",
    "custodians": "/#/custody/custodians",
    "drills": "/#/custody/drills",
    "ask": "/#/custody/ask?camera=plaza",
    "ledger": "/#/ledger",
    "ledger entry": "/#/ledger/0",
    "site": "/#/site",
    "people": "/#/people",
    "groups": "/#/people/groups",
    "programs": "/#/people/tokens",
    "channels": "/#/channels",
    "machines": "/#/machines",
    "public settings": "/#/public",
    "start": "/#/start",
    "you": "/#/me",
}
OPEN_PAGES: Final = {
    "sign-in": "/#/sign-in",
    "custodian": "/#/custodian",
    "ledger without an account": "/#/ledger",
    "public": "/public?lang=en",
    "public camera": "/public/cameras/plaza?lang=en",
}


def furnish(site: RunningSite) -> None:
    """Somebody signed in; a camera, a rule, an event, an incident with a task, and what an operator declares."""
    site.sign_in()
    camera = site.add_camera("Plaza", CAMERA)
    site.wait_until_live(camera)
    line = {"kind": "line_crossed", "line": [[0.5, 0.0], [0.5, 1.0]]}
    site.call("POST", "/api/v1/rules", {"name": "Over the plaza", "camera": camera, "when": line, "level": "info"})
    site.call("POST", "/api/v1/events", {"name": "Help point", "camera": camera, "level": "alarm"})
    site.call("POST", "/api/v1/groups", {"name": "Outdoors", "cameras": [camera]})
    site.call("POST", "/api/v1/people", {"role": "operator"})
    where = {"latitude": 52.52, "longitude": 13.405, "azimuth_deg": 40, "view_deg": 70, "range_m": 45}
    site.call("PUT", f"/api/v1/cameras/{camera}/position", where)
    _dispatch(site, camera)
    _declare(site, camera)
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    custodian = {"name": "Data protection officer", "recipient": recipient, "active": True}
    site.call("PUT", "/api/v1/custody/settings", {"custodians": [custodian], "quorum": 1})


def _dispatch(site: RunningSite, camera: str) -> None:
    """Whoever is signed in is on duty and has been sent to the gate, so that the phone's pages have a task."""
    site.call("POST", "/api/v1/shifts", {})
    opened = {"title": "Smoke at the north gate", "level": "alarm", "camera": camera}
    number = site.call("POST", "/api/v1/incidents", opened)["number"]
    own = next(one["person"]["id"] for one in site.call("GET", "/api/v1/shifts")["on_duty"])
    site.call("POST", f"/api/v1/incidents/{number}/tasks", {"responder": own, "text": TASK})


def _declare(site: RunningSite, camera: str) -> None:
    site.call(
        "PUT",
        "/api/v1/public/settings",
        {
            "public": True,
            "page": "https://cameras.example.org",
            "operator": "City of Exampleton\n1 Town Hall Square",
            "contact": "cameras@exampleton.example",
            "authority": "The national data protection authority",
            "purpose": "See crowding and send help.",
            "basis": "GDPR article 6(1)(e)",
        },
    )
    site.call("PUT", f"/api/v1/public/cameras/{camera}", {"place": "Town hall square"})
