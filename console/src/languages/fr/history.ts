import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const history: Translation<Words["history"]> = {
  tabs: { label: "Parties de l'historique", timeline: "Chronologie", search: "Recherche", analytics: "Graphiques" },
  timeline: {
    title: "Chronologie", choose: "Caméras", chosen: (count) => plural(count, "caméra", "caméras"), most: (most) => `Au plus ${most} se lisent ensemble. Enlevez-en une pour en ajouter une autre.`,
    emptyTitle: "Pas encore de caméras", emptyText: "Dès qu'une caméra est ajoutée, ce qu'elle a enregistré se lit ici en même temps que les autres.",
    lanes: "Chronologie des caméras choisies", lanesHelp: "Les flèches avancent ou reculent de 5 secondes, avec Maj d'une minute. N et P vont à l'événement suivant et précédent. Virgule et point : image par image. Plus et moins : zoom.",
    gap: "Pas enregistré ici", waiting: (names) => `En attente de ${names}`, atNow: "Rien de plus récent n'est enregistré.",
    next: "Événement suivant", previous: "Événement précédent", noNext: "Aucun événement après celui-ci.", noPrevious: "Aucun événement avant celui-ci.",
    events: "Événements", noEvents: "Aucun événement dans cet intervalle. Élargissez la chronologie, ou cherchez parmi tous.", searchAll: "Chercher parmi tous", open: (name) => `Ouvrir ${name} à cet instant`,
    withOthers: "Avec d'autres caméras",
    clipFor: "Enregistrer le clip de", saving: (name, done, all) => `Enregistrement de ${name}, ${done} sur ${all}`, save: (count) => `Enregistrer ${plural(count, "fichier", "fichiers")}`, saved: (count) => `${plural(count, "clip enregistré", "clips enregistrés")}.`, some: (failed) => `Non enregistré : ${failed}. Il n'y a peut-être rien d'enregistré là.`, few: "Choisissez au moins une caméra.",
    lane: (name, events) => `${name} : ${plural(events, "événement affiché", "événements affichés")}`,
  },
  search: {
    title: "Recherche", conditions: "Conditions", intro: "Par ce qui s'est passé, où et quand. Rien ici ne permet de chercher une personne.",
    what: "Quoi", kinds: "Types", anyKind: "Tout", level: "Gravité", where: "Où", anyCamera: "Toute caméra", area: "Zone", anyArea: "Partout dans la vue", areaOf: (number) => `Zone ${number}`,
    when: "Quand", lasts: { day: "24 h", week: "7 j", month: "30 j", all: "Tout", between: "Entre" }, from: "De", to: "À", hours: "Seulement entre", hoursTo: "et", anyHour: "À toute heure", days: "Seulement le", clear: "Effacer",
    found: (count, more) => (more ? `Les ${count} plus récents` : plural(count, "événement", "événements")), more: "Plus", none: "Rien de ce genre ne s'est passé alors.", noneHint: "Élargissez la période, ou ôtez une condition.",
    share: "Copier l'adresse", shared: "L'adresse de cette recherche est copiée. Qui l'ouvre voit ce qu'il a le droit de voir.", watch: "Voir cet instant", around: "Avec d'autres caméras", noStill: "Pas d'image",
    zone: (zone) => `Les heures sont celles de ${zone}.`, order: "D'abord", newest: "Récents d'abord", oldest: "Anciens d'abord",
  },
};
