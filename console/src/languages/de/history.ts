import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const history: Translation<Words["history"]> = {
  tabs: { label: "Teile des Rückblicks", timeline: "Zeitleiste", search: "Suche", analytics: "Diagramme" },
  timeline: {
    title: "Zeitleiste", choose: "Kameras", chosen: (count) => plural(count, "Kamera", "Kameras"), most: (most) => `Höchstens ${most} laufen im Gleichschritt. Nehmen Sie eine weg, um eine andere hinzuzufügen.`,
    emptyTitle: "Noch keine Kameras", emptyText: "Sobald eine Kamera hinzugefügt ist, lässt sich hier abspielen, was sie aufgezeichnet hat, im Gleichschritt mit den anderen.",
    lanes: "Zeitleiste der gewählten Kameras", lanesHelp: "Pfeiltasten bewegen um 5 Sekunden, mit Umschalt um 1 Minute. N und P gehen zum nächsten und vorigen Ereignis. Komma und Punkt gehen ein Bild weiter. Plus und Minus zoomen.",
    gap: "Hier nicht aufgezeichnet", waiting: (names) => `Wartet auf ${names}`, atNow: "Das ist das Neueste, was aufgezeichnet ist.",
    next: "Nächstes Ereignis", previous: "Voriges Ereignis", noNext: "Kein Ereignis nach diesem.", noPrevious: "Kein Ereignis vor diesem.",
    events: "Ereignisse", noEvents: "Kein Ereignis in diesem Abschnitt. Zeigen Sie mehr Zeit, oder durchsuchen Sie alle.", searchAll: "Alle durchsuchen", open: (name) => `${name} in diesem Augenblick öffnen`,
    withOthers: "Mit anderen Kameras",
    clipFor: "Den Clip sichern von", saving: (name, done, all) => `${name} wird gesichert, ${done} von ${all}`, save: (count) => `${plural(count, "Datei", "Dateien")} sichern`, saved: (count) => `${plural(count, "Clip", "Clips")} gesichert.`, some: (failed) => `Nicht gesichert: ${failed}. Dort ist vielleicht nichts aufgezeichnet.`, few: "Wählen Sie mindestens eine Kamera.",
    lane: (name, events) => `${name}: ${plural(events, "Ereignis", "Ereignisse")} im Blick`,
  },
  search: {
    title: "Suche", conditions: "Bedingungen", intro: "Danach, was geschah, wo und wann. Nach einem Menschen lässt sich hier nicht suchen.",
    what: "Was", kinds: "Arten", anyKind: "Alles", level: "Wie ernst", where: "Wo", anyCamera: "Jede Kamera", area: "Fläche", anyArea: "Überall im Bild", areaOf: (number) => `Fläche ${number}`,
    when: "Wann", lasts: { day: "24 h", week: "7 Tage", month: "30 Tage", all: "Alles", between: "Zeitraum" }, from: "Von", to: "Bis", hours: "Nur zwischen", hoursTo: "und", anyHour: "Zu jeder Zeit", days: "Nur an", clear: "Leeren",
    found: (count, more) => (more ? `Die neuesten ${count}` : plural(count, "Ereignis", "Ereignisse")), more: "Mehr", none: "Nichts dieser Art geschah in dieser Zeit.", noneHint: "Wählen Sie mehr Zeit, oder lassen Sie eine Bedingung weg.",
    share: "Adresse kopieren", shared: "Die Adresse dieser Suche ist kopiert. Wer sie öffnet, sieht, was er sehen darf.", watch: "Diesen Augenblick ansehen", around: "Mit anderen Kameras", noStill: "Kein Bild",
    zone: (zone) => `Uhrzeiten gelten in ${zone}.`, order: "Zuerst", newest: "Neueste zuerst", oldest: "Älteste zuerst",
  },
};
