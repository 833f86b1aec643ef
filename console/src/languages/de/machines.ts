import type { Words } from "../../words";
import type { Translation } from "../translation";

export const machines: Translation<Words["machines"]> = {
  title: "Maschinen", lead: "Was wo läuft: jede Maschine, die Kameras, die sie betreut, und was noch frei ist.", onSite: "Maschinen", onSiteText: "Welche Maschine welche Kameras betreut und wie ausgelastet sie ist.", open: "Öffnen",
  own: "Dieser Server", alive: "Arbeitet", away: "Weg", unheard: "Nicht zu hören", drained: "Wird geleert", empty: "Leer",
  cameras: (count) => (count === 1 ? "1 Kamera" : `${count} Kameras`),
  load: "Last, letzte Minute", loadOf: (load, cores) => `${load} auf ${cores === 1 ? "1 Kern" : `${cores} Kerne`}`,
  loadText: "Wie viel im Mittel zugleich laufen wollte: was lief und was auf einen Kern oder die Platte wartete. Bis zur Zahl der Kerne läuft alles.",
  overloaded: "Es will mehr laufen, als Kerne da sind; Bilder können spät kommen oder ausfallen. Kameras eine niedrigere Rate oder ein kleineres Bild geben, eine Maschine hinzufügen, oder nachsehen, was auf dieser sonst noch läuft.", memory: "Speicher", disk: "Platte frei", watched: "Abgeholte Bilder", waiting: "Wartet auf die Leitstelle", lost: "Verloren", version: "Version",
  awayText: "Sie antwortet nicht. Ihre Kameras gehen in Sekunden an andere mit Platz; was sie inzwischen aufzeichnet, reicht sie nach, wenn sie wieder da ist.",
  unheardText: "Sie betreut ihre Kameras und zeichnet auf, aber die Leitstelle erreicht sie nicht: Netz und Relais-Adresse prüfen.",
  drainedText: "Ihre Kameras gehen an die anderen Maschinen. Wenn sie leer ist, kann sie angehalten werden.", emptyText: "Sie betreut keine Kamera und kann angehalten werden.",
  keepsNone: "Betreut gerade keine Kamera.", lowered: "die Hälfte ihrer Bilder", least: "zwei Bilder je Sekunde", waits: "wartet, bis sie frei ist", restarts: (count) => (count === 1 ? "1 Neustart" : `${count} Neustarts`),
  shortTitle: "Kerne sind knapp", shortText: (count) => `${count === 1 ? "Eine Kamera wird" : `${count} Kameras werden`} mit weniger Bildern betreut als verlangt. Eine Maschine hinzufügen oder Kameras eine niedrigere Rate geben.`,
  nowhereTitle: "Von keiner Maschine betreut", nowhereText: "Diese Kameras sind eingeschaltet und werden gerade nicht beobachtet.", noRoom: "keine Maschine, die darf, hat Platz", moving: "zieht gerade um",
  drain: "Maschine leeren", drainNamed: (node) => `${node} leeren`, fill: "Wieder nutzen", fillNamed: (node) => `${node} wieder nutzen`,
  drainTitle: (node) => `${node} leeren?`, drainText: "Ihre Kameras ziehen auf die anderen Maschinen um, soweit dort Platz ist. Jede ist einige Sekunden ohne Bild. Die Maschine kann jederzeit wieder genutzt werden.", drainYes: "Leeren",
  draining: "Die Maschine wird geleert.", filled: "Die Maschine wird wieder genutzt.",
  oneTitle: "Eine Maschine betreut alles", oneText: "Das genügt den meisten Standorten. Wer mehr braucht, gibt Kameras an andere Maschinen ab: wie, steht in der Dokumentation unter „Several machines“.",
  none: "Seit einem Tag war keine Maschine da", noneText: "Eine starten mit groundglass outpost: sie erscheint hier von selbst.",
};
