"""The record of processing and the impact assessment in English."""

from __future__ import annotations

from typing import Final

from groundglass.frosted.public.law.words import LawWords, Risk

ENGLISH: Final = LawWords(
    record_title="Record of processing activities",
    assessment_title="Data protection impact assessment",
    site="Site",
    draft="A draft, made from this site's settings and measured figures. It is not legal advice. A person responsible "
    "must check it, decide what is marked, and answer for it.",
    made="Made {at} UTC by Groundglass {version}",
    to_decide="To be decided or added by a person",
    nothing_open="Nothing was found missing in the settings. That is not the same as complete: read it.",
    gaps={
        "no_operator": "Nobody has stated who operates the cameras (the controller).",
        "no_contact": "Nobody has stated where people turn to with questions and requests.",
        "no_officer": "No data protection officer is named. Decide whether there must be one (article 37).",
        "no_authority": "The supervisory authority is not named.",
        "no_recipients": "Nobody has stated who else receives recordings, such as the police on request. If nobody "
        "does, write that.",
        "not_public": "The public page is switched off: people learn about the cameras only from the signs.",
        "no_purpose": "No purpose is stated for: {cameras}.",
        "no_basis": "No legal basis is stated for: {cameras}.",
        "no_place": "Nobody has said in words where these stand: {cameras}.",
        "unmeasured": "The scale of the view is not measured: {cameras}. What is left of a person cannot be stated in "
        "pixels per metre, and an outline may give away how somebody walks. Measure it, or say why it may stay so.",
        "unbounded": "No age ends a recording of: {cameras}. Storage must be limited to what the purpose needs "
        "(article 5(1)(e)).",
        "no_privacy_area": "No part of the view is always hidden: {cameras}. Decide whether windows, gardens or doors "
        "of others are in it.",
        "overlay": "Parts of the view are shown as they are, because the camera writes there: {cameras}. Check that "
        "nobody can stand in them.",
        "sound": "Sound is sealed with the originals of: {cameras}. In many countries recording speech is an offence.",
        "one_custodian": "One custodian alone can open an original.",
        "no_drills": "No drill is planned: nobody knows whether the custodians' keys still open anything.",
        "no_witness": "Nobody outside the site countersigns the record, so that it proves nothing against the site "
        "itself.",
        "one_administrator": "There is one administrator at most: nobody notices what they do, and nobody replaces "
        "them.",
        "no_auditor": "Nobody has the role of an auditor, who reads the record and sees no pictures.",
    },
    controller="Controller (article 30(1)(a))",
    activities="Processing activities, purposes and legal basis (b)",
    activity="Activity",
    watching="Video monitoring with people hidden",
    sealing="Sealed originals",
    sealing_purpose="Evidence where a case demands it; opened only by {quorum} of {custodians} custodians together.",
    staff="Accounts and the record of acts",
    staff_purpose="To let in those who may, and to be able to show who did what.",
    people_concerned="Categories of people and of data (c)",
    passers_by="People in the views of the cameras",
    own_people="People who work with the system",
    data="Data",
    frosted_data="Recordings in which everything that is not proven to be the empty place is hidden",
    observed_data="Anonymous observations of the worker (box, place on the ground, speed; numbers end with the view, "
    "after 60 minutes at the latest), counts and events",
    sealed_data="The camera's own stream, encrypted before it leaves the camera's process",
    staff_data="Name, role, sign-in, and what they watched, exported, changed or opened, with the time",
    recipients="Recipients (d)",
    declared_recipients="Stated",
    roles_in_numbers="Own people by role",
    roles={
        "viewer": "Viewer",
        "auditor": "Auditor",
        "responder": "Responder",
        "operator": "Operator",
        "supervisor": "Supervisor",
        "administrator": "Administrator",
    },
    no_role="nobody",
    channels="Sent by itself, without pictures of people",
    no_channels="Nothing is sent by itself.",
    transfers="Transfers to third countries (e)",
    no_transfers="None is stated. The system itself sends nothing anywhere that was not set up.",
    erasure="Time limits for erasure (f)",
    erasure_rows=("Recordings", "Originals", "Observations", "Events", "Record"),
    erasure_events="{days} days",
    erasure_record="Not erased: it names people by id only, and their names are removed with their account.",
    erasure_accounts="Until the account is removed",
    measures="Technical and organisational measures (g)",
    measure_list=(
        (
            "A part of a picture is shown only where it matches the proven place. What cannot be judged is hidden; no "
            "detector has to find a person."
        ),
        (
            "Recognisable pixels exist in the memory of one process per camera, which cannot write a file and gives up "
            "its powers before it opens the camera."
        ),
        "Sound and metadata of the camera's stream do not reach the recording.",
        (
            "People sign in with a password (argon2id) or a passkey; each role reaches what it needs; camera addresses "
            "are encrypted on disk."
        ),
        (
            "Who watched, exported, changed or opened what is entered, before it takes effect, in a record whose "
            "rewriting anybody can detect."
        ),
        (
            "There is no face recognition, no reading of number plates and no matching of people, by structure and not "
            "by setting."
        ),
        "Deletion follows the limits above by itself; when space runs out, the oldest goes first.",
    ),
    cameras="Cameras",
    why="Why there is an assessment (article 35(1) and (3)(c))",
    why_text="Systematic monitoring of a publicly accessible area on a large scale demands an assessment; most "
    "authorities list video monitoring of public places. Frosting lowers the risk and does not remove the duty.",
    description="Description of the processing (article 35(7)(a))",
    description_text=(
        (
            "{count} cameras. Each is read by a process of its own, which hides every part of the picture that is not "
            "proven to be the empty place, before anything is stored, shown or sent."
        ),
        (
            "Recordings, live pictures and anonymous observations reach the desk. Rules turn observations into events; "
            "a person decides what follows from them."
        ),
        (
            "For the milliseconds inside the process, people are recognisable. So this is processing of personal data, "
            "even if no recording shows anybody."
        ),
    ),
    watched="Rules that are on",
    not_watched="No rule is on.",
    necessity="Necessity and proportionality (article 35(7)(b))",
    necessity_text="What speaks for it: the purposes named are reached without recording who somebody is; recordings "
    "are kept as briefly as set; originals: {originals}.",
    necessity_decide=(
        "Why is a camera needed at each of these places, and what milder means were considered?",
        "Are times, views and storage as small as the purpose allows?",
        "On which grounds does the legal basis hold here (with article 6(1)(f): the balancing of interests)?",
        "Are employees in the views? Then their representatives may have to agree.",
    ),
    strength="How strong the hiding is",
    risks="Risks to people, and what is done about them (article 35(7)(c) and (d))",
    risk="Risk",
    measure="What makes it smaller",
    left="What is left here",
    judged="Likelihood and severity, by a person",
    risk_table={
        "appearance": Risk(
            "Somebody is recognised in a recording by how they look.",
            "Hidden unless proven; see the measured figures.",
        ),
        "walk": Risk(
            "Somebody is recognised by outline or walk.",
            "Where the scale of a view is measured, plain boxes cover people.",
        ),
        "originals": Risk(
            "An original is opened without cause.",
            "Sealed in the camera's process; opened by several custodians together, for one range, on record and on "
            "the public page.",
        ),
        "keeping": Risk(
            "Recordings are kept longer than needed.",
            "Deleted by age, by itself.",
        ),
        "views": Risk(
            "Private places are in the view.",
            "Privacy areas are always hidden, whether or not somebody is there.",
        ),
        "insiders": Risk(
            "Own people watch, export or change without cause.",
            "Roles; every look, export and change is entered by id.",
        ),
        "record": Risk(
            "The record is rewritten.",
            "A Merkle log; witnesses countersign checkpoints; every browser that looked remembers.",
        ),
        "ways_out": Risk(
            "Data leaves by ways nobody thinks of.",
            "Only what was set up is sent; messages hold no pictures of people.",
        ),
        "creep": Risk(
            "The system is later used for something else.",
            "Recognition of people is not in the software; changes of purpose and settings are on record.",
        ),
    },
    unmeasured_count="{count} of {all} cameras have no measured scale; their outlines may give people away.",
    all_measured="Every camera has a measured scale.",
    attack_left="A trained attacker picked the right one of {people} by walk in {known} of cases with a measured "
    "scale, and in {unknown} without ({luck} would be luck).",
    leak_left="Up to {worst} of the areas of people were repeated in the worst measured recording.",
    originals_left="{quorum} of {custodians} custodians open one; {opened} ranges were opened so far.",
    no_originals_left="No originals are kept.",
    unbounded_left="Cameras without an age limit: {count}.",
    bounded_left="The longest is {time}.",
    areas_left="Cameras without a privacy area: {count} of {all}.",
    people_left="{people} accounts, of them {administrators} administrators and {auditors} auditors.",
    witness_left="Witnesses: {count}. Entries: {size}.",
    channels_left="Ways out that are on: {count}.",
    never_left="Whoever changes the software could build it; the structure, its tests and this paper make that "
    "visible.",
    views="Views of those concerned, and advice (article 35(2) and (9))",
    views_decide=(
        "What did the data protection officer advise?",
        "Whose views were sought (residents, employees and their representatives), and what followed from them?",
    ),
    outcome="Outcome (article 35(11) and 36)",
    outcome_decide=(
        "Is a high risk left? Then consult the supervisory authority before starting.",
        "When is this assessment reviewed? At the latest when a camera, a purpose or the software changes.",
    ),
    signature="Place, date, signature of the controller",
)
