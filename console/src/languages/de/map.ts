import type { Words } from "../../words";
import type { Translation } from "../translation";

export const map: Translation<Words["map"]> = {
  title: "Karte", label: "Karte des Standorts", outdoors: "Im Freien", grid: "Raster", ground: "Was zu sehen ist", zoomIn: "Vergrößern", zoomOut: "Verkleinern", fit: "Alles zeigen",
  keys: "Pfeiltasten bewegen die Karte, Plus und Minus zoomen, 0 zeigt alles. Die Liste daneben enthält dasselbe.",
  shows: "Zeigen", fields: "Blickfelder", heat: "Wo Menschen waren", events: "Ereignisse",
  heatSince: "Zeit", heatHours: { day: "24 h", week: "7 Tage", month: "30 Tage" },
  heatNone: "Keine Kamera hier weiß, wie groß ein Meter in ihrem Bild ist. Legen Sie es in ihren Einstellungen unter Maßstab fest, und diese Karte wird gezeichnet.",
  heatQuiet: "In dieser Zeit wurde hier nichts gezählt.",
  heatFew: (few) => `Blasse Felder sahen weniger als ${few} Personen; wie viele, wird nicht gesagt.`,
  heatScale: ["weniger", "mehr"],
  list: "Auf der Karte", incidents: "Offene Vorfälle", noIncidents: "Nichts ist offen.", eventsLately: "Ereignisse der letzten Stunde", noEvents: "In der letzten Stunde geschah nichts.",
  cameras: "Kameras hier", noCameras: "Hier steht noch keine Kamera.", elsewhere: "Anderswo", nowhere: "Noch nicht auf der Karte", onOther: (ground) => `Auf ${ground}`,
  responders: "Einsatzkräfte", noResponders: "Niemand im Dienst teilt seinen Standort.", errorOf: (metres) => `auf ${metres} m genau`, given: "gemeldet", withoutPlace: "ohne Platz auf der Karte",
  incidentOf: (number, title) => `Vorfall ${number}: ${title}`, eventAt: (what, when) => `${what}, ${when}`, cameraOf: (name, state) => `Kamera ${name}: ${state}`, responderOf: (name) => `Einsatzkraft ${name}`,
  card: { live: "Live ansehen", settings: "Einstellungen", incident: "Vorfall öffnen", moment: "Augenblick ansehen", close: "Schließen", faces: (azimuth) => `blickt nach ${azimuth}`, on: "Auf der Karte zeigen" },
  compass: ["Norden", "Nordosten", "Osten", "Südosten", "Süden", "Südwesten", "Westen", "Nordwesten"], onPlan: ["oben", "oben rechts", "rechts", "unten rechts", "unten", "unten links", "links", "oben links"],
  arrange: {
    begin: "Anordnen", end: "Fertig", undo: "Rückgängig", undone: "Zurückgesetzt.", nothing: "Nichts rückgängig zu machen", title: "Anordnen",
    help: "Ziehen Sie eine Kamera dorthin, wo sie steht. Der Griff am Ende ihres Blicks dreht sie und sagt, wie weit sie sieht; die beiden an den Seiten sagen, wie breit.",
    keys: "Ist eine Kamera gewählt, bewegen Pfeiltasten sie, [ und ] drehen sie; mit Umschalt in größeren Schritten.",
    put: "Auf die Karte setzen", move: "Hierher setzen", off: "Von der Karte nehmen", offDone: (name) => `${name} ist nicht mehr auf der Karte.`,
    fields: { latitude: "Breite", longitude: "Länge", x: "Meter nach rechts", y: "Meter nach oben", azimuth: "Blickt nach, °", view: "Sieht, ° breit", range: "Sieht so weit, m", height: "Höhe, m" },
    floor: "Geschoss", noFloor: "Kein Geschoss", handleAim: (name) => `${name} drehen und festlegen, wie weit sie sieht`, handleWide: (name) => `Festlegen, wie breit ${name} sieht`,
    notANumber: "Das ist keine Zahl in den Grenzen.", where: "Wo liegt dieser Standort? Geben Sie Breite und Länge einer Kamera ein: Dort beginnt die Karte.",
  },
  floor: {
    add: "Geschoss hinzufügen", change: "Geschoss ändern", name: "Name", namePlaceholder: "Erdgeschoss", create: "Hinzufügen", picture: "Bild des Geschosses", pictureHint: "PNG, JPEG oder WebP, höchstens 8 MiB: ein Plan, eine Zeichnung, ein Foto des Plans an der Wand. Niemand sollte darauf zu erkennen sein: Es wird nicht mattiert.",
    choose: "Bild wählen", other: "Anderes Bild wählen", uploading: "Das Bild wird gesendet", tooLarge: "Dieses Bild ist größer als 8 MiB. Sichern Sie es kleiner.", remove: "Geschoss entfernen", removeTitle: "Dieses Geschoss entfernen?", removeText: "Sein Bild verschwindet, und Kameras darauf sind nicht mehr auf der Karte.",
    place: "Wo es liegt", placeText: "Setzen Sie die beiden Nadeln auf Punkte des Bildes, die Sie kennen: zwei Ecken des Gebäudes, zwei Türen.", how: "Was über sie bekannt ist", byDistance: "Wie weit sie auseinanderliegen", byWorld: "Wo auf der Erde sie liegen", byMetres: "Ihre Meter",
    distance: "Abstand, m", pin: (name) => `Nadel ${name}: ziehen, oder mit den Pfeiltasten bewegen`, latitude: (name) => `Breite von ${name}`, longitude: (name) => `Länge von ${name}`, x: (name) => `${name}, Meter nach rechts`, y: (name) => `${name}, Meter nach oben`,
    unplaced: "Noch hat niemand gesagt, wie groß dieser Plan ist. Er ist gezeichnet, als wäre er 40 m breit.", placeIt: "Größe festlegen", unreadable: "Dieser Browser kann das Bild nicht zeigen.", grid: "Ohne Bild wird ein Raster aus Metern gezeichnet.",
  },
  empty: { title: "Noch ist nichts auf der Karte", text: "Setzen Sie Kameras dorthin, wo sie stehen, und Ereignisse und Vorfälle erscheinen an ihrem Ort.", outside: "Eine Karte der Umgebung ist eine einzige Datei: `groundglass map add FILE.pmtiles`. Der Plan eines Gebäudes ist ein Bild." },
  baseTrouble: (why) => `Die Datei unter der Karte lässt sich nicht benutzen: ${why}.`, baseFailed: "Dieser Browser kann die Karte der Umgebung nicht zeichnen. Alles andere ist da.", drawing: "Die Karte wird gezeichnet",
  mini: { label: (name) => `Wo ${name} ist`, open: "Auf der Karte" },
  metres: (length) => `${length} m`, kilometres: (length) => `${length} km`,
};
