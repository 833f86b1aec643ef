/** The sentences of the timeline of many cameras and of searching; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const historyWords = {
  tabs: { label: "Parts of history", timeline: "Timeline", search: "Search", analytics: "Charts" },
  timeline: {
    title: "Timeline", choose: "Cameras", chosen: (count: number): string => plural(count, "camera", "cameras"), most: (most: number): string => `At most ${most} play in step. Take one away to add another.`,
    emptyTitle: "No cameras yet", emptyText: "Once a camera is added, what it recorded can be played here in step with the others.",
    lanes: "Timeline of the chosen cameras", lanesHelp: "Arrow keys move 5 seconds, with Shift 1 minute. N and P go to the next and previous event. Comma and full stop step one picture. Plus and minus zoom.",
    gap: "Not recorded here", waiting: (names: string): string => `Waiting for ${names}`, atNow: "This is the newest that is recorded.",
    next: "Next event", previous: "Previous event", noNext: "No event after this one.", noPrevious: "No event before this one.",
    events: "Events", noEvents: "No event in this stretch. Widen the timeline, or search all of them.", searchAll: "Search all events", open: (name: string): string => `Open ${name} at this moment`,
    withOthers: "With other cameras",
    clipFor: "Save the clip of", saving: (name: string, done: number, all: number): string => `Saving ${name}, ${done} of ${all}`, save: (count: number): string => `Save ${plural(count, "file", "files")}`, saved: (count: number): string => `${plural(count, "clip", "clips")} saved.`, some: (failed: string): string => `Not saved: ${failed}. Nothing may be recorded there.`, few: "Choose at least one camera.",
    lane: (name: string, events: number): string => `${name}: ${plural(events, "event", "events")} in view`,
  },
  search: {
    title: "Search", conditions: "Conditions", intro: "By what happened, where and when. There is nothing here to search a person by.",
    what: "What", kinds: "Kinds", anyKind: "Anything", level: "How grave", where: "Where", anyCamera: "Any camera", area: "Area", anyArea: "Anywhere in view", areaOf: (number: number): string => `Area ${number}`,
    when: "When", lasts: { day: "24 h", week: "7 d", month: "30 d", all: "All", between: "Between" }, from: "From", to: "To", hours: "Only between", hoursTo: "and", anyHour: "At any hour", days: "Only on", clear: "Clear",
    found: (count: number, more: boolean): string => (more ? `The newest ${count}` : plural(count, "event", "events")), more: "More", none: "Nothing of this kind happened then.", noneHint: "Widen the time, or leave out a condition.",
    share: "Copy the address", shared: "The address of this search is copied. Whoever opens it sees what they may see.", watch: "Watch this moment", around: "With other cameras", noStill: "No picture",
    zone: (zone: string): string => `Hours are those of ${zone}.`, order: "First", newest: "Newest first", oldest: "Oldest first",
  },
} as const;
