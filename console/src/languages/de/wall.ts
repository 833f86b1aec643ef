import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const wall: Translation<Words["wall"]> = {
  title: "Live",
  allWell: (count) => (count === 1 ? "1 Kamera, alles in Ordnung" : `${count} Kameras, alles in Ordnung`),
  fullScreen: "Vollbild", leaveFullScreen: "Vollbild verlassen", open: (name) => `${name} öffnen`,
  emptyTitle: "Noch keine Kameras",
  emptyText: "Fügen Sie die erste hinzu, und ihr Bild erscheint hier. Alle darin werden mattiert, bevor etwas gezeigt oder gespeichert wird.",
  emptyAction: "Kamera hinzufügen",
  offHint: "Schalten Sie sie in ihren Einstellungen ein.",
  all: "Alle Kameras", menu: (name) => `Wand: ${name}. Andere wählen`, walls: "Wände", shared: "Geteilt", own: "Ihre",
  next: "Nächste Wand", previous: "Vorige Wand", nextPage: "Nächste Seite der Wand", previousPage: "Vorige Seite der Wand", page: (now, all) => `Seite ${now} von ${all}`, pages: "Seiten der Wand",
  arrange: "Wand anordnen", arrangeAs: "Daraus eine Wand machen", make: "Neue Wand", goneTitle: "Diese Wand gibt es nicht", goneText: "Sie wurde vielleicht entfernt, oder sie gehört jemandem allein. Wählen Sie oben eine andere.",
  nothingTitle: "Auf dieser Wand ist nichts", nothingText: "Ordnen Sie sie an, und wählen Sie die Kameras, die zusammengehören.",
  enlarge: (name) => `${name} allein zeigen`, single: "Allein zeigen", shrink: "Zurück zur Wand", onScreen: (names) => `Zu sehen: ${names}`,
  window: "In eigenem Fenster öffnen", windowsAgain: (count) => `${plural(count, "Fenster", "Fenster")} vom letzten Mal öffnen`, windowsForget: "Vergessen", windowBlocked: "Der Browser hat das Fenster verhindert. Erlauben Sie dieser Seite Fenster, und versuchen Sie es erneut.", leave: "Zum Leitstand",
  arranging: {
    title: "Wand anordnen", name: "Name", namePlaceholder: "Bahnsteige", shared: "Mit allen geteilt", sharedHint: "Sonst sehen nur Sie sie.", sharedNote: "Alle an diesem Standort sehen diese Wand. Änderungen stehen im Register.",
    columns: "Spalten", auto: "Automatisch", column: (count) => String(count), undo: "Rückgängig", redo: "Wiederholen", save: "Sichern", cancel: "Abbrechen", remove: "Wand entfernen",
    cameras: "Nicht auf der Wand", cameraFilter: "Kamera suchen", none: "Jede Kamera ist auf der Wand.", noneFound: "Keine Kamera dieses Namens.", add: (name) => `${name} auf die Wand setzen`, addAll: "Alle auf die Wand",
    tile: (name, place, all) => `${name}, Platz ${place} von ${all}`, tileHelp: "Die Leertaste nimmt sie auf, die Pfeiltasten bewegen sie, die Leertaste setzt sie ab. S ändert ihre Größe, Entf nimmt sie herunter.",
    bigger: (name) => `${name} vergrößern`, smaller: (name) => `${name} verkleinern`, takeOff: (name) => `${name} von der Wand nehmen`,
    help: "Ziehen Sie die Bilder. Mit der Tastatur: Die Leertaste nimmt eines auf, Pfeile bewegen es, S ändert seine Größe, Entf nimmt es herunter.",
    lifted: (name, place) => `${name} von Platz ${place} aufgenommen.`, moved: (name, place, all) => `${name} auf Platz ${place} von ${all}.`, dropped: (name, place) => `${name} auf Platz ${place} abgesetzt.`, undone: "Rückgängig gemacht.", putBack: (name) => `${name} ist wieder an seinem Platz.`,
    saved: (name) => `„${name}“ ist gesichert.`, removed: (name) => `„${name}“ ist entfernt.`, nameless: "Geben Sie der Wand zuerst einen Namen.", discardTitle: "Ohne Sichern verlassen?", discardText: "Wie Sie diese Wand angeordnet haben, ist noch nicht gesichert.", discard: "Nicht sichern", leftOff: "Ihre Anordnung der Wand ist nicht gesichert.", goOn: "Weiter",
  },
  tour: {
    title: "Rundgang", lead: "Geht durch die Seiten einer Wand und durch Wände, und wartet, solange Sie etwas ansehen oder etwas geschieht.", every: "Sekunden je Seite", through: "Wände", start: "Rundgang beginnen", stop: "Rundgang beenden",
    next: (left_s) => `Weiter in ${left_s} s`, held: "Rundgang wartet", heldFor: "Er geht weiter, wenn sich eine Weile nichts bewegt hat.", oneOnly: "Eine Seite bleibt stehen: Wählen Sie mehr Wände.", running: "Rundgang läuft",
  },
  newest: { title: "Eben geschehen", toggle: "Was eben geschah, neben der Wand", hide: "Ausblenden", all: "Alle Ereignisse", none: "Noch ist nichts geschehen." },
  replay: {
    run: (name) => `Die letzten 10 Sekunden von ${name} noch einmal`, notLive: "Nicht live", now: (name) => `${name} zeigt die letzten Sekunden noch einmal, nicht live.`, end: (name) => `${name}: zurück zu Live`,
    late: "Die Aufzeichnung kommt zu langsam; das Bild ist wieder live.",
    choose: "Erst ein Bild wählen: darauf zeigen, oder mit den Pfeiltasten hingehen.",
  },
  something: (camera, what) => `${camera}: ${what}`,
};

export const alarm: Translation<Words["alarm"]> = {
  sound: "Ton", on: "Der Ton ist an", off: "Der Ton ist aus", blocked: "Der Ton wartet auf einen Klick: Vorher erlauben Browser keinen", unsupported: "Dieser Browser gibt keinen Ton",
  short: { on: "Ton", off: "Ton aus", blocked: "Ton wartet", unsupported: "Kein Ton" },
  mute: "Ton ausschalten", unmute: "Ton einschalten", switch: "Ton bei Alarmen", volume: "Lautstärke", least: "Ton bei", levels: { alarm: "Alarmen", warning: "Auch Warnungen", info: "Allem" },
  repeat: "Alle 15 Sekunden erneut", repeatHint: "Solange ein Vorfall der Stufe Alarm neu ist und niemand ihn in Arbeit hat.", test: "Anhören", hint: "Für Sie, auf diesem Gerät.", unblock: "Ton erlauben",
  nowOff: "Der Ton ist aus.", nowOn: "Der Ton ist an.", incident: "Vorfall", titleCount: (count, name) => `(${count}) ${name}`,
};

export const palette: Translation<Words["palette"]> = {
  placeholder: "Zu Kamera, Wand, Vorfall oder Seite gehen, oder etwas tun", nothing: "Nichts gefunden", settingsOf: (name) => `Einstellungen von ${name}`,
  sorts: { act: "Tun", camera: "Kamera", wall: "Wand", incident: "Vorfall", page: "Seite" }, wallNamed: (name) => `Wand ${name}`, incidentNamed: (number, title) => `${title} (${number})`,
  light: "Helle Darstellung", dark: "Dunkle Darstellung", asSystem: "Darstellung wie das System", openIncident: "Vorfall eröffnen", keys: "Tasten zeigen",
};

export const help: Translation<Words["help"]> = {
  title: "Tastatur",
  groups: [
    { name: "Überall", keys: [["/", "Suchen, gehen, tun"], ["?", "Diese Hilfe"], ["M", "Ton ein oder aus"], ["G, dann L", "Live"], ["G, dann C", "Kameras"], ["G, dann I", "Vorfälle"], ["Esc", "Schließen oder zurück"]] },
    { name: "Live", keys: [["Pfeile", "Kachel wählen"], ["Eingabe", "Kamera öffnen"], ["1 bis 9", "Diese Kamera öffnen"], ["B", "Den Moment markieren"], ["K", "Standbild nehmen"], ["R", "Die letzten 10 Sekunden noch einmal, von der gewählten Kachel"], ["H", "Was eben geschah, neben der Wand"], ["F", "Vollbild, auch der gewählten Kachel"], ["N und P", "Nächste und vorige Wand"], ["Bild ↑ ↓", "Seiten der Wand"], ["T", "Rundgang"], ["E", "Wand anordnen"], ["W", "In eigenem Fenster"]] },
    { name: "Anordnen", keys: [["Leertaste", "Aufnehmen und absetzen"], ["Pfeile", "Wählen, oder Aufgenommenes bewegen"], ["S", "Größe"], ["Entf", "Herunternehmen"], ["Strg Z", "Rückgängig"]] },
    { name: "Ereignisse", keys: [["J und K", "Nächstes und voriges Ereignis"], ["X", "Wählen; mit Umschalt alle bis dorthin"], ["A", "Alle gezeigten wählen"], ["R", "Durchgesehen"], ["I", "Zu einem Vorfall"], ["Esc", "Keines wählen"]] },
    { name: "Zeitleiste vieler Kameras", keys: [["Leertaste", "Alle abspielen oder anhalten"], [", und .", "Ein Bild zurück oder vor"], ["Links, Rechts", "5 Sekunden; mit Umschalt 1 Minute"], ["N und P", "Nächstes und voriges Ereignis"], ["+ und -", "Zoom"], ["B", "Den Moment markieren"], ["K", "Standbild nehmen"], ["C", "Clips sichern"], ["I und O", "Anfang und Ende des Clips"], ["F", "Vollbild"]] },
    { name: "Eine Kamera", keys: [["Leertaste", "Abspielen oder anhalten"], [", und .", "Ein Bild zurück oder vor"], ["Links, Rechts", "5 Sekunden; mit Umschalt 1 Minute"], ["N und P", "Nächstes und voriges Ereignis"], ["+ und -", "Zeitleiste zoomen"], ["Z", "Näher heran; mit Umschalt weiter weg; 0 ganzes Bild"], ["W, A, S, D", "Nah am Bild umhergehen"], ["L", "Zurück zu Live"], ["R", "Die letzten 10 Sekunden noch einmal"], ["B", "Den Moment markieren"], ["K", "Standbild nehmen"], ["C", "Clip anlegen"], ["I und O", "Anfang und Ende des Clips"], ["F", "Vollbild"]] },
  ],
};
