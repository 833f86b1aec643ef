/** The sentences of the first steps; a part of words.ts, which is where a translation begins. */

export const startWords = {
  title: "First steps", lead: "Five steps, a few minutes. Leave whenever you like: they wait for you.", progress: (done: number, all: number): string => `${done} of ${all} done`,
  steps: { you: "You", camera: "First camera", place: "Its place", custodians: "Custodians", people: "Others" },
  isDone: "done", isSkipped: "later", skip: "Not now", next: "Next", leave: "Leave for now", finish: "Open the live view", goOn: "Go on", hide: "Do not show again", hidden: "First steps are under Site, if you want them again.",
  you: {
    title: (name: string): string => `Welcome, ${name}`, text: "You have a name and a way to sign in. One thing is worth a minute: a second way in, for the day the first is lost.",
    codes: "Make recovery codes", haveCodes: "You have recovery codes.",
  },
  camera: {
    title: "Your first camera", text: "Everybody in its picture is frosted before anything is shown or stored.",
    demo: "Try it with a drawn scene", demoText: "A plaza with passers-by, drawn by Groundglass. Nobody is filmed. Remove it whenever you like.", demoName: "Plaza", demoAdd: "Add the drawn plaza",
    own: "Use a camera of yours", ownText: "Its address begins with rtsp://, http:// or rtmp://, or is /dev/video0 for one plugged into this machine.", ownAdd: "Enter its address", other: "Choose otherwise",
    have: (count: number): string => (count === 1 ? "One camera is here." : `${count} cameras are here.`), another: "Add another",
  },
  place: {
    title: "It is learning the place", knownTitle: "It knows the place", text: "At first the whole picture is frosted. What stays the same becomes sharp, part by part: it is the place. Whatever moves or was not seen before stays frosted, and that is where people are.",
    known: (name: string, share: string): string => `${name}: ${share} of the picture is known`, proven: (name: string): string => `The place of ${name} is known. People in front of it are frosted.`, waits: (name: string): string => `${name} sends no picture yet.`,
    hint: "This takes as long as it takes for people to move on. You need not wait here.", noCamera: "Add a camera first: then this page shows how it learns.",
  },
  custodians: {
    title: "Who are the custodians?", text: "Sometimes an original is needed: an accident, a crime. Groundglass can keep originals sealed, so that nobody here can open them, you neither. Custodians together can, for one stretch of time, for a reason, on record.",
    text2: "Choose offices rather than friends: data protection, works council, management. Until there are enough, no original is kept, and everything else works.", name: "Name custodians", have: (count: number): string => (count === 1 ? "One custodian is named." : `${count} custodians are named.`),
  },
  people: { title: "Who else works here?", text: "A safety desk is run by more than one. Everybody gets a role, and sees only what it includes.", invite: "Invite people", have: (count: number): string => `${count} people belong to the site.` },
  done: { title: "You are set", text: "Rules, channels, the map and the public page wait under Site and Events whenever you need them." },
  card: { title: "First steps", next: (step: string): string => `Next: ${step}` },
  onSite: "First steps", onSiteText: "A camera, its place, custodians, people: step by step.",
} as const;
