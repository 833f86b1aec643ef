import type { Words } from "../../words";
import type { Translation } from "../translation";

export const start: Translation<Words["start"]> = {
  title: "Erste Schritte", lead: "Fünf Schritte, wenige Minuten. Gehen Sie, wann Sie wollen: Sie warten auf Sie.", progress: (done, all) => `${done} von ${all} erledigt`,
  steps: { you: "Sie", camera: "Erste Kamera", place: "Ihr Ort", custodians: "Verwahrer", people: "Andere" },
  isDone: "erledigt", isSkipped: "später", skip: "Nicht jetzt", next: "Weiter", leave: "Fürs Erste verlassen", finish: "Live-Ansicht öffnen", goOn: "Weiter", hide: "Nicht mehr zeigen", hidden: "Die ersten Schritte stehen unter Standort, falls Sie sie wieder brauchen.",
  you: {
    title: (name) => `Willkommen, ${name}`, text: "Sie haben einen Namen und einen Anmeldeweg. Eines ist eine Minute wert: ein zweiter Weg herein, für den Tag, an dem der erste verloren ist.",
    codes: "Notfallcodes erzeugen", haveCodes: "Sie haben Notfallcodes.",
  },
  camera: {
    title: "Ihre erste Kamera", text: "Alle in ihrem Bild werden mattiert, bevor etwas gezeigt oder gespeichert wird.",
    demo: "Mit einer gezeichneten Szene erproben", demoText: "Ein Platz mit Passanten, von Groundglass gezeichnet. Niemand wird gefilmt. Entfernen Sie ihn, wann Sie wollen.", demoName: "Marktplatz", demoAdd: "Platz hinzufügen",
    own: "Eine eigene Kamera nehmen", ownText: "Ihre Adresse beginnt mit rtsp://, http:// oder rtmp://, oder ist /dev/video0, wenn sie an diesem Rechner steckt.", ownAdd: "Adresse eingeben", other: "Anders wählen",
    have: (count) => (count === 1 ? "Eine Kamera ist hier." : `${count} Kameras sind hier.`), another: "Weitere hinzufügen",
  },
  place: {
    title: "Sie lernt den Ort", knownTitle: "Sie kennt den Ort", text: "Zuerst ist das ganze Bild mattiert. Was gleich bleibt, wird Teil für Teil scharf: Es ist der Ort. Was sich bewegt oder neu ist, bleibt mattiert, und dort sind die Menschen.",
    known: (name, share) => `${name}: ${share} des Bildes sind bekannt`, proven: (name) => `Der Ort von ${name} ist bekannt. Menschen davor sind mattiert.`, waits: (name) => `${name} sendet noch kein Bild.`,
    hint: "Das dauert so lange, bis Menschen weitergegangen sind. Sie müssen hier nicht warten.", noCamera: "Fügen Sie zuerst eine Kamera hinzu: Dann zeigt diese Seite, wie sie lernt.",
  },
  custodians: {
    title: "Wer sind die Verwahrer?", text: "Manchmal wird ein Original gebraucht: ein Unfall, eine Straftat. Groundglass kann Originale versiegelt aufbewahren, sodass niemand hier sie öffnen kann, auch Sie nicht. Verwahrer gemeinsam können es, für einen Zeitraum, aus einem Grund, mit Eintrag im Register.",
    text2: "Wählen Sie eher Ämter als Freunde: Datenschutz, Betriebsrat, Leitung. Bis es genug sind, wird kein Original aufbewahrt, und alles andere geht.", name: "Verwahrer benennen", have: (count) => (count === 1 ? "Ein Verwahrer ist benannt." : `${count} Verwahrer sind benannt.`),
  },
  people: { title: "Wer arbeitet noch hier?", text: "Einen Leitstand betreibt mehr als eine Person. Alle erhalten eine Rolle und sehen nur, was zu ihr gehört.", invite: "Personen einladen", have: (count) => (count === 1 ? "1 Person gehört zum Standort." : `${count} Personen gehören zum Standort.`) },
  done: { title: "Alles ist bereit", text: "Regeln, Kanäle, die Karte und die öffentliche Seite finden Sie unter Standort und Ereignisse, wann immer Sie sie brauchen." },
  card: { title: "Erste Schritte", next: (step) => `Als Nächstes: ${step}` },
  onSite: "Erste Schritte", onSiteText: "Eine Kamera, ihr Ort, Verwahrer, Personen: Schritt für Schritt.",
};
