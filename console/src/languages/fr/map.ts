import type { Words } from "../../words";
import type { Translation } from "../translation";

export const map: Translation<Words["map"]> = {
  title: "Carte", label: "Carte du site", outdoors: "Extérieur", grid: "Grille", ground: "Que regarder", zoomIn: "Agrandir", zoomOut: "Réduire", fit: "Tout montrer",
  keys: "Les flèches déplacent la carte, plus et moins règlent le zoom, 0 montre tout. La liste à côté contient les mêmes choses.",
  shows: "Montrer", fields: "Champs de vision", heat: "Où étaient les gens", events: "Événements",
  heatSince: "Période", heatHours: { day: "24 h", week: "7 jours", month: "30 jours" },
  heatNone: "Aucune caméra ici ne sait quelle taille a un mètre dans son image. Dites-le dans ses réglages, sous Échelle, et cette carte se dessine.",
  heatQuiet: "Rien n'a été compté ici sur cette période.",
  heatFew: (few) => `Les carrés pâles ont vu moins de ${few} personnes ; combien n'est pas dit.`,
  heatScale: ["moins", "plus"],
  list: "Sur la carte", incidents: "Incidents ouverts", noIncidents: "Rien n'est ouvert.", eventsLately: "Événements de la dernière heure", noEvents: "Il ne s'est rien passé depuis une heure.",
  cameras: "Caméras ici", noCameras: "Aucune caméra ne se trouve encore ici.", elsewhere: "Ailleurs", nowhere: "Pas encore sur la carte", onOther: (ground) => `Sur ${ground}`,
  responders: "Intervenants", noResponders: "Personne en service ne donne sa position.", errorOf: (metres) => `à ${metres} m près`, given: "donnée", withoutPlace: "pas de position sur la carte",
  incidentOf: (number, title) => `Incident ${number} : ${title}`, eventAt: (what, when) => `${what}, ${when}`, cameraOf: (name, state) => `Caméra ${name} : ${state}`, responderOf: (name) => `Intervenant ${name}`,
  card: { live: "Voir en direct", settings: "Réglages", incident: "Ouvrir l'incident", moment: "Voir l'instant", close: "Fermer", faces: (azimuth) => `regarde vers ${azimuth}`, on: "Montrer sur la carte" },
  compass: ["le nord", "le nord-est", "l'est", "le sud-est", "le sud", "le sud-ouest", "l'ouest", "le nord-ouest"], onPlan: ["le haut", "le haut à droite", "la droite", "le bas à droite", "le bas", "le bas à gauche", "la gauche", "le haut à gauche"],
  arrange: {
    begin: "Disposer", end: "Terminé", undo: "Annuler", undone: "Remis en place.", nothing: "Rien à annuler", title: "Disposer",
    help: "Glissez une caméra là où elle se trouve. Glissez la poignée au bout de sa vue pour la tourner et dire jusqu'où elle voit, les deux de côté pour dire sur quelle largeur.",
    keys: "Une caméra étant choisie, les flèches la déplacent, [ et ] la tournent ; avec Maj par plus grands pas.",
    put: "Mettre sur la carte", move: "Déplacer ici", off: "Ôter de la carte", offDone: (name) => `${name} n'est plus sur la carte.`,
    fields: { latitude: "Latitude", longitude: "Longitude", x: "Mètres vers la droite", y: "Mètres vers le haut", azimuth: "Regarde vers, °", view: "Voit, ° de large", range: "Voit jusqu'à, m", height: "Hauteur, m" },
    floor: "Étage", noFloor: "Aucun étage", handleAim: (name) => `Tourner ${name} et dire jusqu'où elle voit`, handleWide: (name) => `Dire sur quelle largeur voit ${name}`,
    notANumber: "Ce n'est pas un nombre dans les limites.", where: "Où est ce site ? Saisissez la latitude et la longitude d'une caméra : la carte commence là.",
  },
  floor: {
    add: "Ajouter un étage", change: "Modifier cet étage", name: "Nom", namePlaceholder: "Rez-de-chaussée", create: "L'ajouter", picture: "Image de l'étage", pictureHint: "PNG, JPEG ou WebP, 8 Mio au plus : un plan, un dessin, une photo de celui qui est au mur. Personne ne doit y être reconnaissable : elle n'est pas givrée.",
    choose: "Choisir une image", other: "Choisir une autre image", uploading: "Envoi de l'image", tooLarge: "Cette image dépasse 8 Mio. Enregistrez-la plus petite.", remove: "Retirer l'étage", removeTitle: "Retirer cet étage ?", removeText: "Son image disparaît, et les caméras qui s'y trouvent ne sont plus sur la carte.",
    place: "Où il se trouve", placeText: "Posez les deux repères sur des points de l'image que vous connaissez : deux coins du bâtiment, deux portes.", how: "Ce qu'on en sait", byDistance: "La distance qui les sépare", byWorld: "Où ils sont sur terre", byMetres: "Leurs mètres",
    distance: "Distance, m", pin: (name) => `Repère ${name} : glissez-le, ou déplacez-le avec les flèches`, latitude: (name) => `Latitude de ${name}`, longitude: (name) => `Longitude de ${name}`, x: (name) => `Mètres vers la droite de ${name}`, y: (name) => `Mètres vers le haut de ${name}`,
    unplaced: "Personne n'a encore dit la taille de ce plan. Il est dessiné comme s'il faisait 40 m de large.", placeIt: "Dire sa taille", unreadable: "Ce navigateur ne peut pas montrer l'image.", grid: "Sans image, une grille de mètres est dessinée.",
  },
  empty: { title: "Rien n'est encore sur la carte", text: "Mettez les caméras là où elles se trouvent : événements et incidents apparaissent à leur place.", outside: "Une carte des environs tient en un fichier : `groundglass map add FILE.pmtiles`. Un plan de bâtiment est une image." },
  baseTrouble: (why) => `Le fichier sous la carte ne peut pas servir : ${why}.`, baseFailed: "Ce navigateur ne peut pas dessiner la carte des environs. Tout le reste est là.", drawing: "Dessin de la carte",
  mini: { label: (name) => `Où se trouve ${name}`, open: "Sur la carte" },
  metres: (length) => `${length} m`, kilometres: (length) => `${length} km`,
};
