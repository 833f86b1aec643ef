/** The sentences about the people of a site; a part of words.ts, which is where a translation begins. */

export const peopleWords = {
  title: "People", lead: "Who may sign in here, and what each may do. Every change is in the ledger.",
  invite: "Invite somebody", inviteTitle: "Invite somebody", make: "Make the link", role: "What they may do",
  roles: {
    viewer: ["Viewer", "Sees live pictures and recordings, all frosted."],
    responder: ["Responder", "Sees pictures, goes on shift, gets and answers tasks."],
    operator: ["Operator", "Works at the desk: incidents, clips, requests to custodians."],
    supervisor: ["Supervisor", "As an operator, and writes procedures and reports."],
    auditor: ["Auditor", "Reads the whole record. Sees no pictures."],
    administrator: ["Administrator", "Everything, and this page."],
  } as Readonly<Record<string, readonly [string, string]>>,
  linkTitle: "Give them this link", linkText: "It lets one person in, once, and is not shown again. They choose their own name and how they sign in.",
  linkUntil: "Works until", copy: "Copy the link", copied: "The link is copied.", done: "Done",
  you: "You", unnamed: "Invited, not here yet", expired: "Invitation ended", waiting: "Invitation open until", noWayIn: "No way to sign in yet",
  seen: "Last here:", never: "Not signed in", newLink: "New link", newLinkFor: (name: string): string => `New link for ${name}`,
  roleOf: (name: string): string => `Role of ${name}`, removeNamed: (name: string): string => `Remove ${name}`, changed: (name: string, role: string): string => `${name} is ${role} now.`, undo: "Undo",
  removeTitle: (name: string): string => `Remove ${name}?`,
  removeText: "They are signed out everywhere within a minute and cannot come back with their password or passkey. Their name stays in histories. To let them in again, invite them anew.",
  removed: (name: string): string => `${name} is removed.`,
  alone: "You are alone here", aloneText: "A safety desk is run by more than one. Invite those who watch, those who respond and those who check.",
  onSite: "People", onSiteText: "Invite people, and say what each may do.", open: "Open",
} as const;
