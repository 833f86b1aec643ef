/** The sentences of the wall, its alarms, the palette and the keys; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const wallWords = {
  title: "Live",
  allWell: (count: number): string => (count === 1 ? "1 camera, all well" : `${count} cameras, all well`),
  fullScreen: "Full screen", leaveFullScreen: "Leave full screen", open: (name: string): string => `Open ${name}`,
  emptyTitle: "No cameras yet",
  emptyText: "Add the first one and its picture appears here. Everybody in it is frosted before anything is shown or stored.",
  emptyAction: "Add a camera",
  offHint: "Switch it on in its settings.",
  all: "All cameras", menu: (name: string): string => `Wall: ${name}. Choose another`, walls: "Walls", shared: "Shared", own: "Yours",
  next: "Next wall", previous: "Previous wall", nextPage: "Next page of the wall", previousPage: "Previous page of the wall", page: (now: number, all: number): string => `Page ${now} of ${all}`, pages: "Pages of the wall",
  arrange: "Arrange this wall", arrangeAs: "Make a wall of these cameras", make: "New wall", goneTitle: "There is no such wall", goneText: "It may have been removed, or it is somebody's own. Choose another one above.",
  nothingTitle: "Nothing on this wall", nothingText: "Arrange it and choose the cameras that belong together.",
  enlarge: (name: string): string => `Show ${name} alone`, single: "Show alone", shrink: "Back to the wall", onScreen: (names: string): string => `Showing ${names}`,
  window: "Open in a window of its own", windowsAgain: (count: number): string => `Open ${plural(count, "window", "windows")} of last time again`, windowsForget: "Forget them", windowBlocked: "The browser blocked the window. Allow windows for this site, then try again.", leave: "To the desk",
  arranging: {
    title: "Arrange the wall", name: "Name", namePlaceholder: "Platforms", shared: "Shared with everybody", sharedHint: "Otherwise only you see it.", sharedNote: "Everybody at this site sees this wall. Changes are in the ledger.",
    columns: "Columns", auto: "Automatic", column: (count: number): string => String(count), undo: "Undo", redo: "Redo", save: "Save", cancel: "Cancel", remove: "Remove this wall",
    cameras: "Not on the wall", cameraFilter: "Find a camera", none: "Every camera is on the wall.", noneFound: "No camera of this name.", add: (name: string): string => `Put ${name} on the wall`, addAll: "Put all on the wall",
    tile: (name: string, place: number, all: number): string => `${name}, place ${place} of ${all}`, tileHelp: "Space picks it up, then the arrow keys move it and Space puts it down. S changes its size, Delete takes it off.",
    bigger: (name: string): string => `Make ${name} larger`, smaller: (name: string): string => `Make ${name} smaller`, takeOff: (name: string): string => `Take ${name} off the wall`,
    help: "Drag the pictures. With the keyboard: Space picks one up, arrows move it, S changes its size, Delete takes it off.",
    lifted: (name: string, place: number): string => `${name} picked up at place ${place}.`, moved: (name: string, place: number, all: number): string => `${name} at place ${place} of ${all}.`, dropped: (name: string, place: number): string => `${name} put down at place ${place}.`, undone: "Undone.", putBack: (name: string): string => `${name} is back at its place.`,
    saved: (name: string): string => `“${name}” is saved.`, removed: (name: string): string => `“${name}” is removed.`, nameless: "Give the wall a name first.", discardTitle: "Leave without saving?", discardText: "How you arranged this wall is not saved yet.", discard: "Leave it unsaved", leftOff: "How you arranged the wall is not saved.", goOn: "Go on",
  },
  tour: {
    title: "Tour", lead: "Steps through the pages of a wall and through walls, and waits while you look at something or while something happens.", every: "Seconds each", through: "Walls", start: "Start the tour", stop: "Stop the tour",
    next: (left_s: number): string => `Next in ${left_s} s`, held: "Tour waits", heldFor: "It goes on when nothing has moved for a while.", oneOnly: "One page stays: choose more walls to step through.", running: "Tour runs",
  },
  newest: { title: "What just happened", toggle: "What just happened, beside the wall", hide: "Hide", all: "All events", none: "Nothing has happened yet." },
  replay: {
    run: (name: string): string => `The last 10 seconds of ${name} again`, notLive: "Not live", now: (name: string): string => `${name} shows the last seconds again, not live.`, end: (name: string): string => `${name}: back to live`,
    late: "The recording comes too slowly; the picture is live again.",
    choose: "Choose a picture first: point at it, or go to it with the arrow keys.",
  },
  something: (camera: string, what: string): string => `${camera}: ${what}`,
} as const;

export const alarmWords = {
  sound: "Sound", on: "Sound is on", off: "Sound is off", blocked: "Sound waits for a click: browsers allow none before", unsupported: "This browser makes no sound",
  short: { on: "Sound", off: "Sound off", blocked: "Sound waits", unsupported: "No sound" },
  mute: "Switch sound off", unmute: "Switch sound on", switch: "Sound for alarms", volume: "Volume", least: "Sounds for", levels: { alarm: "Alarms", warning: "Warnings, too", info: "Everything" },
  repeat: "Again every 15 seconds", repeatHint: "While an incident that is an alarm is new and nobody has it in hand.", test: "Try it", hint: "For you, on this device.", unblock: "Allow sound",
  nowOff: "Sound is off.", nowOn: "Sound is on.", incident: "Incident", titleCount: (count: number, name: string): string => `(${count}) ${name}`,
} as const;

export const paletteWords = {
  placeholder: "Go to a camera, wall, incident or page, or do something", nothing: "Nothing found", settingsOf: (name: string): string => `Settings of ${name}`,
  sorts: { act: "Do", camera: "Camera", wall: "Wall", incident: "Incident", page: "Page" }, wallNamed: (name: string): string => `Wall ${name}`, incidentNamed: (number: number, title: string): string => `${title} (${number})`,
  light: "Light appearance", dark: "Dark appearance", asSystem: "Appearance as the system says", openIncident: "Open an incident", keys: "Show the keys",
} as const;

export const helpWords = {
  title: "Keyboard",
  groups: [
    { name: "Everywhere", keys: [["/", "Find, go, do"], ["?", "This help"], ["M", "Sound on or off"], ["G then L", "Live"], ["G then C", "Cameras"], ["G then I", "Incidents"], ["Esc", "Close, or back"]] },
    { name: "Live", keys: [["Arrows", "Choose a tile"], ["Enter", "Open the camera"], ["1 to 9", "Open that camera"], ["B", "Mark the moment"], ["K", "Take a still"], ["R", "The last 10 seconds again, of the chosen tile"], ["H", "What just happened, beside the wall"], ["F", "Full screen, of the chosen tile too"], ["N and P", "Next and previous wall"], ["Page ↑ ↓", "Pages of the wall"], ["T", "Tour"], ["E", "Arrange the wall"], ["W", "In a window of its own"]] },
    { name: "Arranging", keys: [["Space", "Pick up and put down"], ["Arrows", "Choose, or move what is picked up"], ["S", "Size"], ["Delete", "Take off"], ["Ctrl Z", "Undo"]] },
    { name: "Events", keys: [["J and K", "Next and previous event"], ["X", "Choose it; with Shift all up to it"], ["A", "Choose all shown"], ["R", "Reviewed"], ["I", "Add to an incident"], ["Esc", "Choose none"]] },
    { name: "Timeline of many cameras", keys: [["Space", "Play or pause all"], [", and .", "One picture back or forward"], ["Left, Right", "5 seconds; with Shift 1 minute"], ["N and P", "Next and previous event"], ["+ and -", "Zoom"], ["B", "Mark the moment"], ["K", "Take a still"], ["C", "Save clips"], ["I and O", "Start and end of the clip"], ["F", "Full screen"]] },
    { name: "One camera", keys: [["Space", "Play or pause"], [", and .", "One picture back or forward"], ["Left, Right", "5 seconds; with Shift 1 minute"], ["N and P", "Next and previous event"], ["+ and -", "Zoom the timeline"], ["Z", "Look closer; with Shift from further away; 0 the whole picture"], ["W, A, S, D", "Move about a closer look"], ["L", "Back to live"], ["R", "The last 10 seconds again"], ["B", "Mark the moment"], ["K", "Take a still"], ["C", "Make a clip"], ["I and O", "Start and end of the clip"], ["F", "Full screen"]] },
  ],
} as const;
