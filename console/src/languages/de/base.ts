/** The parts of words.ts itself in German. */

import type { Words } from "../../words";
import type { Translation } from "../translation";
import { people } from "./people";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

type Base =
  | "product" | "motto" | "skip" | "nav" | "common" | "time" | "connection" | "state" | "view" | "live" | "camera" | "clip"
  | "cameras" | "add" | "settings" | "scale" | "signIn" | "me" | "site" | "toast";

export const base: Translation<Pick<Words, Base>> = {
  product: "Groundglass",
  motto: "Sehen, was geschieht, nie wer.",
  skip: "Zum Inhalt springen",
  nav: { label: "Hauptmenü", wall: "Live", cameras: "Kameras", custody: "Verwahrung", ledger: "Register", site: "Standort", me: "Sie", search: "Suchen", incidents: "Vorfälle", events: "Ereignisse", map: "Karte", history: "Rückblick", tasks: "Aufträge", newIncidents: (count) => plural(count, "neuer Vorfall", "neue Vorfälle") },
  common: {
    cancel: "Abbrechen", save: "Sichern", saved: "Gesichert", close: "Schließen", back: "Zurück", undo: "Rückgängig", retry: "Erneut versuchen",
    loading: "Wird geladen", remove: "Entfernen", done: "Fertig", copy: "Kopieren", showPassword: "Zeigen", hidePassword: "Verbergen",
    needsAttention: (count) => (count === 1 ? "1 Kamera braucht Aufmerksamkeit" : `${count} Kameras brauchen Aufmerksamkeit`),
  },
  time: { today: "Heute", yesterday: "Gestern", days: (count) => plural(count, "Tag", "Tage") },
  connection: {
    lost: "Der Server antwortet nicht. Was Sie sehen, ist vielleicht veraltet.",
    retrying: "Neuer Versuch",
    deskAway: "Die Leitstelle der Anlage antwortet nicht. Sie können weiter zusehen; ändern lässt sich erst wieder etwas, wenn sie zurück ist.",
  },
  state: {
    connecting: "Verbindet", live: "Live", stalled: "Stockt", refused: "Abgewiesen", lost: "Getrennt", fault: "Störung",
    ended: "Beendet", off: "Aus", removed: "Entfernt",
  },
  view: {
    starting: "Lernt den Ort", proving: "Lernt den Ort", proven: "Ort bekannt", awaiting_approval: "Wartet auf Freigabe",
    moved: "Kamera bewegt", covered: "Kamera verdeckt", blinded: "Kamera geblendet", defocused: "Unscharf", dark: "Dunkel",
    light_changed: "Licht geändert", failed: "Mattieren misslang",
  },
  live: {
    opening: "Das Bild wird verbunden", waiting: "Wartet auf das erste Bild", stalled: "Das Bild steht still",
    retrying: (wait_s) => `Verbindung verloren. Neuer Versuch in ${wait_s} s`, idle: "Angehalten, solange nicht sichtbar",
    unsupported: "Dieser Browser kann keine Live-Bilder spielen. Nehmen Sie ein aktuelles Chrome, Edge, Firefox oder Safari.",
    retryIn: (wait_s) => `Nächster Versuch in ${wait_s} s`,
    provenSoFar: (share) => `${share} des Bildes bekannt`,
  },
  camera: {
    declared: "Als Einblendung angegeben: wird gezeigt, wie sie ist, wer auch dahinter steht", live: "Live", recording: "Aufzeichnung", goLive: "Zurück zu Live", play: "Abspielen", pause: "Anhalten", again: "Die letzten 10 Sekunden noch einmal", stepBack: "Ein Bild zurück",
    stepForward: "Ein Bild vor", speed: "Tempo", clip: "Clip", settings: "Einstellungen", timeline: "Zeitleiste",
    timelineHelp: "Pfeiltasten bewegen um 5 Sekunden, mit Umschalt um 1 Minute. Komma und Punkt gehen ein Bild weiter. Plus und Minus zoomen.",
    gap: { disk_full: "Nicht aufgezeichnet: Der Datenträger war voll.", disk_failed: "Nicht aufgezeichnet: Der Datenträger war nicht beschreibbar.", disk_slow: "Nicht aufgezeichnet: Der Datenträger war zu langsam.", store_away: "Nicht aufgezeichnet: Datenbank oder Objektspeicher waren zu lange fort." },
    seeking: "Das Bild wird gesucht", buffering: "Die Aufzeichnung wird geladen", nothingHere: "In diesem Augenblick wurde nichts aufgezeichnet",
    nothingHint: "Wählen Sie einen Augenblick auf einem farbigen Teil der Zeitleiste.",
    noRecordingTitle: "Noch nichts aufgezeichnet", noRecordingText: "Die Aufzeichnung beginnt mit dem ersten Bild der Kamera.",
    gone: "Diese Kamera gibt es nicht", goneHint: "Sie wurde vielleicht entfernt. Ihre Aufzeichnungen bleiben, bis ihre Zeit um ist.",
    zoomIn: "Näher heran", zoomOut: "Weiter weg", zoomFit: "Ganzes Bild", times: (scale) => `${scale.toFixed(1).replace(".", ",")}×`, details: "Über dieses Bild",
    source: "Kamera sendet", delay: "Mattieren dauert", dropped: "Bilder verworfen", hidden: "Jetzt verborgen", since: "Seit", oldest: "Älteste Aufzeichnung",
    kept: "Aufgezeichnet", of: "von",
    ranges: { minute: "10 min", hour: "1 h", day: "24 h", week: "7 Tage" },
  },
  clip: {
    title: "Clip", from: "Von", to: "Bis", length: "Länge", download: "Herunterladen", downloading: "Der Clip wird vorbereitet",
    cancel: "Download abbrechen", done: "Clip gesichert", setStart: "Hier beginnen", setEnd: "Hier enden",
    help: "Ziehen Sie die Griffe auf der Zeitleiste, oder setzen Sie Anfang und Ende an der Abspielmarke.", close: "Clip verlassen",
    frosted: "Im Clip bleiben alle mattiert.",
  },
  cameras: {
    title: "Kameras", add: "Kamera hinzufügen", columns: { camera: "Kamera", state: "Zustand", place: "Ort", recorded: "Aufgezeichnet", source: "Sendet" },
    emptyTitle: "Noch keine Kameras", emptyForYou: "Die Verwaltung des Standorts fügt sie hinzu.", emptyText: "Eine Kamera braucht eine Adresse, die mit rtsp://, http:// oder rtmp:// beginnt, oder /dev/video0, wenn sie an diesem Rechner steckt.",
    removed: (name) => `${name} ist entfernt. Die Aufzeichnungen bleiben, bis ihre Zeit um ist.`,
    restored: (name) => `${name} ist wieder da.`, couldNotRemove: "Die Kamera konnte nicht entfernt werden.",
    neverRecorded: "Noch nichts", unknownSource: "Noch nicht bekannt",
  },
  add: {
    title: "Kamera hinzufügen", stepAddress: "Adresse", stepTest: "Test", stepName: "Name",
    addressLabel: "Adresse der Kamera", addressHint: "Wie ihr Handbuch oder ihre Webseite sie nennt, mit Name und Passwort, wo sie danach fragt.",
    transport: "Transport", transportAuto: "Automatisch", transportTcp: "TCP", transportUdp: "UDP", test: "Testen", testing: "Die Kamera wird gefragt",
    testingHint: "Das dauert bis zu 15 Sekunden.", found: "Die Kamera antwortet", picture: "Bild", codec: "Codec", rate: "Rate", sound: "Ton",
    soundYes: "Vorhanden; wird verworfen, nie aufgezeichnet", soundNo: "Keiner", perSecond: (rate) => `${rate} Bilder je Sekunde`,
    nameLabel: "Name", nameHint: "Wohin sie blickt, wie man es hier nennt: Haupttor, Bahnsteig 3.", modeTitle: "Wie der Ort scharf wird",
    add: "Hinzufügen", adding: "Wird hinzugefügt", addAnyway: "Ohne Bild hinzufügen", otherAddress: "Adresse ändern", examplesTitle: "Übliche Adressen",
    examplesText: "Wählen Sie einen Hersteller als Anfang. Ersetzen Sie, was in Großbuchstaben steht.", whatNext: "Zuerst ist das ganze Bild mattiert. Teile werden scharf, sobald erwiesen ist, dass sie der Ort sind und kein Mensch.",
  },
  settings: {
    title: "Einstellungen", general: "Allgemein", name: "Name", address: "Adresse", addressHint: "Das Passwort wird behalten und nie gezeigt. Geben Sie eine ganze Adresse ein, um sie zu ersetzen.",
    changeAddress: "Adresse ersetzen", enabled: "Eingeschaltet", enabledHint: "Aus: keine Verbindung, nichts wird gezeigt, nichts aufgezeichnet.",
    frost: "Mattieren", style: "Wie Verborgenes aussieht",
    styles: {
      silhouette: ["Silhouette", "Weiche Flächen aus Mattglas, die sich mit dem bewegen, was sie verbergen."],
      mosaic: ["Mosaik", "Grobe Kacheln, die eine Ahnung von Licht und Farbe behalten."],
      absent: ["Abwesend", "Der Ort, als wäre niemand da, mit einem dünnen Rand um das, was verborgen ist, und einem weichen Fleck, wo der Ort noch nicht bekannt ist."],
    },
    mode: "Wie der Ort scharf wird",
    modes: {
      proven: ["Durch Nachweis", "Ein Teil wird scharf, wenn er lange genug gleich blieb, um der Ort zu sein."],
      approved: ["Durch Freigabe", "Nichts wird scharf, bevor ein Mensch es angesehen und zugestimmt hat."],
    },
    evidence: "Nötiger Nachweis", evidenceHint: "Wie lange ein Teil gleich bleiben muss, bevor er als der Ort gilt. Länger ist sicherer, kürzer ist schneller.",
    evidenceValue: (length_s) => `${length_s} s`,
    privacy: "Immer mattiert", privacyHint: "Zeichnen Sie Flächen, die nie scharf werden dürfen: ein Fenster, ein Bett, die Tür der Nachbarn.",
    overlays: "Immer gezeigt", overlaysHint: "Zeichnen Sie nur, wo die Kamera selbst ihre Uhr oder ihren Namen schreibt. Wer dahinter steht, ist dort nicht mattiert.",
    drawArea: "Fläche zeichnen", finishArea: "Fläche schließen", removeArea: (number) => `Fläche ${number} entfernen`,
    noAreas: "Keine Flächen gezeichnet.", drawHelp: "Klicken Sie die Ecken, dann wieder die erste. Mit der Tastatur: Pfeiltasten bewegen das Kreuz, mit Umschalt weiter, die Leertaste setzt eine Ecke, die Rücktaste nimmt sie zurück, Eingabe schließt ab. Esc gibt auf.",
    corner: (corner, area) => `Ecke ${corner} der Fläche ${area}`, cornerHelp: "Ziehen Sie sie, oder bewegen Sie sie mit den Pfeiltasten; Entf entfernt sie.", corners: (count) => (count === 1 ? "1 Ecke gesetzt." : `${count} Ecken gesetzt.`),
    counted: "Zählflächen", countedHint: "Teile der Ansicht, für die gezählt wird, wie voll sie sind: für Diagramme und für Regeln über Mengen. Für Personen je Quadratmeter braucht die Kamera einen Maßstab.", countedKept: "Eine Regel kann eine Fläche mit ihrer Nummer nennen; Nummern bleiben.",
    area: (number) => `Fläche ${number}`,
    place: "Der Ort", placeHint: "Was diese Kamera von ihrer Szene ohne Passanten weiß. Mattiert, wo nichts erwiesen ist.",
    noPlace: "Noch ist nichts erwiesen. Kommen Sie wieder, wenn die Kamera ihre Szene eine Weile gesehen hat.",
    proposal: "Vorgeschlagen", proposalHint: "Diese Teile würden scharf. Prüfen Sie, dass niemand darin ist; geben Sie dann alles frei, oder zeichnen Sie, was Sie freigeben.",
    approveAll: "Alles freigeben", approveDrawn: (count) => (count === 1 ? "1 Fläche freigeben" : `${count} Flächen freigeben`),
    drawApproval: "Freigabe zeichnen", approved: "Freigegeben", forget: "Ort vergessen", forgetHint: "Alles ist wieder mattiert, bis es neu erwiesen ist.",
    forgetAsk: "Den Ort dieser Kamera vergessen? Das ganze Bild ist mattiert, bis er neu erwiesen ist.", forgetYes: "Vergessen", forgotten: "Der Ort ist vergessen",
    removal: "Kamera entfernen", removalHint: "Ihre Aufzeichnungen bleiben, bis ihre Zeit um ist. Sie können dies 10 Minuten lang rückgängig machen.", remove: "Kamera entfernen",
    restartNote: "Andere Adressen oder Arten zu mattieren starten den Arbeitsprozess der Kamera neu; das Bild ist in Sekunden wieder da.",
  },
  scale: {
    title: "Maßstab", hint: "Wie groß ein Meter im Bild ist. Das Mattieren folgt dann der Szene statt dem Bild; ohne Maßstab ist es grob.",
    none: "Nicht gemessen: mattiert, als füllte jemand das Bild.", measure: "Messen", measureAgain: "Erneut messen", forget: "Maßstab vergessen", by: "Gemessen mit",
    kinds: { uprights: "Zwei Aufrechte", ground: "Ein Rechteck am Boden", mounting: "Objektiv und Montage" },
    help: {
      uprights: "Ziehen Sie die Enden jeder Linie an Kopf und Fuß von etwas Aufrechtem: eines fern, eines nah.",
      ground: "Ziehen Sie die Ecken auf ein Rechteck am ebenen Boden, etwa einen Parkplatz: nah links, nah rechts, fern rechts, fern links.",
      mounting: "Wie es in den Notizen der Montage und im Datenblatt der Kamera steht.",
    },
    lengths: {
      uprights: ["Höhe des linken, m", "Höhe des rechten, m"],
      ground: ["Breite, m", "Tiefe, m"],
      mounting: ["Höhe über dem Boden, m", "Grad unter dem Horizont", "Senkrechter Bildwinkel, Grad"],
    },
    columns: ["Zeile", "Die Kamera liefert", "Mattiert bleibt höchstens"],
    row: (share) => (share === 0 ? "Oben" : share === 1 ? "Unten" : `${Math.round(share * 100)} %`),
    pixels: (px_per_m) => `${px_per_m < 20 ? px_per_m.toFixed(1).replace(".", ",") : Math.round(px_per_m)} px/m`,
  },
  signIn: {
    title: "Anmelden", name: "Name", password: "Passwort", submit: "Anmelden", signingIn: "Wird angemeldet", passkey: "Mit Passkey anmelden", or: "oder",
    usingLink: "Ihr Link wird geöffnet", linkFailed: "Dieser Link gilt nicht", linkFailedHint: "Ein Link gilt einmal und nicht lange. Bitten Sie die Verwaltung um einen neuen, oder führen Sie auf dem Rechner selbst groundglass link aus.",
    needFirst: "An diesem Standort ist noch niemand. Öffnen Sie den einmaligen Link, den der Server beim Start ausgegeben hat.",
    welcome: "Willkommen", welcomeText: (role) => `Ihre Rolle an diesem Standort: ${people.roles?.[role]?.[0] ?? role}. Sagen Sie, wer Sie sind, und wählen Sie, wie Sie sich künftig anmelden.`,
    welcomeAgain: "Wählen Sie, wie Sie sich künftig anmelden.", yourName: "Ihr Name", choosePassword: "Passwort wählen", passwordHint: "Mindestens 10 Zeichen. Länge schlägt Sonderzeichen.",
    usePasskey: "Lieber einen Passkey", usePasskeyHint: "So, wie Sie dieses Gerät entsperren, oder ein Sicherheitsschlüssel; nichts zu merken.", begin: "Beginnen", passkeyName: "Dieses Gerät",
    tooShort: "Nehmen Sie mindestens 10 Zeichen.",
    passkeyRefused: "Der Passkey wurde nicht benutzt. Versuchen Sie es erneut, oder nehmen Sie ein Passwort.", passkeyUnsupported: "Passkeys brauchen https oder localhost und einen aktuellen Browser.",
  },
  me: {
    title: "Sie", profile: "Profil", name: "Name", role: "Rolle", password: "Passwort", changePassword: "Passwort ändern", setPassword: "Passwort festlegen", newPassword: "Neues Passwort",
    passwordSaved: "Ihr Passwort ist geändert.", passkeys: "Passkeys", passkeysEmpty: "Noch keine. Ein Passkey meldet Sie so an, wie Sie dieses Gerät entsperren, oder mit einem Sicherheitsschlüssel.",
    addPasskey: "Passkey hinzufügen", added: "Hinzugefügt", sessions: "Angemeldet", sessionsCount: (count) => (count === 1 ? "Nur auf diesem Gerät." : `Auf ${count} Geräten.`),
    thisDevice: "Dieses Gerät", signOut: "Abmelden", appearance: "Darstellung", language: "Sprache", themes: { system: "System", light: "Hell", dark: "Dunkel" }, lastSeen: "zuletzt benutzt", endSession: "Dort abmelden", sessionEnded: "Jener Browser ist innerhalb einer Minute abgemeldet.",
  },
  site: {
    title: "Standort", storage: "Speicher", used: "Aufzeichnungen", free: "Frei", floor: "Freie Reserve", oldest: "Älteste Aufzeichnung", noRecordings: "Noch nichts aufgezeichnet", room: "Platz für", roomFor: (length) => `etwa ${length} beim jetzigen Zuwachs`,
    storageHint: "Wenn der freie Platz auf die Reserve sinkt, weichen die ältesten Aufzeichnungen. Nichts wird je unmattiert gespeichert.", version: "Version", cameras: "Kameras", about: "Über",
    promiseTitle: "Was dieser Standort nie tut", promise: "Keine Gesichtserkennung, keine Kennzeichen, kein Wiederfinden von Menschen über Kameras oder Tage hinweg. Durch keine Einstellung, für niemanden.",
  },
  toast: { label: "Meldungen", dismiss: "Ausblenden" },
};
