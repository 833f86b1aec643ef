"""The texts of the description: its head, its tags, and by what somebody is known."""

from __future__ import annotations

from typing import Any, Final

DESCRIPTION: Final = """Frosted live pictures and recordings of a site's cameras, and what happened before them.

* Times are RFC 3339 in UTC. Places in a picture are shares of its width and height, 0 to 1.
* Errors are problems (RFC 9457, `application/problem+json`): `type`, `title`, `status`, `detail`, and `hints`: what to
  do next.
* Lists that grow come in pages: `next` of a page asks for the one after it, and is null at the end.
* Answers of JSON to a GET carry an `ETag`; sent back in `If-None-Match`, what has not changed is 304 without a body.
* Cameras, rules, procedures, walls and bookmarks have a `version`. A change sent with `If-Match: "<version>"` is
  refused with 412 when somebody else was quicker.
* A person is known by a cookie, a program by `Authorization: Bearer` with an API token (`gg_...`) that an administrator
  made for it. Cameras outside of the groups that either is limited to answer like cameras that do not exist.

Two WebSockets, opened with the same cookie or token:

* `/api/v1/watch` tells what changes, as JSON texts, each with a `type`: `cameras` (all of them, once, first), `camera`
  (one that changed, at most twice a second), `removed` (its `id`), `event` (each event, once), `incident` (a line of
  the list of incidents, to those who work on them). Whoever falls behind gets fewer and newer messages; the lists have
  the rest. A type that is not known is to be passed over.
* `/api/v1/cameras/{camera}/live` sends the picture as fragmented MP4 in binary messages.
"""

TAGS: Final[dict[str, str]] = {
    "site": "The site as a whole, and whether it is ready.",
    "sign-in": "Ways in for people: a link, a password, a passkey, a recovery code, an account kept elsewhere.",
    "me": "What is one's own: name, ways in, sessions, and what the ledger has about oneself.",
    "people": "Who may sign in, camera groups they may be limited to, and tokens of programs. For administrators.",
    "cameras": "Add, try, find, change and remove cameras.",
    "place": "What somebody approves as place, so that it may be shown clear.",
    "stills": "Frosted pictures, one at a time.",
    "recordings": "What was recorded, frosted: played, fetched, handed over as evidence.",
    "hls": "Live and recorded pictures for players that speak HLS.",
    "incidents": "What somebody works on: state, history, procedures, report.",
    "dispatch": "Responders: tasks, shifts, positions, photos, and telling their phones.",
    "outbound": "Where events and incidents are said outside of the house.",
    "map": "Where cameras stand and look, floors, and the map under them.",
    "exports": "Incidents and events as files, and figures for Prometheus.",
    "custody": "Custodians, requests to open an original, their answers, drills.",
    "ledger": "The record of what was done here, and proofs that nothing in it was changed.",
    "events": "What happened before the cameras, and the rules that ask for it.",
    "analytics": "Counts of people, lines and areas, without anybody in them.",
    "machines": "What runs where: the machines that keep cameras.",
    "walls": "Which cameras stand together on a screen.",
    "bookmarks": "Moments that people marked, with a word about them.",
    "public": "What everybody may know of the site, without signing in.",
    "law": "Papers that a site needs: signs, the record of processing, a draft of the impact assessment.",
}

SCHEMES: Final[dict[str, Any]] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "gg_session",
        "description": "A person who signed in. Every change needs the `Origin` of the site, as browsers send it.",
    },
    "apiToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "gg_...",
        "description": "A program, by a token that an administrator made under `/api/v1/tokens`: some rights, some "
        "groups of cameras, for some time. It can do nothing that is a person's own.",
    },
    "machineToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "A program on the server's own machine that can read its data folder, as `groundglass` does "
        "there: another token with each start, and all that an administrator may do.",
    },
    "custodianToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "Somebody who opened a custodian's challenge, for half an hour: `/api/v1/custody/entries`.",
    },
    "metricsToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "For `/metrics` only: `/api/v1/outbound/metrics-token`.",
    },
}

PROBLEM: Final[dict[str, Any]] = {
    "title": "Problem",
    "description": "Why something was not done (RFC 9457), and what to do next. It repeats no value that was sent.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "hints"],
    "properties": {
        "type": {
            "type": "string",
            "description": "names the kind of problem; to be compared, not opened",
            "examples": ["urn:groundglass:problem:not-found"],
        },
        "title": {"type": "string", "description": "the same for all of its kind", "examples": ["Not there"]},
        "status": {"type": "integer", "examples": [404]},
        "detail": {"type": "string", "examples": ["there is no camera yard"]},
        "hints": {
            "type": "array",
            "items": {"type": "string"},
            "description": "each one thing to do next",
            "examples": [["look at the list of cameras"]],
        },
    },
}

# status -> (kind, title, detail, hint): what such a problem looks like. Kinds and titles are those of problems.py.
PROBLEMS: Final[dict[int, tuple[str, str, str, str]]] = {
    401: ("not-signed-in", "Not signed in", "nobody is signed in here", "sign in first"),
    403: ("refused", "Not allowed", "your role does not include this", "ask an administrator of the site"),
    404: ("not-found", "Not there", "there is no camera yard", "look at the list of cameras"),
    409: ("conflict", "Something changed meanwhile", "there is a camera yard already", "choose another id"),
    412: (
        "outdated",
        "Somebody else changed this",
        "somebody else changed this camera meanwhile",
        "look at how it is now, and make your change again",
    ),
    416: ("requested-range-not-satisfiable", "Requested Range Not Satisfiable", "the range is beyond the end", ""),
    422: (
        "not-usable",
        "This cannot be used as sent",
        "the request does not fit what this address takes",
        "name: field required",
    ),
    429: ("too-many", "Too many", "other addresses are being tried just now", "try again in a few seconds"),
    503: ("ledger-unavailable", "This cannot be recorded now", "the ledger cannot be written", "look at the disk"),
}
