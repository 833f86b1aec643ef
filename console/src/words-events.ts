/** The sentences of events and rules; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const eventWords = {
  title: "Events", tabs: { label: "Parts of events", events: "What happened", rules: "Rules" },
  emptyTitle: "Nothing has happened", emptyText: "An event is what a rule found: somebody over a line, a crowd too dense, a camera covered. Write a rule to be told.",
  noneFound: "Nothing of this kind.", older: "Older", all: "All cameras", every: "From info up", least: { info: "All", warning: "Warnings and alarms", alarm: "Alarms only" },
  openIncident: "Open an incident", itsIncident: "To the board", opened: "Incident opened.", began: "began", ended: "ended", exercise: "Exercise", outside: "from outside",
  toLeft: "to the left", toRight: "to the right", since: (length: string): string => `after ${length}`,
  rules: {
    write: "Write a rule", emptyTitle: "No rules yet", emptyText: "A rule says what you want to be told of, where in the picture, and when. It can be tried on what was recorded before it goes live.",
    sleeping: "Switched off", quiet: "muted", counted: (left: number, right: number): string => `${left} to the left, ${right} to the right`, edit: "Change", house: "The site", anyCamera: "Any camera",
    deleted: (name: string): string => `“${name}” is deleted.`, deleteTitle: (name: string): string => `Delete “${name}”?`, deleteText: "What it found stays in the list of events.", saved: "The rule is live.", on: (name: string): string => `Switch “${name}” on or off`, remove: "Delete", readOnly: "Rules are written by administrators.",
  },
  form: {
    newTitle: "Write a rule", changeTitle: "Change the rule", kind: "Tell me when", name: "Name", namePlaceholder: "North gate, after hours", camera: "Camera", level: "How grave", quiet: "Then stay quiet for", quietHint: "After an event, none of this rule for so long.",
    direction: "Direction", directions: { either: "Both", to_left: "To the left", to_right: "To the right" }, way: "They are to go", ways: { right: "Right", left: "Left", up: "Up", down: "Down", "up-right": "Up and right", "up-left": "Up and left", "down-right": "Down and right", "down-left": "Down and left" },
    hours: "When", always: "Always", some: "At certain hours", from: "From", to: "To", days: { mon: "Mo", tue: "Tu", wed: "We", thu: "Th", fri: "Fr", sat: "Sa", sun: "Su" }, kept: "Its hours were written elsewhere and stay as they are.",
    save: "Make it live", try: "Try it on the last 24 hours", trying: "Trying", scale: "This needs the camera's scale. Mark it in the camera's settings first.", detector: "Only a detector that the site brings can tell a vehicle from a person. One must look at this camera; without one, use “Somebody enters a zone”.", drawLine: "Draw the line first: two points.", drawZone: "Draw the zone first: three points or more.", area: "Draw the area that is to be watched. People per square metre are told of it.",
    trial: (n: number): string => (n === 0 ? "It would have said nothing." : `It would have said this ${plural(n, "time", "times")}.`), trialNone: "Nothing was observed by this camera in the last 24 hours, so there is nothing to try it on.", more: (n: number): string => `and ${n} more`,
  },
  together: {
    title: "Chosen events", all: "Choose all shown", choose: (what: string, when: string): string => `Choose ${what}, ${when}`, chosen: (count: number): string => `${count} chosen`, clear: "Choose none",
    review: "Reviewed", reviewAgain: "To be reviewed again", add: "Add to an incident", which: "Reviewed or not", kinds: { all: "Reviewed or not", waiting: "Not reviewed yet" }, noneWait: "Everything of this kind is reviewed.",
    busy: (done: number, all: number): string => `${done} of ${all}`, by: (name: string, when: string): string => `Reviewed by ${name === "" ? "somebody who is gone" : name} · ${when}`, show: "Show",
    reviewed: (count: number): string => `${plural(count, "event is", "events are")} reviewed.`, again: (count: number): string => `${plural(count, "event is", "events are")} to be reviewed again.`, added: (count: number, number: number): string => `${plural(count, "event belongs", "events belong")} to incident ${number}.`,
    opened: (count: number, number: number): string => `Incident ${number} is opened of ${plural(count, "event", "events")}.`, left: (count: number): string => `${plural(count, "was", "were")} so already, or not yours to say.`, stopped: (count: number): string => `${plural(count, "is", "are")} left as they were:`, undone: (count: number): string => `Taken back for ${plural(count, "event", "events")}.`,
  },
  drawing: { picture: "The camera's picture, frosted", lineHelp: "Click two points. Arrows show which way counts; drag a point to move it.", zoneHelp: "Click the corners. People count where they stand: at their feet.", keys: "By keyboard: arrow keys move the cross, with Shift further; Space sets a point, Backspace takes it back.", clear: "Draw anew", whole: "The whole picture" },
  kinds: {
    zone_entered: ["Somebody enters a zone", "Zone entered"], line_crossed: ["Somebody crosses a line", "Line crossed"], zone_left: ["Somebody leaves a zone", "Zone left"], zone_occupied: ["A zone is occupied", "Zone occupied"], zone_empty: ["A zone is empty", "Zone empty"],
    dwell: ["Somebody stays in a zone", "Stayed"], person_down: ["A person is down", "Person down"], thing_left: ["A thing is left behind, or taken", "Thing left or taken"], running: ["People run", "Running"], wrong_way: ["Somebody goes the wrong way", "Wrong way"],
    crowd_dense: ["A crowd is too dense", "Crowd dense"], crowd_surge: ["A crowd grows suddenly", "Crowd surge"], vehicle_on_footway: ["A vehicle is on the footway", "Vehicle on footway"], flame: ["Flame is seen", "Flame"], smoke: ["Smoke is seen", "Smoke"], camera_health: ["A camera is covered, blinded, moved or dark", "Camera trouble"],
    recording_gap: ["A camera is not recorded", "Recording gap"], storage_low: ["Storage runs low", "Storage low"], drill_overdue: ["The custodians' drill is overdue", "Drill overdue"], outside: ["Another system reports it", "Reported"],
  } as Readonly<Record<string, readonly [string, string]>>,
  fields: {
    for_s: "For at least", at_least: "At least so many", every: "At every so many crossings", largest_m: "No larger than", speed_m_s: "At least so fast", warning_per_m2: "Warning from", alarm_per_m2: "Alarm from", rise_per_m2: "Denser by", alarm_rise_per_m2: "Alarm when denser by", within_s: "Within", sure: "How sure, 0 to 1", floors: "Below so many times the free floor", days: "For so many days",
  } as Readonly<Record<string, string>>,
  units: { "": "", s: "s", m: "m", "m/s": "m/s", days: "days", per_m2: "people per m²", share: "" } as Readonly<Record<string, string>>,
} as const;
