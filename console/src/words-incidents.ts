/** The sentences of incidents, tasks and shifts; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const incidentWords = {
  title: "Incidents", open: "Open an incident", closed: "Closed", showClosed: "Closed incidents", backToBoard: "Open incidents", older: "Older",
  columns: { new: "New", in_hand: "In hand", resolved: "Resolved" },
  columnEmpty: { new: "Nothing new.", in_hand: "Nobody has anything in hand.", resolved: "Nothing waits to be closed." },
  emptyTitle: "All quiet", emptyText: "An incident is opened from an event, or by hand when somebody calls. It stays here until it is closed.",
  closedEmpty: "No incident was closed yet.",
  states: { new: "New", acknowledged: "Acknowledged", in_progress: "In progress", resolved: "Resolved", closed: "Closed" },
  acts: { new: "Make it new", acknowledged: "Acknowledge", in_progress: "Begin work", resolved: "Resolve", closed: "Close" },
  back: "Back to work",
  levels: { info: "Info", warning: "Warning", alarm: "Alarm" },
  outcomes: { real: "It was real", false_alarm: "False alarm", test: "A test", unknown: "Not known" },
  outcomeTitle: "What was it?", outcomeText: "The answer goes into the history and the report.",
  exercise: "Exercise", exerciseBanner: "This is an exercise.", number: (n: number): string => `Incident ${n}`, proposals: (n: number): string => plural(n, "event may belong to it", "events may belong to it"),
  nobody: "Nobody has it", mine: "Yours", take: "Take it", owner: "In hand with",
  form: { title: "What is it?", titlePlaceholder: "Smoke on platform 3", level: "How grave", camera: "Camera", noCamera: "No camera", exercise: "Exercise", exerciseHint: "Marked as such everywhere, and in everything that is sent.", make: "Open it" },
  seen: "What was seen", watch: "Watch the recording", live: "Watch live", noCamera: "No camera belongs to it.", noPicture: "No picture is recorded of this moment.",
  related: "Events", belongs: "Belongs to it", separate: "Its own incident", offered: "These happened near it, at about the same time. Do they belong to it?",
  procedure: "Procedure", follow: (name: string): string => `Follow: ${name}`, steps: (done: number, all: number): string => `${done} of ${all} done`, due: "due", overdue: "overdue", leaveOut: "Leave out", leftOut: "left out", noProcedure: "No procedure is written for this kind of event. A supervisor can write one.",
  tasks: "Tasks", sendTask: "Send a task", taskTo: "To", taskText: "What to do", send: "Send", noneOnDuty: "Nobody is on duty to send it to.", taskStates: { sent: "Sent", accepted: "Accepted", on_way: "On the way", arrived: "There", declined: "Declined", done: "Done", recalled: "Taken back" }, recall: "Take back",
  needsHelp: (name: string): string => `${name} asks for help`, helpOver: "Help is there", helpIn: (title: string): string => `A responder asks for help: ${title}`, helps: (n: number): string => plural(n, "responder asks for help", "responders ask for help"), photo: "Frosted photo", photoOf: (name: string): string => `Frosted photo from ${name}`,
  message: "Say something", messagePlaceholder: "A word to the responder", note: "Write a note", notePlaceholder: "What you see, what you did, who you spoke to", addNote: "Add", history: "What happened", undo: "Undo", undone: "undone", inLedger: "In the ledger",
  clips: "Recordings", attach: "Attach the minute around it", attached: "The recording is attached.", unseals: "Originals", askOriginal: "Ask for the original",
  report: "Report", gone: "There is no such incident", goneHint: "It may be of another site, or you have no task in it.",
  said: {
    opened: "opened it", state: (state: string): string => `made it ${state}`, level: (level: string): string => `set its gravity to ${level}`, title: (text: string): string => `named it “${text}”`,
    owner: (name: string): string => (name === "" ? "put it back" : `gave it to ${name}`), note: "wrote", event: "added an event", clip: "attached a recording", unseal: "linked a request for an original",
    procedure: (name: string): string => `began “${name}”`, stepDone: (n: number): string => `did step ${n}`, stepOpen: (n: number): string => `reopened step ${n}`, stepOut: (n: number): string => `left out step ${n}`, step_owner: (n: number, name: string): string => `gave step ${n} to ${name}`,
    reminder: (n: number): string => `reminded of step ${n}`, task: (name: string): string => `sent a task to ${name}`, task_state: (state: string): string => `task: ${state}`, message: "said", help: "asked for help", helped: "needs no more help", photo: "sent a frosted photo", handed_over: (name: string): string => `handed it over to ${name}`, undone: "took something back",
  },
  duty: { on: (names: string): string => `On duty: ${names}`, none: "Nobody is on duty", begin: "Go on duty", end: "Go off duty", endTitle: "Go off duty", endText: "Open incidents that are yours pass to whoever you name. Your position is forgotten at once.", handTo: "Hand over to", noOne: "Nobody", noteLabel: "For whoever comes next", since: "since", began: "You are on duty.", ended: "You are off duty.", handed: (n: number): string => `${plural(n, "incident", "incidents")} handed over.`, lastNote: "Last shift" },
  procedures: { title: "Procedures", write: "Write a procedure", change: "Change the procedure", emptyTitle: "No procedures yet", emptyText: "A procedure says what is to be done, step by step. It is offered when something of its kind happens, and followed with one click.", offeredFor: "Offered for:", within: (min: number): string => `within ${min} min`, retire: (name: string): string => `Retire ${name}`, retired: (name: string): string => `“${name}” is offered no more.`, name: "Name", namePlaceholder: "Smoke in a public hall", steps: "Steps, one a line", stepsHint: "End a line with | 5 where it is to be done within five minutes.", kinds: "Offer it for" },
  makeReport: "Make the report", reportMade: "The report is saved.", allProcedures: "Procedures",
  arrived: (title: string): string => `New: ${title}`, look: "Look",
} as const;
