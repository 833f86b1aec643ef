import type { Words } from "../../words";
import type { Translation } from "../translation";

export const channels: Translation<Words["channels"]> = {
  title: "Kanäle", lead: "Wo Alarme und Vorfälle außerhalb dieses Standorts gemeldet werden. Nichts wird angesprochen, was hier nicht steht.", add: "Kanal hinzufügen", change: "Ändern", emptyTitle: "Nichts wird nach außen gemeldet", emptyText: "Ein Kanal meldet einem anderen System Ereignisse und Vorfälle: keine Bilder, keine Namen, keine Notizen.",
  onSite: "Kanäle", onSiteText: "Webhook, MQTT, E-Mail, CAP, Cursor on Target.", open: "Öffnen",
  how: "Wie", name: "Name", namePlaceholder: "Leitstelle der Stadt", least: "Ab welcher Stufe", on: (name) => `„${name}“ ein- oder ausschalten`, isOn: "Der Kanal ist ein.", off: "Der Kanal ist aus.",
  kinds: {
    webhook: ["Webhook", "JSON an eine eigene Adresse, signiert"], mqtt: ["MQTT", "Ein Broker; Home Assistant findet die Kameras"], email: ["E-Mail", "Einfache Briefe, ein Faden je Vorfall"], cap: ["CAP 1.2", "Das Common Alerting Protocol"], cot: ["Cursor on Target", "TAK: Kameras und Marken auf der Karte"],
  },
  hears: (level) => `ab ${level}`, counts: (sent, waiting, dead) => [`${sent} gesendet`, waiting > 0 ? `${waiting} warten` : "", dead > 0 ? `${dead} aufgegeben` : ""].filter((part) => part !== "").join(", "),
  test: "Etwas sagen", tried: "Eine Testnachricht ist unterwegs: siehe Nachrichten.", messages: "Nachrichten", noMessages: "Noch wurde nichts gesagt.", resend: "Erneut senden", states: { waiting: "Wartet", sent: "Gesendet", dead: "Aufgegeben" },
  removeNamed: (name) => `${name} entfernen`, removeTitle: (name) => `„${name}“ entfernen?`, removeText: "Was für ihn wartet, wird vergessen, seine Einstellungen ebenso.", removed: "Der Kanal ist entfernt.",
  wish: { events: "Ereignisse", incidents: "Vorfälle", exercises: "Übungen, als solche gekennzeichnet" }, kept: "Gesetzt. Leer lassen, um es zu behalten.",
  fields: { url: "Adresse", secret: "Geheimnis der Signatur", host: "Rechner", port: "Port", tls: "Verschlüsselt (TLS)", user: "Benutzer", password: "Passwort", topic: "Thema", discovery: "Discovery-Präfix von Home Assistant", reports: "Auf Meldungen hören, Thema", inputs: "Geräte, auf die gehört wird", security: "Verschlüsselung", sender: "Absender", to: "An", token: "Token", ca: "Zertifizierungsstelle (PEM)", certificate: "Eigenes Zertifikat (PEM)", key: "Eigener Schlüssel (PEM)" },
  hints: { secret: "Mindestens 16 Zeichen; der Empfänger prüft damit die Signatur.", port: "Leer lassen für den üblichen.", topic: "Leer: groundglass.", discovery: "Meist homeassistant; leer für keines.", reports: "Nachrichten dort werden Ereignisse; ihre Form steht in der Dokumentation. Leer: keine.", inputs: "Eines je Zeile: Thema ; Name ; Stufe ; Kamera ; Bedingung, etwa zigbee2mqtt/panik ; Notruftaster ; alarm ; halle ; action=single", to: "Eine Adresse je Zeile." },
};
