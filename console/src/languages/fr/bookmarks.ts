import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const bookmarks: Translation<Words["bookmarks"]> = {
  title: "Signets", one: "Un instant marqué", mark: "Marquer cet instant", markOf: (name) => `Marquer cet instant de ${name}`, change: "Modifier la note", remove: "Retirer", jump: "Aller à cet instant",
  intro: "Des instants que quelqu'un a marqués, avec un mot : B pendant que vous regardez une image, en direct ou enregistrée.",
  note: "Note", placeholder: "Un camion recule contre la borne", hint: "Elle peut rester vide. Dites ce qui s'est passé, pas qui : tous ceux qui voient ces caméras la lisent.", cameras: "De ces caméras", few: "Gardez au moins une caméra.",
  save: "Marquer", saveNote: "Enregistrer", marked: "Marqué.", changed: "La note est modifiée.", removed: "Le signet est retiré.", restored: "Il est de retour.", show: "Montrer",
  words: "Mots de la note", day: "Jour", clear: "Effacer", noNote: "Sans note", by: (name, when) => `${name === "" ? "Quelqu'un qui n'est plus là" : name} · ${when}`, noStill: "Pas d'image",
  emptyTitle: "Rien n'est marqué", emptyText: "Appuyez sur B sur le mur, devant une caméra ou sur la chronologie, et l'instant se trouve ici : pour y revenir, ou pour le montrer à quelqu'un. Aucun enregistrement n'est gardé plus longtemps que d'habitude.",
  none: "Aucun signet de ce genre.", noneHint: "Ôtez un mot, ou regardez un autre jour.", found: (count, more) => (more ? `Les ${count} plus récents` : plural(count, "signet", "signets")), more: "Plus",
  attach: "Ajouter à un incident", attached: (number) => `La minute autour est jointe à l'incident ${number}.`, some: (failed) => `Non ajouté : ${failed}.`, toIncident: "Ouvrir",
};
