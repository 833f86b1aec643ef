"""The public page and the sign in English."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.words import PageWords, SignWords

_SIGN: Final = SignWords(
    heading="Video monitoring",
    promise="People are hidden before the picture is stored or shown.",
    operator="Controller",
    purpose="Purpose",
    basis="Legal basis",
    kept="Kept for",
    officer="Data protection officer",
    rights="Your rights",
    rights_text="Information and access, rectification, erasure, restriction, objection (GDPR, articles 15 to 18 and "
    "21).",
    complaint="Complaints: {authority}",
    more="Everything about this camera",
    to_fill="to be filled in",
    missing="Still missing on this sign: {names}.",
    nothing_missing="This sign says all that article 13 of the GDPR asks for at a glance. Read it once more, then "
    "print it.",
    page_is_off="The public page is switched off: the code leads to a page that says so. Switch it on before you put "
    "this up.",
    sizes={"a4": "A4, for the entrance", "a6": "A6, as a sticker"},
    how_to_print="Print with your browser, without margins or headers.",
)

ENGLISH: Final = PageWords(
    language_name="English",
    decimal=".",
    languages="Language",
    skip="Skip to the cameras",
    title="The cameras of {site}",
    lead="These cameras show what happens, and not who. Every part of a picture that is not proven to be the empty "
    "place is hidden before anything is stored, shown or sent.",
    off_title="This site has not published its cameras",
    off_text="Whoever operates it can switch this page on. Until then, ask the operator named on the sign at the "
    "entrance.",
    gone_title="There is no such camera here",
    gone_text="It may have been taken down, or the address was mistyped.",
    unsaid="not stated yet",
    responsible="Who is responsible",
    operator="Operator",
    contact="Contact",
    officer="Data protection officer",
    authority="Supervisory authority",
    recipients="Who else receives recordings",
    transfers="Transfers to other countries",
    rights="Your rights",
    rights_text=(
        (
            "You may ask what is stored about you, and have it corrected, erased or restricted; you may object; and "
            "you may complain to the supervisory authority (GDPR, articles 15 to 18, 21 and 77)."
        ),
        (
            "Recordings do not show who somebody is. To find you in them, the operator needs to know where you were "
            "and when, and may be unable to find you at all (article 11)."
        ),
    ),
    cameras="Cameras",
    no_cameras="This site has no camera.",
    no_place="Place not stated",
    is_off="switched off",
    purpose="Purpose",
    basis="Legal basis",
    kept="Kept for",
    kept_days="{days} days at most, then deleted",
    kept_hours="{hours} hours at most, then deleted",
    kept_unbounded="no fixed time; the oldest are deleted when space runs out",
    one_day="1 day",
    days="{days} days",
    hours="{hours} hours",
    hiding="How people are hidden",
    styles={
        "silhouette": "behind plain blocks of frosted glass; nothing of their appearance is in the picture",
        "mosaic": "behind a pattern of coarse cells; nothing of their appearance is in the picture",
        "absent": "not shown at all; the empty place stands in their stead",
    },
    modes={
        "proven": "A part of the picture is shown once it has proven, over time, to be the place.",
        "approved": "A part of the picture is shown only after a person has approved it as the place.",
    },
    left="What is left of a person",
    left_measured="At most {left} pixels per metre: {says} (class “{reaches}” of IEC 62676-4). The camera itself gives "
    "up to {camera}, class “{camera_reaches}”.",
    left_unmeasured="The scale of this view has not been measured, so the pixels per metre that remain cannot be "
    "stated. People are hidden coarsely, but their outline may give away how they walk.",
    classes={
        "inspect": "inspect",
        "identify": "identify",
        "recognise": "recognise",
        "observe": "observe",
        "detect": "detect",
        "monitor": "monitor",
        "below monitor": "below monitor",
    },
    class_says={
        "inspect": "every detail of a face",
        "identify": "enough to tell who a stranger is",
        "recognise": "enough to recognise somebody one knows",
        "observe": "clothing that stands out",
        "detect": "that it is a person",
        "monitor": "how many, and which way they go",
        "below monitor": "that something is there",
    },
    areas="Parts of the view",
    privacy_areas="always hidden: {count}",
    overlays="shown as they are, because the camera writes there: {count}",
    originals="Originals",
    originals_none="None are kept. What was hidden cannot be seen by anybody later.",
    originals_sealed="Kept sealed for {time}. Only {quorum} of {custodians} custodians together can open one, for one "
    "camera and one range of time.",
    originals_sound="Its sound is sealed with it; it is in no recording.",
    originals_note="As long as originals exist, recordings are pseudonymised for this site, and not anonymous.",
    plan="Where they are",
    plan_text="North is up. A sector is what a camera looks at.",
    events="What happened",
    events_text="Events by month, in UTC. Only months that are over are counted, and fewer than five are shown as <5, "
    "so that nobody can be told by them.",
    no_events="No month with five or more events of a kind is over yet.",
    kind="Event",
    kinds={
        "line_crossed": "Line crossed",
        "zone_entered": "Zone entered",
        "zone_left": "Zone left",
        "zone_occupied": "Zone occupied",
        "zone_empty": "Zone empty",
        "dwell": "Somebody stayed long",
        "crowd_dense": "Dense crowd",
        "crowd_surge": "Crowd surge",
        "wrong_way": "Wrong way",
        "person_down": "Person down",
        "thing_left": "Thing left behind",
        "running": "Running",
        "vehicle_on_footway": "Vehicle on a footway",
        "flame": "Flame",
        "smoke": "Smoke",
        "camera_health": "Camera trouble",
        "recording_gap": "Gap in a recording",
        "storage_low": "Storage low",
        "drill_overdue": "Drill overdue",
        "outside": "Reported by another system",
    },
    unsealings="Originals that were opened",
    unsealings_text="Every range that custodians agreed to open. Who asked and who agreed stands in the record, which "
    "auditors read.",
    no_unsealings="None, ever.",
    camera="Camera",
    range="Range (UTC)",
    what_for="What for",
    purposes={
        "unseal": "a case",
        "drill": "a drill, with a drawn scene",
        "hand_over": "new custodians; nothing was opened",
    },
    asked="Asked",
    approved="Approved",
    opened="Opened",
    approvals="Approvals",
    approvals_of="{count} ({needed} needed)",
    not_opened="not yet",
    more_unsealings="{count} older ones stand in the record.",
    measured="How well this hides people",
    measured_text="Measured by the project with this version, on recordings and drawn scenes of its own and not on "
    "this site's cameras. Figures that miss their goal are shown like the others. ✓ meets the goal, ✗ misses it. "
    "Anybody can repeat it.",
    measured_on="Measured {date}, version {commit}",
    scene="Recording",
    leak="Repeated of people",
    presence="Seen that somebody is there",
    attack="An attacker who was trained on hidden pictures picks the right one of {people} people",
    attack_text="One in {people} would be luck. Where the scale of a view was measured, people are covered by plain "
    "boxes.",
    looks="by looks",
    walk="by walk",
    unhidden="not hidden",
    scale_known="hidden, scale measured",
    scale_unknown="hidden, scale not measured",
    record="The record",
    record_text="Who watched, exported, changed or opened what is entered in a log that cannot be rewritten without "
    "anybody noticing. It has {size} entries. This is its newest checkpoint, signed:",
    record_key="Key",
    record_checkpoint="Checkpoint",
    record_steps=(
        "Check it in your browser, against what you saw before:",
        "Keep today's checkpoint:",
        "Later, hold a copy of the whole record, which the operator hands out, against it:",
    ),
    never="What this site never does",
    never_text="Recognise faces, read number plates, follow a person from one camera to another or from one day to the "
    "next, search for a person, classify age, gender, origin or emotion. The software has no part that could.",
    made="As of {at} UTC",
    as_data="The same as data (JSON)",
    all_cameras="All cameras",
    ask_ledger="Open the record",
    sign=_SIGN,
)
