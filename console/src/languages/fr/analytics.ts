import type { Words } from "../../words";
import type { Translation } from "../translation";

export const analytics: Translation<Words["analytics"]> = {
  title: "Graphiques", camera: "Caméra", spans: { label: "Quelle durée", day: "Jour", week: "Semaine", month: "30 jours" }, step: "Intervalle", before: "Avant", after: "Après", today: "Jusqu'à présent",
  steps: { 15: "15 minutes", 60: "1 heure", 360: "6 heures", 1440: "1 jour" },
  compare: "Avec la semaine d'avant", asTable: "En tableau", asChart: "En graphique", csv: "Enregistrer en CSV",
  few: (below) => `<${below}`, fewNote: (below) => `En dessous de ${below} personnes, le nombre n'est jamais donné : l'intervalle ou la case indique <${below}. Des intervalles plus longs en disent plus.`,
  emptyTitle: "Pas encore de caméras", emptyText: "Les comptes commencent avec la première image d'une caméra.",
  nothing: "Rien n'a été compté sur cette période.", nothingHint: "Les comptes commencent quand une caméra voit son lieu, et sont gardés aussi longtemps que les observations : un mois d'ordinaire.",
  at: "À partir de", chartHelp: "Les flèches vont d'un intervalle à l'autre.", weekBefore: "Semaine d'avant",
  people: { title: "Personnes en vue", mean: "En moyenne", most: "Au plus à la fois", begun: "Entrées en vue", total: "Entrées en vue en tout", busiest: "Plus forte affluence" },
  lines: { title: "Franchissements de ligne", left: "Vers la gauche", right: "Vers la droite", gone: "Une règle supprimée", none: "Aucune ligne n'est comptée ici.", noneHint: "Écrivez pour cette caméra une règle « Quelqu'un franchit une ligne » ; ses passages sont alors comptés en tout temps, qu'elle avertisse quelqu'un ou non.", rules: "Vers les règles" },
  areas: { title: "Occupation des zones", area: (number) => `Zone ${number}`, density: "Personnes par m²", most: "Le plus par m²", people: "Personnes", none: "Aucune zone n'est mesurée ici.", noneHint: "Tracez une zone de comptage dans les réglages de la caméra, et marquez son échelle : les personnes par mètre carré sont alors estimées en tout temps.", settings: "Vers les réglages de la caméra" },
  heat: { title: "Où des personnes se tenaient", hint: "De grosses cases de l'image, selon le temps que des personnes y ont passé.", stay: (length, visits) => `${length} en tout, passages : ${visits}`, scale: "Plus long", less: "Plus court", none: "Personne n'a été suivi sur cette période.", cell: (column, row) => `Colonne ${column}, ligne ${row}`, columns: ["Case", "Passages", "Temps en tout"], few: "Peu de personnes" },
};
