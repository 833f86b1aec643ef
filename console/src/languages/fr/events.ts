import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const events: Translation<Words["events"]> = {
  title: "Événements", tabs: { label: "Parties des événements", events: "Ce qui s'est passé", rules: "Règles" },
  emptyTitle: "Il ne s'est rien passé", emptyText: "Un événement est ce qu'une règle a trouvé : quelqu'un franchit une ligne, une foule trop dense, une caméra couverte. Écrivez une règle pour en être averti.",
  noneFound: "Rien de ce genre.", older: "Plus anciens", all: "Toutes les caméras", every: "À partir d'information", least: { info: "Tous", warning: "Avertissements et alarmes", alarm: "Alarmes seulement" },
  openIncident: "Ouvrir un incident", itsIncident: "Au tableau", opened: "Incident ouvert.", began: "début", ended: "fin", exercise: "Exercice", outside: "de l'extérieur",
  toLeft: "vers la gauche", toRight: "vers la droite", since: (length) => `après ${length}`,
  rules: {
    write: "Écrire une règle", emptyTitle: "Pas encore de règles", emptyText: "Une règle dit de quoi vous voulez être averti, où dans l'image, et quand. Elle peut être essayée sur l'enregistré avant d'entrer en vigueur.",
    sleeping: "Désactivée", quiet: "passés sous silence", counted: (left, right) => `${left} vers la gauche, ${right} vers la droite`, edit: "Modifier", house: "Le site", anyCamera: "Toute caméra",
    deleted: (name) => `« ${name} » est supprimée.`, deleteTitle: (name) => `Supprimer « ${name} » ?`, deleteText: "Ce qu'elle a trouvé reste dans la liste des événements.", saved: "La règle est en vigueur.", on: (name) => `Activer ou désactiver « ${name} »`, remove: "Supprimer", readOnly: "Les règles sont écrites par l'administration.",
  },
  form: {
    newTitle: "Écrire une règle", changeTitle: "Modifier la règle", kind: "M'avertir quand", name: "Nom", namePlaceholder: "Porte nord, après la fermeture", camera: "Caméra", level: "Gravité", quiet: "Puis se taire pendant", quietHint: "Après un événement, aucun autre de cette règle pendant ce temps.",
    direction: "Sens", directions: { either: "Les deux", to_left: "Vers la gauche", to_right: "Vers la droite" }, way: "Sens autorisé", ways: { right: "Droite", left: "Gauche", up: "Haut", down: "Bas", "up-right": "Haut et droite", "up-left": "Haut et gauche", "down-right": "Bas et droite", "down-left": "Bas et gauche" },
    hours: "Quand", always: "Toujours", some: "À certaines heures", from: "De", to: "À", days: { mon: "Lu", tue: "Ma", wed: "Me", thu: "Je", fri: "Ve", sat: "Sa", sun: "Di" }, kept: "Ses heures ont été écrites ailleurs et restent telles quelles.",
    save: "Mettre en vigueur", try: "Essayer sur les dernières 24 heures", trying: "Essai en cours", scale: "Il faut l'échelle de la caméra. Marquez-la d'abord dans les réglages de la caméra.", detector: "Seul un détecteur apporté par le site distingue un véhicule d'une personne. Il doit regarder cette caméra ; sans lui, prenez l'entrée dans une zone.", drawLine: "Tracez d'abord la ligne : deux points.", drawZone: "Tracez d'abord la zone : trois points ou plus.", area: "Tracez la zone à surveiller. On y compte les personnes par mètre carré.",
    trial: (n) => (n === 0 ? "Elle ne se serait pas déclenchée." : `Elle se serait déclenchée ${n} fois.`), trialNone: "Cette caméra n'a rien observé ces dernières 24 heures sur quoi l'essayer.", more: (n) => `et ${n} de plus`,
  },
  together: {
    title: "Événements choisis", all: "Choisir tous ceux affichés", choose: (what, when) => `Choisir ${what}, ${when}`, chosen: (count) => plural(count, "choisi", "choisis"), clear: "N'en choisir aucun",
    review: "Examinés", reviewAgain: "À examiner de nouveau", add: "Ajouter à un incident", which: "Examinés ou non", kinds: { all: "Examinés ou non", waiting: "Pas encore examinés" }, noneWait: "Tout ce qui est de ce type est examiné.",
    busy: (done, all) => `${done} sur ${all}`, by: (name, when) => `Examiné par ${name === "" ? "quelqu'un qui n'est plus là" : name} · ${when}`, show: "Montrer",
    reviewed: (count) => `${plural(count, "événement est examiné", "événements sont examinés")}.`, again: (count) => `${plural(count, "événement est", "événements sont")} de nouveau à examiner.`, added: (count, number) => `${plural(count, "événement fait", "événements font")} partie de l'incident ${number}.`,
    opened: (count, number) => `L'incident ${number} est ouvert à partir de ${plural(count, "événement", "événements")}.`, left: (count) => `${plural(count, "l'était déjà, ou n'est pas de votre ressort", "l'étaient déjà, ou ne sont pas de votre ressort")}.`, stopped: (count) => `${plural(count, "reste", "restent")} tel quel :`, undone: (count) => `Annulé pour ${plural(count, "événement", "événements")}.`,
  },
  drawing: { picture: "L'image de la caméra, givrée", lineHelp: "Cliquez deux points. Les flèches montrent le sens compté ; glissez un point pour le déplacer.", zoneHelp: "Cliquez les coins. Les personnes comptent là où elles se tiennent : à leurs pieds.", keys: "Au clavier : les flèches déplacent la croix, avec Maj plus loin ; Espace pose un point, Retour arrière le reprend.", clear: "Retracer", whole: "Toute l'image" },
  kinds: {
    zone_entered: ["Quelqu'un entre dans une zone", "Entrée dans une zone"], line_crossed: ["Quelqu'un franchit une ligne", "Ligne franchie"], zone_left: ["Quelqu'un quitte une zone", "Sortie d'une zone"], zone_occupied: ["Une zone est occupée", "Zone occupée"], zone_empty: ["Une zone est vide", "Zone vide"],
    dwell: ["Quelqu'un reste dans une zone", "Présence prolongée"], person_down: ["Une personne est à terre", "Personne à terre"], thing_left: ["Un objet est abandonné ou enlevé", "Objet abandonné ou enlevé"], running: ["Des personnes courent", "Personnes qui courent"], wrong_way: ["Quelqu'un va à contresens", "Contresens"],
    crowd_dense: ["Une foule est trop dense", "Foule dense"], crowd_surge: ["Une foule grossit soudain", "Afflux"], vehicle_on_footway: ["Un véhicule est sur le trottoir", "Véhicule sur le trottoir"], flame: ["Des flammes sont visibles", "Flammes"], smoke: ["De la fumée est visible", "Fumée"], camera_health: ["Une caméra est couverte, aveuglée, déplacée ou dans le noir", "Défaut de caméra"],
    recording_gap: ["Une caméra n'est pas enregistrée", "Trou d'enregistrement"], storage_low: ["Le stockage s'épuise", "Stockage faible"], drill_overdue: ["L'essai des clés des dépositaires est en retard", "Essai des clés en retard"], outside: ["Un autre système le signale", "Signalé"],
  },
  fields: {
    for_s: "Pendant au moins", at_least: "Nombre minimal", every: "Un événement tous les … passages", largest_m: "Pas plus grand que", speed_m_s: "Vitesse minimale", warning_per_m2: "Avertissement à partir de", alarm_per_m2: "Alarme à partir de", rise_per_m2: "Plus dense de", alarm_rise_per_m2: "Alarme si plus dense de", within_s: "En", sure: "Certitude, de 0 à 1", floors: "Sous tant de fois la réserve libre", days: "Depuis tant de jours",
  },
  units: { "": "", s: "s", m: "m", "m/s": "m/s", days: "jours", per_m2: "personnes par m²", share: "" },
};
