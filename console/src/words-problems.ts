/**
 * What the server says of the problems people meet most, by its own sentence: what to read and what to do next.
 *
 * The server speaks English. Where a page speaks another language, a problem that is listed here is said in that language,
 * and every other by its kind, with the server's words to be opened beneath (outcome.ts). `{}` stands for what differs from
 * one problem to the next, such as a camera's name. tests/console refuses a sentence that the server does not say.
 */

export const problemWords = {
  "the name or the password is wrong": ["The name or the password is wrong.", "Check both and try again."],
  "the name or the recovery code is wrong, or the code was used": ["The name or the recovery code is wrong, or the code was used.", "Each code opens once."],
  "this sign-in link was used, has ended, or never was one": ["This sign-in link was used, has ended, or never was one.", "Ask an administrator for a new link, or sign in with a password or passkey."],
  "signing in was tried too often": ["Signing in was tried too often.", "Wait a minute and try again."],
  "changing how you sign in needs a recent sign-in": ["Changing how you sign in needs a recent sign-in.", "Sign out, sign in again, and make the change within ten minutes."],
  "somebody here already has this name": ["Somebody here already has this name.", "Choose another name."],
  "your role does not include this": ["Your role does not include this.", "Ask an administrator of the site."],
  "your role at this camera does not include this": ["Your role at this camera does not include this.", "Ask an administrator of the site."],
  "this is the last administrator who can sign in here": ["This is the last administrator who can sign in here.", "Make somebody else administrator first, then try again."],
  "nobody removes themselves": ["Nobody removes themselves.", "Ask another administrator to do it."],
  "somebody with this mail address is invited already": ["Somebody with this mail address is invited already.", "Make a new link for them instead."],
  "this site does not open cameras on private networks": ["This site does not open cameras on private networks.", "An administrator can allow it in the site's settings."],
  "this address is Groundglass itself": ["This address is Groundglass itself.", "Enter the camera's own address."],
  "the device's name cannot be found on the network": ["The device's name cannot be found on the network.", "Use its IP address."],
  "the device does not accept this name and password": ["The device does not accept this name and password.", "Try again; some need an ONVIF user."],
  "camera {} has no scale": ["Camera {} has no scale.", "Mark its scale first; density and speed need it."],
  "no detector looks at camera {}, and only one can tell a vehicle from a person": ["No detector looks at camera {}, and only one can tell a vehicle from a person.", "Bring one in [detector] of the site's settings, or use another kind of rule."],
  "the two points of a line are nearly the same": ["The two points of a line are nearly the same.", "Draw it longer."],
  "hours end after they begin": ["Hours end after they begin.", "Write two spans where they pass midnight."],
  "this event belongs to the incident already": ["This event belongs to the incident already.", "Open the incident."],
  "this incident is closed": ["This incident is closed.", "Open a new one, or add a note to it."],
  "this responder is not on shift": ["This responder is not on shift.", "Choose somebody who is, or call them."],
  "no original is sealed in this range": ["No original is sealed in this range.", "Look at the timeline for what there is."],
  "nothing is recorded in this range": ["Nothing is recorded in this range.", "Look at the timeline for what there is."],
  "there are fewer custodians than it takes to open an original": ["There are fewer custodians than it takes to open an original.", "Add custodians first."],
  "the request is not the one that was read": ["The request is not the one that was read.", "Read it again before approving."],
  "this entry has ended": ["This entry has ended.", "Enter with your key again."],
  "two custodians have the same key": ["Two custodians have the same key.", "Every custodian has a key of their own."],
} as const;
