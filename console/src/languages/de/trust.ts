import type { Words } from "../../words";
import type { Translation } from "../translation";

export const trust: Translation<Words["trust"]> = {
  title: "Zertifikat", looking: "Das Zertifikat wird angesehen", nothingSaid: "Weder Name noch Passwort wurde bisher gesendet.",
  first: "Diese Kamera zeigt dieses Zertifikat", firstHint: "Vergleichen Sie den Fingerabdruck möglichst mit der eigenen Seite der Kamera. Von da an gilt nur als diese Kamera, wer es zeigt.",
  fingerprint: "Fingerabdruck (SHA-256)", says: "Nennt sich", saysNothing: "Nichts", until: "Gültig",
  from: (begins, ends) => `${begins} bis ${ends}`,
  trust: "Diesem Zertifikat vertrauen", goOn: "Ungeprüft fortfahren",
  obstacles: {
    early: ["Die Zeit dieses Zertifikats hat noch nicht begonnen; es lässt sich nicht prüfen.", "Stellen Sie die Uhr der Kamera und lassen Sie sie ein neues erstellen."],
    over: ["Die Zeit dieses Zertifikats ist abgelaufen; es lässt sich nicht prüfen.", "Lassen Sie die Kamera ein neues erstellen und sehen Sie dann erneut nach."],
    nameless: ["Dieses Zertifikat ist auf niemanden ausgestellt; es lässt sich nicht prüfen.", "Lassen Sie die Kamera eines mit Namen erstellen und sehen Sie dann erneut nach."],
    playlist: ["Die Dateien einer Abspielliste werden einzeln geholt und lassen sich nicht prüfen.", "Nehmen Sie den RTSP-Strom der Kamera (rtsps)."],
  },
  unchecked: "Verschlüsselt, aber nicht geprüft", uncheckedHint: "Wer irgendein Zertifikat zeigt, gilt als diese Kamera. Sehen Sie nach, welches sie zeigt, und vertrauen Sie ihm.",
  held: "Nur wer dieses Zertifikat zeigt, gilt als diese Kamera.",
  authority: "Das gezeigte Zertifikat muss von der Zertifizierungsstelle des Standorts unterschrieben sein.", authorityHint: "Sie können stattdessen einem einzelnen Zertifikat vertrauen.",
  look: "Nachsehen, was sie jetzt zeigt", same: "Sie zeigt das Zertifikat, dem vertraut wird.", other: "Sie zeigt jetzt ein anderes Zertifikat",
  otherHint: "So ist es nach einem neuen Zertifikat oder Zurücksetzen der Kamera, und auch, wenn jemand an ihrer Stelle steht. Vergleichen Sie, bevor Sie vertrauen.",
  stop: "Nicht mehr prüfen",
};
