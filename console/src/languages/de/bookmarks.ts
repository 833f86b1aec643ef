import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const bookmarks: Translation<Words["bookmarks"]> = {
  title: "Lesezeichen", one: "Ein markierter Moment", mark: "Diesen Moment markieren", markOf: (name) => `Diesen Moment von ${name} markieren`, change: "Notiz ändern", remove: "Entfernen", jump: "Zu diesem Moment",
  intro: "Momente, die jemand markiert hat, mit einem Wort dazu: B, während Sie ein Bild ansehen, live oder aufgezeichnet.",
  note: "Notiz", placeholder: "Lkw setzt gegen den Poller zurück", hint: "Sie darf leer bleiben. Schreiben Sie, was geschah, nicht wer: Alle, die diese Kameras sehen, lesen es.", cameras: "Von diesen Kameras", few: "Lassen Sie mindestens eine Kamera übrig.",
  save: "Markieren", saveNote: "Speichern", marked: "Markiert.", changed: "Die Notiz ist geändert.", removed: "Das Lesezeichen ist entfernt.", restored: "Es ist wieder da.", show: "Zeigen",
  words: "Wörter in der Notiz", day: "Tag", clear: "Zurücksetzen", noNote: "Keine Notiz", by: (name, when) => `${name === "" ? "Jemand, der nicht mehr da ist" : name} · ${when}`, noStill: "Kein Bild",
  emptyTitle: "Nichts ist markiert", emptyText: "Drücken Sie B auf der Wand, bei einer Kamera oder auf der Zeitleiste, und der Moment steht hier: um wiederzukommen oder um ihn jemandem zu zeigen. Es hält keine Aufzeichnung länger als üblich.",
  none: "Kein solches Lesezeichen.", noneHint: "Lassen Sie ein Wort weg oder sehen Sie an einem anderen Tag nach.", found: (count, more) => (more ? `Die neuesten ${count}` : plural(count, "Lesezeichen", "Lesezeichen")), more: "Mehr",
  attach: "Zu einem Vorfall", attached: (number) => `Die Minute darum liegt bei Vorfall ${number}.`, some: (failed) => `Nicht hinzugefügt: ${failed}.`, toIncident: "Öffnen",
};
