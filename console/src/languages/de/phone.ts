import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const phone: Translation<Words["phone"]> = {
  title: "Aufträge", back: "Alle Aufträge", earlier: "Frühere", open: "Vorfall öffnen",
  emptyOn: "Nichts zu tun", emptyOnText: "Sie sind im Dienst. Was der Leitstand Ihnen sendet, erscheint hier, und Ihr Telefon kann es melden.",
  emptyOff: "Sie sind nicht im Dienst", emptyOffText: "Aufträge kommen nur, solange Sie im Dienst sind. Beginnen Sie Ihren Dienst, damit der Leitstand einen senden kann.",
  from: (name, when) => `von ${name}, ${when}`,
  answers: { accepted: "Übernommen", on_way: "Unterwegs", arrived: "Bin vor Ort", done: "Erledigt", declined: "Geht nicht" },
  declineTitle: "Melden, dass es nicht geht?", declineText: "Der Leitstand erfährt es sofort und sucht jemand anderen.",
  doneTitle: "Ist es erledigt?", doneText: "Der Auftrag endet, und ein Hilferuf ebenso.",
  help: "Ich brauche Hilfe", helpTitle: "Um Hilfe rufen?", helpText: "Alle am Leitstand sehen es sofort. Ist Leben in Gefahr, rufen Sie zuerst den Notruf.", helpSure: "Um Hilfe rufen", helpOn: "Sie haben um Hilfe gerufen. Der Leitstand sieht es.", helpOver: "Mir geht es gut",
  task: "Ihr Auftrag", seen: "Der Ort", said: "Nachrichten", nothingSaid: "Noch wurde nichts gesagt. Der Leitstand liest, was Sie schreiben.",
  write: "An den Leitstand schreiben", send: "Senden", photo: "Foto senden", quick: "Kurze Antworten",
  quickAnswers: ["Verstanden", "Hier ist alles ruhig", "Der Bereich ist frei", "Ich brauche noch fünf Minuten", "Der Weg ist versperrt"],
  waitingToBeSent: "Wartet auf das Senden", notSent: "Nicht gesendet", letGo: "Weglegen",
  waitingCount: (n) => (n === 0 ? "Nichts wartet auf das Senden." : `${plural(n, "Antwort wartet", "Antworten warten")} auf das Senden.`),
  offline: "Keine Verbindung", offlineText: "Was Sie sehen, ist vielleicht veraltet. Ihre Antworten bleiben hier und werden gesendet, sobald es ein Netz gibt.",
  asOf: (when) => `Stand: ${when}`,
  takenBack: "Der Leitstand hat diesen Auftrag zurückgenommen; er nimmt Ihre Antworten nicht mehr an. Rufen Sie den Leitstand an, wenn es wichtig ist.",
  refused: { state: (answer) => `„${answer}“ wurde nicht angenommen`, message: "Eine Nachricht wurde nicht angenommen", help: "Der Hilferuf wurde nicht angenommen", photo: "Ein Foto wurde nicht angenommen" },
  picture: {
    live: "Live", still: (age) => `Standbild, ${age} alt`, old: (age) => `Keine Verbindung. Das letzte Bild ist ${age} alt.`,
    waiting: "Wartet auf das erste Bild", weak: "Das Netz ist schwach: alle paar Sekunden ein Bild", none: "Zu diesem Vorfall gehört keine Kamera.", label: (camera) => `Mattiertes Bild von ${camera}`,
  },
  shift: { on: "Im Dienst", off: "Nicht im Dienst", since: (when) => `seit ${when}`, begin: "Dienst beginnen", end: "Dienst beenden", offline: "Um den Dienst zu beginnen oder zu beenden, braucht es eine Verbindung." },
  position: { label: "Meinen Standort teilen", hint: "Mit dem Leitstand, nur solange Sie im Dienst sind und diese Seite offen ist. Nur der neueste wird behalten, fünf Minuten lang.", failed: "Dieses Telefon sagt nicht, wo es ist.", insecure: "Braucht https." },
  tell: { label: "Auf diesem Telefon melden", hint: "Neue Aufträge und Nachrichten dazu, auch wenn diese Seite geschlossen ist.", impossible: "Diesem Browser lässt sich nichts melden. Installieren Sie die Anwendung, und nehmen Sie https.", refused: "In den Einstellungen des Telefons sind Mitteilungen für diese Seite ausgeschaltet." },
  install: "Installieren", installText: "Legt Groundglass auf den Startbildschirm. Dort öffnet es sich auch ohne Netz.",
  renew: "Laden", newer: "Eine neue Version ist bereit.",
  more: "Dieses Telefon",
  shot: {
    title: "Foto senden", take: "Foto aufnehmen", again: "Anderes Foto", caption: "Was zeigt es?", placeholder: "Wasser am Nordausgang", send: "Senden",
    explain: "So wird es für alle aussehen. Das Foto selbst verlässt dieses Telefon nicht und wird nicht behalten.",
    hint: "Feuer, Rauch, Wasser und ein versperrter Weg bleiben zu sehen, Menschen nicht. Treten Sie zurück, damit kein Gesicht das Bild füllt.",
    making: "Das Foto wird mattiert", failed: "Diese Datei ist kein Bild, das dieses Telefon lesen kann.", preview: "Das mattierte Foto, in groben Zellen",
  },
  signOutTitle: (n) => `${plural(n, "Antwort wurde", "Antworten wurden")} noch nicht gesendet`, signOutText: "Sie liegen nur auf diesem Telefon und gehen beim Abmelden verloren.", signOutYes: "Trotzdem abmelden",
  photoOf: (name) => `Mattiertes Foto von ${name}`, you: "Sie",
};
