/** The sentences of the responder's page on the phone; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const phoneWords = {
  title: "Tasks", back: "All tasks", earlier: "Earlier", open: "Open the incident",
  emptyOn: "Nothing to do", emptyOnText: "You are on duty. What the desk sends you appears here, and your phone can tell you.",
  emptyOff: "You are off duty", emptyOffText: "Tasks come only while you are on duty. Go on duty and the desk can send you one.",
  from: (name: string, when: string): string => `from ${name}, ${when}`,
  answers: { accepted: "I have it", on_way: "On my way", arrived: "I am there", done: "Done", declined: "I cannot" },
  declineTitle: "Say that you cannot?", declineText: "The desk is told at once and looks for somebody else.",
  doneTitle: "Is it done?", doneText: "The task ends, and so does a call for help.",
  help: "I need help", helpTitle: "Call for help?", helpText: "Everybody at the desk sees it at once. Where life is in danger, call the emergency number first.", helpSure: "Call for help", helpOn: "You asked for help. The desk sees it.", helpOver: "I am all right",
  task: "Your task", seen: "The place", said: "Messages", nothingSaid: "Nothing was said yet. The desk reads what you write.",
  write: "Write to the desk", send: "Send", photo: "Send a photo", quick: "Quick answers",
  quickAnswers: ["Understood", "All quiet here", "The area is clear", "I need five more minutes", "The way is blocked"],
  waitingToBeSent: "Waiting to be sent", notSent: "Not sent", letGo: "Put it away",
  waitingCount: (n: number): string => (n === 0 ? "Nothing waits to be sent." : `${plural(n, "answer waits", "answers wait")} to be sent.`),
  offline: "No connection", offlineText: "What you see may be old. Your answers are kept and sent as soon as there is a network.",
  asOf: (when: string): string => `As of ${when}`,
  takenBack: "The desk has taken this task back, so it no longer takes your answers. Call the desk if it matters.",
  refused: { state: (answer: string): string => `“${answer}” was not taken`, message: "A message was not taken", help: "The call for help was not taken", photo: "A photo was not taken" },
  picture: {
    live: "Live", still: (age: string): string => `Still, ${age} old`, old: (age: string): string => `No connection. The last picture is ${age} old.`,
    waiting: "Waiting for the first picture", weak: "The network is weak: a picture every few seconds", none: "This incident has no camera.", label: (camera: string): string => `Frosted picture of ${camera}`,
  },
  shift: { on: "On duty", off: "Off duty", since: (when: string): string => `since ${when}`, begin: "Go on duty", end: "Go off duty", offline: "Going on or off duty needs a connection." },
  position: { label: "Share where I am", hint: "With the desk, only while you are on duty and this page is open. Only the newest is kept, for five minutes.", failed: "This phone does not say where it is.", insecure: "Needs https." },
  tell: { label: "Tell this phone", hint: "Of new tasks and of messages about them, also when this page is closed.", impossible: "This browser cannot be told. Install the application, and use https.", refused: "Notices are switched off for this site in the phone's settings." },
  install: "Install", installText: "Puts Groundglass on the home screen. It opens there without a network, too.",
  renew: "Load it", newer: "A new version is ready.",
  more: "This phone",
  shot: {
    title: "Send a photo", take: "Take a photo", again: "Another photo", caption: "What does it show?", placeholder: "Water at the north exit", send: "Send it",
    explain: "This is how it will look to everybody. The photo itself does not leave this phone and is not kept.",
    hint: "Fire, smoke, water and a blocked way stay to be seen; people do not. Step back, so that no face fills the picture.",
    making: "Frosting the photo", failed: "This file is no picture that this phone can read.", preview: "The frosted photo, in coarse cells",
  },
  signOutTitle: (n: number): string => `${plural(n, "answer was", "answers were")} not sent yet`, signOutText: "They are kept on this phone only, and are lost when you sign out.", signOutYes: "Sign out anyway",
  photoOf: (name: string): string => `Frosted photo from ${name}`, you: "You",
} as const;
