import type { Words } from "../../words";
import type { Translation } from "../translation";

const mal = (count: number): string => (count === 1 ? "einmal" : `${count}-mal`);

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const events: Translation<Words["events"]> = {
  title: "Ereignisse", tabs: { label: "Teile der Ereignisse", events: "Was geschah", rules: "Regeln" },
  emptyTitle: "Nichts ist geschehen", emptyText: "Ein Ereignis ist, was eine Regel findet: jemand über einer Linie, eine zu dichte Menge, eine verdeckte Kamera. Schreiben Sie eine Regel, um davon zu erfahren.",
  noneFound: "Nichts dieser Art.", older: "Ältere", all: "Alle Kameras", every: "Ab Hinweis", least: { info: "Alle", warning: "Warnungen und Alarme", alarm: "Nur Alarme" },
  openIncident: "Vorfall eröffnen", itsIncident: "Zur Tafel", opened: "Vorfall eröffnet.", began: "begann", ended: "endete", exercise: "Übung", outside: "von außen",
  toLeft: "nach links", toRight: "nach rechts", since: (length) => `nach ${length}`,
  rules: {
    write: "Regel schreiben", emptyTitle: "Noch keine Regeln", emptyText: "Eine Regel sagt, wovon Sie erfahren wollen, wo im Bild und wann. Sie lässt sich an Aufgezeichnetem erproben, bevor sie gilt.",
    sleeping: "Ausgeschaltet", quiet: "stumm", counted: (left, right) => `${left} nach links, ${right} nach rechts`, edit: "Ändern", house: "Der Standort", anyCamera: "Jede Kamera",
    deleted: (name) => `„${name}“ ist gelöscht.`, deleteTitle: (name) => `„${name}“ löschen?`, deleteText: "Was sie gefunden hat, bleibt in der Liste der Ereignisse.", saved: "Die Regel gilt.", on: (name) => `„${name}“ ein- oder ausschalten`, remove: "Löschen", readOnly: "Regeln schreibt die Verwaltung.",
  },
  form: {
    newTitle: "Regel schreiben", changeTitle: "Regel ändern", kind: "Melden, wenn", name: "Name", namePlaceholder: "Nordtor, nach Schluss", camera: "Kamera", level: "Wie ernst", quiet: "Danach still für", quietHint: "Nach einem Ereignis so lange keines dieser Regel.",
    direction: "Richtung", directions: { either: "Beide", to_left: "Nach links", to_right: "Nach rechts" }, way: "Erlaubte Richtung", ways: { right: "Rechts", left: "Links", up: "Oben", down: "Unten", "up-right": "Oben rechts", "up-left": "Oben links", "down-right": "Unten rechts", "down-left": "Unten links" },
    hours: "Wann", always: "Immer", some: "Zu bestimmten Zeiten", from: "Von", to: "Bis", days: { mon: "Mo", tue: "Di", wed: "Mi", thu: "Do", fri: "Fr", sat: "Sa", sun: "So" }, kept: "Die Zeiten wurden anderswo geschrieben und bleiben, wie sie sind.",
    save: "In Kraft setzen", try: "An den letzten 24 Stunden erproben", trying: "Wird erprobt", scale: "Dafür braucht die Kamera einen Maßstab. Legen Sie ihn zuerst in ihren Einstellungen fest.", detector: "Nur ein Detektor, den der Standort mitbringt, kann ein Fahrzeug von einer Person unterscheiden. Einer muss auf diese Kamera schauen; ohne ihn nehmen Sie das Betreten einer Zone.", drawLine: "Zeichnen Sie zuerst die Linie: zwei Punkte.", drawZone: "Zeichnen Sie zuerst die Zone: drei Punkte oder mehr.", area: "Zeichnen Sie die Fläche, die beobachtet wird. Gemeldet werden Personen je Quadratmeter.",
    trial: (n) => (n === 0 ? "Sie hätte nichts gemeldet." : `Sie hätte dies ${mal(n)} gemeldet.`), trialNone: "Diese Kamera hat in den letzten 24 Stunden nichts beobachtet, woran man sie erproben könnte.", more: (n) => `und ${n} weitere`,
  },
  together: {
    title: "Gewählte Ereignisse", all: "Alle gezeigten wählen", choose: (what, when) => `${what}, ${when}, wählen`, chosen: (count) => `${count} gewählt`, clear: "Keines wählen",
    review: "Durchgesehen", reviewAgain: "Wieder durchzusehen", add: "Zu einem Vorfall", which: "Durchgesehen oder nicht", kinds: { all: "Durchgesehen oder nicht", waiting: "Noch nicht durchgesehen" }, noneWait: "Alles dieser Art ist durchgesehen.",
    busy: (done, all) => `${done} von ${all}`, by: (name, when) => `Durchgesehen von ${name === "" ? "jemandem, der nicht mehr da ist" : name} · ${when}`, show: "Zeigen",
    reviewed: (count) => `${plural(count, "Ereignis ist", "Ereignisse sind")} durchgesehen.`, again: (count) => `${plural(count, "Ereignis ist", "Ereignisse sind")} wieder durchzusehen.`, added: (count, number) => `${plural(count, "Ereignis gehört", "Ereignisse gehören")} zu Vorfall ${number}.`,
    opened: (count, number) => `Vorfall ${number} ist aus ${plural(count, "Ereignis", "Ereignissen")} eröffnet.`, left: (count) => `${plural(count, "war", "waren")} es schon, oder es steht Ihnen nicht zu.`, stopped: (count) => `${plural(count, "bleibt", "bleiben")}, wie es war:`, undone: (count) => `Zurückgenommen für ${plural(count, "Ereignis", "Ereignisse")}.`,
  },
  drawing: { picture: "Das Bild der Kamera, mattiert", lineHelp: "Klicken Sie zwei Punkte. Pfeile zeigen, welche Richtung zählt; Punkte lassen sich ziehen.", zoneHelp: "Klicken Sie die Ecken. Personen zählen, wo sie stehen: an ihren Füßen.", keys: "Mit der Tastatur: Pfeiltasten bewegen das Kreuz, mit Umschalt weiter; die Leertaste setzt einen Punkt, die Rücktaste nimmt ihn zurück.", clear: "Neu zeichnen", whole: "Das ganze Bild" },
  kinds: {
    zone_entered: ["Jemand betritt eine Zone", "Zone betreten"], line_crossed: ["Jemand überquert eine Linie", "Linie überquert"], zone_left: ["Jemand verlässt eine Zone", "Zone verlassen"], zone_occupied: ["Eine Zone ist belegt", "Zone belegt"], zone_empty: ["Eine Zone ist leer", "Zone leer"],
    dwell: ["Jemand bleibt in einer Zone", "Verweilt"], person_down: ["Eine Person liegt am Boden", "Person am Boden"], thing_left: ["Ein Gegenstand wird zurückgelassen oder fehlt", "Gegenstand zurückgelassen oder fehlt"], running: ["Menschen rennen", "Rennen"], wrong_way: ["Jemand geht in falscher Richtung", "Falsche Richtung"],
    crowd_dense: ["Eine Menge ist zu dicht", "Menge zu dicht"], crowd_surge: ["Eine Menge wächst plötzlich", "Andrang"], vehicle_on_footway: ["Ein Fahrzeug ist auf dem Gehweg", "Fahrzeug auf Gehweg"], flame: ["Flammen sind zu sehen", "Flammen"], smoke: ["Rauch ist zu sehen", "Rauch"], camera_health: ["Eine Kamera ist verdeckt, geblendet, verdreht oder dunkel", "Kamerastörung"],
    recording_gap: ["Eine Kamera wird nicht aufgezeichnet", "Aufzeichnungslücke"], storage_low: ["Der Speicher wird knapp", "Speicher knapp"], drill_overdue: ["Die Schlüsselprobe der Verwahrer ist überfällig", "Schlüsselprobe überfällig"], outside: ["Ein anderes System meldet es", "Gemeldet"],
  },
  fields: {
    for_s: "Mindestens so lange", at_least: "Mindestens so viele", every: "Bei jeder wievielten Überquerung", largest_m: "Nicht größer als", speed_m_s: "Mindestens so schnell", warning_per_m2: "Warnung ab", alarm_per_m2: "Alarm ab", rise_per_m2: "Dichter um", alarm_rise_per_m2: "Alarm, wenn dichter um", within_s: "Innerhalb von", sure: "Wie sicher, 0 bis 1", floors: "Unter so vielen Malen der freien Reserve", days: "Seit so vielen Tagen",
  },
  units: { "": "", s: "s", m: "m", "m/s": "m/s", days: "Tage", per_m2: "Personen je m²", share: "" },
};
