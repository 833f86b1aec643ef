import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const discovery: Translation<Words["discovery"]> = {
  title: "Kameras suchen", text: "Fragt jedes Netz dieses Rechners einmal und horcht drei Sekunden. Keine Adresse wird durchprobiert, kein Passwort geraten.",
  look: "Suchen", again: "Erneut suchen", looking: "Auf Kameras wird gehorcht",
  asked: (networks) => `Gefragt: ${networks}.`, failed: (names) => `Ließ sich nicht fragen: ${names}.`,
  found: (count) => plural(count, "Kamera hat geantwortet", "Kameras haben geantwortet"),
  none: "Keine Kamera hat geantwortet.", noneHint: "Kameras in einem anderen Netz oder mit ausgeschaltetem ONVIF antworten nicht. Geben Sie die Adresse von Hand ein.",
  unnamed: "Eine Kamera", plugged: "An diesem Rechner eingesteckt", here: (names) => `Schon hinzugefügt: ${names}`, choose: "Wählen", back: "Andere Kamera",
  account: (name) => `Anmelden an ${name}`, accountHint: "Name und Passwort der Kamera selbst. Sie gehen an die Kamera und an niemanden sonst und werden in ihrer Adresse behalten.",
  user: "Name", password: "Passwort", ask: "Datenströme erfragen", asking: "Die Kamera wird gefragt",
  streams: "Ihre Datenströme", size: (width, height) => (width === 0 ? "Größe nicht genannt" : `${width} × ${height}`), use: "Diesen Strom nehmen", sub: "Stattdessen ihren kleineren Strom mattieren, was weniger Aufwand ist", byHand: "Adresse von Hand eingeben",
};
