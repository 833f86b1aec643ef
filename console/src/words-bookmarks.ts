/** The sentences of bookmarks; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const bookmarkWords = {
  title: "Bookmarks", one: "A marked moment", mark: "Mark this moment", markOf: (name: string): string => `Mark this moment of ${name}`, change: "Change the note", remove: "Remove", jump: "Go to this moment",
  intro: "Moments that somebody marked, with a word about them: B while you look at a picture, live or recorded.",
  note: "Note", placeholder: "Lorry backs into the bollard", hint: "It may stay empty. Say what happened, not who: whoever sees these cameras reads it.", cameras: "Of these cameras", few: "Leave at least one camera.",
  save: "Mark it", saveNote: "Save", marked: "Marked.", changed: "The note is changed.", removed: "The bookmark is removed.", restored: "It is back.", show: "Show",
  words: "Words in the note", day: "Day", clear: "Clear", noNote: "No note", by: (name: string, when: string): string => `${name === "" ? "Somebody who is gone" : name} · ${when}`, noStill: "No picture",
  emptyTitle: "Nothing is marked", emptyText: "Press B on the wall, at a camera or on the timeline, and the moment stands here: to come back to it, or to show it to somebody. It keeps no recording longer than usual.",
  none: "No bookmark like this.", noneHint: "Leave out a word, or look at another day.", found: (count: number, more: boolean): string => (more ? `The newest ${count}` : plural(count, "bookmark", "bookmarks")), more: "More",
  attach: "Add to an incident", attached: (number: number): string => `The minute around it is with incident ${number}.`, some: (failed: string): string => `Not added: ${failed}.`, toIncident: "Open",
} as const;
