import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const incidents: Translation<Words["incidents"]> = {
  title: "Vorfälle", open: "Vorfall eröffnen", closed: "Geschlossen", showClosed: "Geschlossene Vorfälle", backToBoard: "Offene Vorfälle", older: "Ältere",
  columns: { new: "Neu", in_hand: "In Arbeit", resolved: "Gelöst" },
  columnEmpty: { new: "Nichts Neues.", in_hand: "Niemand hat etwas in Arbeit.", resolved: "Nichts wartet auf den Abschluss." },
  emptyTitle: "Alles ruhig", emptyText: "Ein Vorfall wird aus einem Ereignis eröffnet, oder von Hand, wenn jemand anruft. Er bleibt hier, bis er geschlossen ist.",
  closedEmpty: "Noch wurde kein Vorfall geschlossen.",
  states: { new: "Neu", acknowledged: "Bestätigt", in_progress: "In Arbeit", resolved: "Gelöst", closed: "Geschlossen" },
  acts: { new: "Auf neu setzen", acknowledged: "Bestätigen", in_progress: "Arbeit beginnen", resolved: "Als gelöst melden", closed: "Schließen" },
  back: "Zurück in Arbeit",
  levels: { info: "Hinweis", warning: "Warnung", alarm: "Alarm" },
  outcomes: { real: "Er war echt", false_alarm: "Fehlalarm", test: "Ein Test", unknown: "Nicht bekannt" },
  outcomeTitle: "Was war es?", outcomeText: "Die Antwort kommt in den Verlauf und in den Bericht.",
  exercise: "Übung", exerciseBanner: "Dies ist eine Übung.", number: (n) => `Vorfall ${n}`, proposals: (n) => plural(n, "Ereignis könnte dazugehören", "Ereignisse könnten dazugehören"),
  nobody: "Niemand hat ihn", mine: "Ihrer", take: "Übernehmen", owner: "In Arbeit bei",
  form: { title: "Was ist es?", titlePlaceholder: "Rauch auf Bahnsteig 3", level: "Wie ernst", camera: "Kamera", noCamera: "Keine Kamera", exercise: "Übung", exerciseHint: "Überall als solche gekennzeichnet, auch in allem, was hinausgeht.", make: "Eröffnen" },
  seen: "Was zu sehen war", watch: "Aufzeichnung ansehen", live: "Live ansehen", noCamera: "Keine Kamera gehört dazu.", noPicture: "Von diesem Augenblick gibt es kein Bild.",
  related: "Ereignisse", belongs: "Gehört dazu", separate: "Eigener Vorfall", offered: "Diese geschahen in der Nähe, etwa zur selben Zeit. Gehören sie dazu?",
  procedure: "Ablaufplan", follow: (name) => `Befolgen: ${name}`, steps: (done, all) => `${done} von ${all} erledigt`, due: "fällig", overdue: "überfällig", leaveOut: "Auslassen", leftOut: "ausgelassen", noProcedure: "Für Ereignisse dieser Art ist kein Ablaufplan geschrieben. Eine Schichtleitung kann einen schreiben.",
  tasks: "Aufträge", sendTask: "Auftrag senden", taskTo: "An", taskText: "Was zu tun ist", send: "Senden", noneOnDuty: "Niemand ist im Dienst, an den er gehen könnte.", taskStates: { sent: "Gesendet", accepted: "Angenommen", on_way: "Unterwegs", arrived: "Vor Ort", declined: "Abgelehnt", done: "Erledigt", recalled: "Zurückgenommen" }, recall: "Zurücknehmen",
  needsHelp: (name) => `${name} braucht Hilfe`, helpOver: "Hilfe ist da", helpIn: (title) => `Eine Einsatzkraft braucht Hilfe: ${title}`, helps: (n) => plural(n, "Einsatzkraft braucht Hilfe", "Einsatzkräfte brauchen Hilfe"), photo: "Mattiertes Foto", photoOf: (name) => `Mattiertes Foto von ${name}`,
  message: "Etwas sagen", messagePlaceholder: "Ein Wort an die Einsatzkraft", note: "Notiz schreiben", notePlaceholder: "Was Sie sehen, was Sie taten, mit wem Sie sprachen", addNote: "Hinzufügen", history: "Was geschah", undo: "Rückgängig", undone: "rückgängig gemacht", inLedger: "Im Register",
  clips: "Aufzeichnungen", attach: "Die Minute darum anhängen", attached: "Die Aufzeichnung ist angehängt.", unseals: "Originale", askOriginal: "Das Original anfordern",
  report: "Bericht", gone: "Diesen Vorfall gibt es nicht", goneHint: "Er gehört vielleicht zu einem anderen Standort, oder Sie haben keinen Auftrag darin.",
  said: {
    opened: "eröffnete ihn", state: (state) => `setzte ihn auf ${state}`, level: (level) => `setzte die Stufe auf ${level}`, title: (text) => `nannte ihn „${text}“`,
    owner: (name) => (name === "" ? "gab ihn zurück" : `gab ihn an ${name}`), note: "schrieb", event: "fügte ein Ereignis hinzu", clip: "hängte eine Aufzeichnung an", unseal: "verknüpfte die Anforderung eines Originals",
    procedure: (name) => `begann „${name}“`, stepDone: (n) => `erledigte Schritt ${n}`, stepOpen: (n) => `öffnete Schritt ${n} wieder`, stepOut: (n) => `ließ Schritt ${n} aus`, step_owner: (n, name) => `gab Schritt ${n} an ${name}`,
    reminder: (n) => `erinnerte an Schritt ${n}`, task: (name) => `sandte ${name} einen Auftrag`, task_state: (state) => `Auftrag: ${state}`, message: "sagte", help: "rief um Hilfe", helped: "braucht keine Hilfe mehr", photo: "sandte ein mattiertes Foto", handed_over: (name) => `übergab ihn an ${name}`, undone: "nahm etwas zurück",
  },
  duty: { on: (names) => `Im Dienst: ${names}`, none: "Niemand ist im Dienst", begin: "Dienst beginnen", end: "Dienst beenden", endTitle: "Dienst beenden", endText: "Ihre offenen Vorfälle gehen an die Person, die Sie nennen. Ihr Standort wird sofort vergessen.", handTo: "Übergeben an", noOne: "Niemand", noteLabel: "Für die nächste Schicht", since: "seit", began: "Sie sind im Dienst.", ended: "Sie sind nicht mehr im Dienst.", handed: (n) => `${plural(n, "Vorfall", "Vorfälle")} übergeben.`, lastNote: "Letzte Schicht" },
  procedures: { title: "Ablaufpläne", write: "Ablaufplan schreiben", change: "Ablaufplan ändern", emptyTitle: "Noch keine Ablaufpläne", emptyText: "Ein Ablaufplan sagt Schritt für Schritt, was zu tun ist. Er wird angeboten, wenn etwas seiner Art geschieht, und mit einem Klick befolgt.", offeredFor: "Angeboten bei:", within: (min) => `innerhalb von ${min} min`, retire: (name) => `${name} zurückziehen`, retired: (name) => `„${name}“ wird nicht mehr angeboten.`, name: "Name", namePlaceholder: "Rauch in einer Halle", steps: "Schritte, einer je Zeile", stepsHint: "Mit | 5 am Ende der Zeile ist er innerhalb von fünf Minuten zu tun.", kinds: "Anbieten bei" },
  makeReport: "Bericht anlegen", reportMade: "Der Bericht ist gesichert.", allProcedures: "Ablaufpläne",
  arrived: (title) => `Neu: ${title}`, look: "Ansehen",
};
