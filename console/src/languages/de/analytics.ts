import type { Words } from "../../words";
import type { Translation } from "../translation";

export const analytics: Translation<Words["analytics"]> = {
  title: "Diagramme", camera: "Kamera", spans: { label: "Wie lange", day: "Tag", week: "Woche", month: "30 Tage" }, step: "Schritt", before: "Früher", after: "Später", today: "Bis jetzt",
  steps: { 15: "15 Minuten", 60: "1 Stunde", 360: "6 Stunden", 1440: "1 Tag" },
  compare: "Mit der Woche davor", asTable: "Als Tabelle", asChart: "Als Diagramm", csv: "Als CSV sichern",
  few: (below) => `<${below}`, fewNote: (below) => `Weniger als ${below} Personen werden nie genannt: Ein solcher Schritt, eine solche Zelle zeigt <${below}. Längere Schritte sagen mehr.`,
  emptyTitle: "Noch keine Kameras", emptyText: "Gezählt wird ab dem ersten Bild einer Kamera.",
  nothing: "In dieser Zeit wurde nichts gezählt.", nothingHint: "Gezählt wird, sobald eine Kamera ihren Ort sieht; die Zahlen bleiben so lange wie Beobachtungen, meist einen Monat.",
  at: "Ab", chartHelp: "Pfeiltasten gehen von Schritt zu Schritt.", weekBefore: "Woche davor",
  people: { title: "Personen im Bild", mean: "Im Mittel", most: "Höchstens zugleich", begun: "Ins Bild gekommen", total: "Insgesamt ins Bild gekommen", busiest: "Am meisten los" },
  lines: { title: "Über eine Linie", left: "Nach links", right: "Nach rechts", gone: "Eine gelöschte Regel", none: "Hier wird keine Linie gezählt.", noneHint: "Schreiben Sie für diese Kamera eine Regel „Jemand überquert eine Linie“; gezählt wird dann immer, ob sie etwas meldet oder nicht.", rules: "Zu den Regeln" },
  areas: { title: "Wie voll Flächen sind", area: (number) => `Fläche ${number}`, density: "Personen je m²", most: "Höchstens je m²", people: "Personen", none: "Hier wird keine Fläche gemessen.", noneHint: "Zeichnen Sie in den Einstellungen der Kamera eine Fläche, und legen Sie ihren Maßstab fest: Personen je Quadratmeter werden dann immer geschätzt.", settings: "Zu den Einstellungen" },
  heat: { title: "Wo Menschen standen", hint: "Grobe Zellen des Bildes, danach, wie lange Menschen darin standen.", stay: (length, visits) => `${length} insgesamt, ${visits} Besuche`, scale: "Länger", less: "Kürzer", none: "In dieser Zeit wurde niemand beobachtet.", cell: (column, row) => `Spalte ${column}, Zeile ${row}`, columns: ["Zelle", "Besuche", "Zeit insgesamt"], few: "Wenige Personen" },
};
