import type { Words } from "../../words";
import type { Translation } from "../translation";

export const stills: Translation<Words["stills"]> = {
  take: "Standbild nehmen", takeOf: (name) => `Standbild von ${name} nehmen`, title: "Standbild des Moments", intro: "Das mattierte Bild in voller Größe, so wie es gespeichert wird. Was Sie nehmen, steht im Register.",
  frosted: "Vor dem Speichern mattiert", live: "live",
  save: "Als PNG sichern", copy: "Kopieren", saved: "Das Standbild ist gesichert.", copied: "Das Standbild ist kopiert.", noCopy: "Dieser Browser kopiert hier keine Bilder. Sichern Sie es stattdessen.", none: "Noch ist kein Bild da.", choose: "Wählen Sie zuerst ein Bild: zeigen Sie darauf, oder gehen Sie mit den Pfeiltasten hin.", notMade: "Der Browser konnte das Bild nicht anfertigen. Versuchen Sie es noch einmal.",
};
