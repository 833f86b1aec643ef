/**
 * Every sentence of the console, by key: English here, other languages as objects of the same shape (languages/).
 *
 * `words` is what is spoken. It is set once, before the application is loaded (main.tsx), so parts of the application
 * may keep pieces of it; another language is another load of the page.
 *
 * Words are those of the glossary: place, frost, frosted, camera, recording. Calm, short, and about what to do.
 */

import { bookmarkWords } from "./words-bookmarks";
import { causeWords } from "./words-causes";
import { channelWords } from "./words-channels";
import { discoveryWords } from "./words-discovery";
import { eventWords } from "./words-events";
import { incidentWords } from "./words-incidents";
import { machineWords } from "./words-machines";
import { mapWords } from "./words-map";
import { peopleWords } from "./words-people";
import { phoneWords } from "./words-phone";
import { problemWords } from "./words-problems";
import { publicWords } from "./words-public";
import { alarmWords, helpWords, paletteWords, wallWords } from "./words-wall";
import { analyticsWords } from "./words-analytics";
import { historyWords } from "./words-history";
import { trustWords } from "./words-trust";
import { stillWords } from "./words-stills";
import { startWords } from "./words-start";
import { custodyWords, ledgerWords } from "./words-custody";

export const english = {
  product: "Groundglass",
  motto: "See what happens, never who.",
  skip: "Skip to the page",
  nav: { label: "Main", wall: "Live", cameras: "Cameras", custody: "Custody", ledger: "Ledger", site: "Site", me: "You", search: "Search", incidents: "Incidents", events: "Events", map: "Map", history: "History", tasks: "Tasks", newIncidents: (count: number): string => (count === 1 ? "1 new incident" : `${count} new incidents`) },
  common: {
    cancel: "Cancel", save: "Save", saved: "Saved", close: "Close", back: "Back", undo: "Undo", retry: "Try again",
    loading: "Loading", remove: "Remove", done: "Done", copy: "Copy", showPassword: "Show", hidePassword: "Hide",
    needsAttention: (count: number): string => (count === 1 ? "1 camera needs attention" : `${count} cameras need attention`),
  },
  time: { today: "Today", yesterday: "Yesterday", days: (count: number): string => `${count} days` },
  connection: {
    lost: "The server does not answer. What you see may be old.",
    retrying: "Trying again",
    deskAway: "The site’s desk does not answer. You can go on watching; nothing can be changed until it is back.",
  },
  state: {
    connecting: "Connecting", live: "Live", stalled: "Stalled", refused: "Refused", lost: "Lost", fault: "Fault",
    ended: "Ended", off: "Off", removed: "Removed",
  },
  view: {
    starting: "Learning the place", proving: "Learning the place", proven: "Place known", awaiting_approval: "Waiting for approval",
    moved: "Camera moved", covered: "Camera covered", blinded: "Camera blinded", defocused: "Out of focus", dark: "Dark",
    light_changed: "Light changed", failed: "Frosting failed",
  },
  causes: causeWords,
  problems: problemWords,
  live: {
    opening: "Connecting to the picture", waiting: "Waiting for the first picture", stalled: "The picture has stopped",
    retrying: (wait_s: number): string => `Connection lost. Trying again in ${wait_s} s`, idle: "Paused while out of sight",
    unsupported: "This browser cannot play live video. Use a current Chrome, Edge, Firefox or Safari.",
    retryIn: (wait_s: number): string => `Next attempt in ${wait_s} s`,
    provenSoFar: (share: string): string => `${share} of the picture known`,
  },
  discovery: discoveryWords,
  trust: trustWords,
  wall: wallWords,
  alarm: alarmWords,
  camera: {
    declared: "Declared an overlay: shown as it is, whoever stands behind it", live: "Live", recording: "Recording", goLive: "Back to live", play: "Play", pause: "Pause", again: "The last 10 seconds again", stepBack: "One picture back",
    stepForward: "One picture forward", speed: "Speed", clip: "Clip", settings: "Settings", timeline: "Timeline",
    timelineHelp: "Arrow keys move 5 seconds, with Shift 1 minute. Comma and full stop step one picture. Plus and minus zoom.",
    gap: { disk_full: "Not recorded: the disk was full.", disk_failed: "Not recorded: the disk could not be written.", disk_slow: "Not recorded: the disk was too slow.", store_away: "Not recorded: the database or the bucket was away for too long." },
    seeking: "Finding the picture", buffering: "Loading the recording", nothingHere: "Nothing was recorded at this moment",
    nothingHint: "Choose a moment on a coloured part of the timeline.",
    noRecordingTitle: "Nothing recorded yet", noRecordingText: "The recording begins with the camera's first picture.",
    gone: "There is no such camera", goneHint: "It may have been removed. Its recordings stay until their time is over.",
    zoomIn: "Look closer", zoomOut: "Look from further away", zoomFit: "Whole picture", times: (scale: number): string => `${scale.toFixed(1)}×`, details: "About this picture",
    source: "Camera sends", delay: "Frosting takes", dropped: "Pictures dropped", hidden: "Hidden now", since: "Since", oldest: "Oldest recording",
    kept: "Recorded", of: "of",
    ranges: { minute: "10 min", hour: "1 h", day: "24 h", week: "7 d" },
  },
  clip: {
    title: "Clip", from: "From", to: "To", length: "Length", download: "Download", downloading: "Preparing the clip",
    cancel: "Cancel download", done: "Clip saved", setStart: "Start here", setEnd: "End here",
    help: "Drag the handles on the timeline, or set start and end at the playhead.", close: "Leave clip",
    frosted: "Everybody in the clip stays frosted.",
  },
  cameras: {
    title: "Cameras", add: "Add camera", columns: { camera: "Camera", state: "State", place: "Place", recorded: "Recorded", source: "Sends" },
    emptyTitle: "No cameras yet", emptyForYou: "An administrator of the site adds them.", emptyText: "A camera needs an address that starts with rtsp://, http:// or rtmp://, or is /dev/video0 for one plugged into this machine.",
    removed: (name: string): string => `${name} was removed. Its recordings stay until their time is over.`,
    restored: (name: string): string => `${name} is back.`, couldNotRemove: "The camera could not be removed.",
    neverRecorded: "Nothing yet", unknownSource: "Not known yet",
  },
  add: {
    title: "Add a camera", stepAddress: "Address", stepTest: "Test", stepName: "Name",
    addressLabel: "Camera address", addressHint: "As its manual or web page gives it, with name and password where it asks for them.",
    transport: "Transport", transportAuto: "Automatic", transportTcp: "TCP", transportUdp: "UDP", test: "Test", testing: "Asking the camera",
    testingHint: "This takes up to 15 seconds.", found: "The camera answers", picture: "Picture", codec: "Codec", rate: "Rate", sound: "Sound",
    soundYes: "Present; dropped, never recorded", soundNo: "None", perSecond: (rate: string): string => `${rate} pictures a second`,
    nameLabel: "Name", nameHint: "Where it looks, as people say it: Main gate, Platform 3.", modeTitle: "How the place becomes sharp",
    add: "Add camera", adding: "Adding", addAnyway: "Add it without a picture", otherAddress: "Change the address", examplesTitle: "Common addresses",
    examplesText: "Choose a make to start from. Replace the parts in capitals.", whatNext: "The whole picture is frosted at first. Parts become sharp as they are proven to be the place and not a person.",
  },
  settings: {
    title: "Settings", general: "General", name: "Name", address: "Address", addressHint: "The password is kept and never shown. Enter a whole address to replace it.",
    changeAddress: "Replace address", enabled: "Switched on", enabledHint: "Off: no connection, nothing shown, nothing recorded.",
    frost: "Frosting", style: "What hidden parts look like",
    styles: {
      silhouette: ["Silhouette", "Soft blocks of frosted glass that move with what they hide."],
      mosaic: ["Mosaic", "Coarse tiles that keep a hint of light and colour."],
      absent: ["Absent", "The place as if nobody were there, with a thin edge around what is hidden, and a soft patch where the place is not yet known."],
    },
    mode: "How the place becomes sharp",
    modes: {
      proven: ["By proof", "A part becomes sharp once it has stayed the same long enough to be the place."],
      approved: ["By approval", "Nothing becomes sharp before a person has looked at it and agreed."],
    },
    evidence: "Evidence needed", evidenceHint: "How long a part must stay the same before it counts as the place. Longer is safer; shorter is sooner.",
    evidenceValue: (length_s: number): string => `${length_s} s`,
    privacy: "Always frosted", privacyHint: "Draw areas that must never become sharp: a window, a bed, a neighbour's door.",
    overlays: "Always shown", overlaysHint: "Draw only where the camera writes its own clock or name. Whoever stands behind it is not frosted there.",
    drawArea: "Draw an area", finishArea: "Finish area", removeArea: (number: number): string => `Remove area ${number}`,
    noAreas: "No areas drawn.", drawHelp: "Click the corners, then the first corner again. By keyboard: arrow keys move the cross, with Shift further, Space sets a corner, Backspace takes it back, Enter finishes. Escape gives up.",
    corner: (corner: number, area: number): string => `Corner ${corner} of area ${area}`, cornerHelp: "Drag it, or move it with the arrow keys; Delete takes it away.", corners: (count: number): string => (count === 1 ? "1 corner set." : `${count} corners set.`),
    counted: "Areas", countedHint: "Parts of the view in which it is counted how full they are: for charts, and for rules about crowds. People per square metre need the camera's scale.", countedKept: "A rule may name an area by its number; numbers stay.",
    area: (number: number): string => `Area ${number}`,
    place: "The place", placeHint: "What this camera knows of its scene without passers-by. Frosted where nothing is proven.",
    noPlace: "Nothing is proven yet. Come back when the camera has watched its scene for a while.",
    proposal: "Proposed", proposalHint: "These parts would become sharp. Check that nobody is in them, then approve all or draw the parts you approve.",
    approveAll: "Approve all", approveDrawn: (count: number): string => (count === 1 ? "Approve 1 drawn area" : `Approve ${count} drawn areas`),
    drawApproval: "Draw what to approve", approved: "Approved", forget: "Forget the place", forgetHint: "Everything is frosted again until it is proven anew.",
    forgetAsk: "Forget the place of this camera? The whole picture is frosted until it is proven anew.", forgetYes: "Forget it", forgotten: "The place is forgotten",
    removal: "Remove camera", removalHint: "Its recordings stay until their time is over. You can undo this for 10 minutes.", remove: "Remove camera",
    restartNote: "Changes to address or frosting start the camera's worker anew; the picture returns within seconds.",
  },
  scale: {
    title: "Scale", hint: "How large a metre is in the picture. Frosting then follows the scene instead of the picture; without it, frosting is coarse.",
    none: "Not measured: frosted as if somebody filled the picture.", measure: "Measure", measureAgain: "Measure again", forget: "Forget the scale", by: "Measured by",
    kinds: { uprights: "Two uprights", ground: "A rectangle on the ground", mounting: "Lens and mounting" },
    help: {
      uprights: "Drag the ends of each line to the head and foot of something upright: one far, one near.",
      ground: "Drag the corners to a rectangle on flat ground, a parking bay for example: near left, near right, far right, far left.",
      mounting: "As the installer's notes and the camera's data sheet say.",
    },
    lengths: {
      uprights: ["Height of the left one, m", "Height of the right one, m"],
      ground: ["Width, m", "Depth, m"],
      mounting: ["Height above the ground, m", "Degrees below the horizon", "Vertical angle of the lens, degrees"],
    },
    columns: ["Row", "The camera gives", "Frosting leaves at most"],
    row: (share: number): string => (share === 0 ? "Top" : share === 1 ? "Bottom" : `${Math.round(share * 100)} %`),
    pixels: (px_per_m: number): string => `${px_per_m < 20 ? px_per_m.toFixed(1) : Math.round(px_per_m)} px/m`,
  },
  signIn: {
    title: "Sign in", name: "Name", password: "Password", submit: "Sign in", signingIn: "Signing in", passkey: "Sign in with a passkey", or: "or",
    usingLink: "Opening your link", linkFailed: "This link cannot be used", linkFailedHint: "A link works once, and not for long. Ask an administrator for a new one, or run groundglass link on the machine itself.",
    needFirst: "This site has nobody yet. Open the one-time link that the server printed when it started.",
    welcome: "Welcome", welcomeText: (role: string): string => `Your role at this site: ${(peopleWords.roles as Readonly<Record<string, readonly string[]>>)[role]?.[0] ?? role}. Say who you are, and choose how to sign in next time.`,
    welcomeAgain: "Choose how to sign in next time.", yourName: "Your name", choosePassword: "Choose a password", passwordHint: "At least 10 characters. Length beats symbols.",
    usePasskey: "Use a passkey instead", usePasskeyHint: "How you unlock this device, or a security key; nothing to remember.", begin: "Begin", passkeyName: "This device",
    tooShort: "Use at least 10 characters.",
    passkeyRefused: "The passkey was not used. Try again, or use a password.", passkeyUnsupported: "Passkeys need https or localhost and a current browser.",
  },
  me: {
    title: "You", profile: "Profile", name: "Name", role: "Role", password: "Password", changePassword: "Change password", setPassword: "Set a password", newPassword: "New password",
    passwordSaved: "Your password is changed.", passkeys: "Passkeys", passkeysEmpty: "None yet. A passkey signs you in the way you unlock this device, or with a security key.",
    addPasskey: "Add a passkey", added: "Added", sessions: "Signed in", sessionsCount: (count: number): string => (count === 1 ? "On this device only." : `On ${count} devices.`),
    thisDevice: "This device", signOut: "Sign out", appearance: "Appearance", language: "Language", themes: { system: "System", light: "Light", dark: "Dark" }, lastSeen: "last used", endSession: "Sign out there", sessionEnded: "That browser is signed out within a minute.",
  },
  site: {
    title: "Site", storage: "Storage", used: "Recordings", free: "Free", floor: "Kept free", oldest: "Oldest recording", noRecordings: "Nothing recorded yet", room: "Room for", roomFor: (length: string): string => `about ${length} at the present rate`,
    storageHint: "When free space falls to the floor, the oldest recordings make room. Nothing is ever stored unfrosted.", version: "Version", cameras: "Cameras", about: "About",
    promiseTitle: "What this site never does", promise: "No face recognition, no number plates, no matching of people across cameras or days. Not by setting, not for anybody.",
  },
  help: helpWords,
  palette: paletteWords,
  toast: { label: "Messages", dismiss: "Dismiss" },
  people: peopleWords,
  start: startWords,
  incidents: incidentWords,
  phone: phoneWords,
  events: eventWords,
  map: mapWords,
  history: historyWords,
  bookmarks: bookmarkWords,
  stills: stillWords,
  analytics: analyticsWords,
  channels: channelWords,
  machines: machineWords,
  public: publicWords,
  custody: custodyWords,
  ledger: ledgerWords,
} as const;

/** The shape of `T` with any sentence in the place of each. */
type Spoken<T> = T extends string
  ? string
  : T extends (...given: infer Given) => unknown
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Spoken<T[Key]> };

export type Words = Spoken<typeof english>;

export let words: Words = english;

/** Speak another language from here on. */
export function speak(chosen: Words): void {
  words = chosen;
}
