import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const wall: Translation<Words["wall"]> = {
  title: "En direct",
  allWell: (count) => `${plural(count, "caméra", "caméras")}, tout va bien`,
  fullScreen: "Plein écran", leaveFullScreen: "Quitter le plein écran", open: (name) => `Ouvrir ${name}`,
  emptyTitle: "Pas encore de caméras",
  emptyText: "Ajoutez la première, et son image apparaît ici. Tout le monde y est givré avant que rien ne soit montré ni stocké.",
  emptyAction: "Ajouter une caméra",
  offHint: "Mettez-la en marche dans ses réglages.",
  all: "Toutes les caméras", menu: (name) => `Mur : ${name}. En choisir un autre`, walls: "Murs", shared: "Partagés", own: "À vous",
  next: "Mur suivant", previous: "Mur précédent", nextPage: "Page suivante du mur", previousPage: "Page précédente du mur", page: (now, all) => `Page ${now} sur ${all}`, pages: "Pages du mur",
  arrange: "Composer ce mur", arrangeAs: "Faire un mur de ces caméras", make: "Nouveau mur", goneTitle: "Ce mur n'existe pas", goneText: "Il a peut-être été retiré, ou il est à quelqu'un d'autre. Choisissez-en un ci-dessus.",
  nothingTitle: "Rien sur ce mur", nothingText: "Composez-le : choisissez les caméras qui vont ensemble.",
  enlarge: (name) => `Montrer ${name} seule`, single: "Montrer seule", shrink: "Retour au mur", onScreen: (names) => `À l'écran : ${names}`,
  window: "Ouvrir dans sa propre fenêtre", windowsAgain: (count) => `Rouvrir ${count < 2 ? "la fenêtre" : `les ${count} fenêtres`} de la dernière fois`, windowsForget: "Les oublier", windowBlocked: "Le navigateur a bloqué la fenêtre. Autorisez les fenêtres pour ce site, puis réessayez.", leave: "Vers le poste",
  arranging: {
    title: "Composer le mur", name: "Nom", namePlaceholder: "Quais", shared: "Partagé avec tous", sharedHint: "Sinon, vous seul le voyez.", sharedNote: "Tous sur ce site voient ce mur. Les changements sont au registre.",
    columns: "Colonnes", auto: "Automatique", column: (count) => String(count), undo: "Annuler", redo: "Rétablir", save: "Enregistrer", cancel: "Abandonner", remove: "Retirer ce mur",
    cameras: "Pas sur le mur", cameraFilter: "Trouver une caméra", none: "Toutes les caméras sont sur le mur.", noneFound: "Aucune caméra de ce nom.", add: (name) => `Mettre ${name} sur le mur`, addAll: "Tout mettre sur le mur",
    tile: (name, place, all) => `${name}, position ${place} sur ${all}`, tileHelp: "Espace la saisit, puis les flèches la déplacent et Espace la pose. S change sa taille, Suppr l'enlève.",
    bigger: (name) => `Agrandir ${name}`, smaller: (name) => `Réduire ${name}`, takeOff: (name) => `Enlever ${name} du mur`,
    help: "Glissez les images. Au clavier : Espace en saisit une, les flèches la déplacent, S change sa taille, Suppr l'enlève.",
    lifted: (name, place) => `${name} saisie en position ${place}.`, moved: (name, place, all) => `${name} en position ${place} sur ${all}.`, dropped: (name, place) => `${name} posée en position ${place}.`, undone: "Annulé.", putBack: (name) => `${name} est revenue à sa position.`,
    saved: (name) => `« ${name} » est enregistré.`, removed: (name) => `« ${name} » est retiré.`, nameless: "Donnez d'abord un nom au mur.", discardTitle: "Quitter sans enregistrer ?", discardText: "Votre composition de ce mur n'est pas encore enregistrée.", discard: "Quitter sans enregistrer", leftOff: "Votre composition du mur n'est pas enregistrée.", goOn: "Continuer",
  },
  tour: {
    title: "Ronde", lead: "Parcourt les pages d'un mur, puis les murs, et attend tant que vous regardez quelque chose ou qu'il se passe quelque chose.", every: "Secondes par vue", through: "Murs", start: "Lancer la ronde", stop: "Arrêter la ronde",
    next: (left_s) => `Suite dans ${left_s} s`, held: "La ronde attend", heldFor: "Elle reprend quand rien n'a bougé depuis un moment.", oneOnly: "Une seule page reste : choisissez plus de murs à parcourir.", running: "Ronde en cours",
  },
  newest: { title: "À l’instant", toggle: "Ce qui vient de se passer, à côté du mur", hide: "Masquer", all: "Tous les événements", none: "Rien ne s’est encore passé." },
  replay: {
    run: (name) => `Revoir les 10 dernières secondes de ${name}`, notLive: "Pas en direct", now: (name) => `${name} remontre les dernières secondes, pas en direct.`, end: (name) => `${name} : revenir au direct`,
    late: "L'enregistrement vient trop lentement ; l'image est de nouveau en direct.",
    choose: "Choisissez d'abord une image : pointez-la, ou allez-y avec les flèches.",
  },
  something: (camera, what) => `${camera} : ${what}`,
};

export const alarm: Translation<Words["alarm"]> = {
  sound: "Son", on: "Le son est activé", off: "Le son est coupé", blocked: "Le son attend un clic : les navigateurs n'en permettent pas avant", unsupported: "Ce navigateur n'émet pas de son",
  short: { on: "Son", off: "Son coupé", blocked: "Son en attente", unsupported: "Pas de son" },
  mute: "Couper le son", unmute: "Activer le son", switch: "Son des alarmes", volume: "Volume", least: "Sonne pour", levels: { alarm: "Alarmes", warning: "Aussi avertissements", info: "Tout" },
  repeat: "Répéter toutes les 15 secondes", repeatHint: "Tant qu'un incident de gravité alarme est nouveau et que personne ne l'a pris.", test: "Essayer", hint: "Pour vous, sur cet appareil.", unblock: "Permettre le son",
  nowOff: "Le son est coupé.", nowOn: "Le son est activé.", incident: "Incident", titleCount: (count, name) => `(${count}) ${name}`,
};

export const palette: Translation<Words["palette"]> = {
  placeholder: "Aller à une caméra, un mur d'images, un incident, une page, ou agir", nothing: "Rien trouvé", settingsOf: (name) => `Réglages de ${name}`,
  sorts: { act: "Agir", camera: "Caméra", wall: "Mur d'images", incident: "Incident", page: "Page" }, wallNamed: (name) => `Mur ${name}`, incidentNamed: (number, title) => `${title} (${number})`,
  light: "Apparence claire", dark: "Apparence sombre", asSystem: "Apparence du système", openIncident: "Ouvrir un incident", keys: "Montrer les touches",
};

export const help: Translation<Words["help"]> = {
  title: "Clavier",
  groups: [
    { name: "Partout", keys: [["/", "Trouver, aller, agir"], ["?", "Cette aide"], ["M", "Son activé ou coupé"], ["G puis L", "En direct"], ["G puis C", "Caméras"], ["G puis I", "Incidents"], ["Échap", "Fermer, ou retour"]] },
    { name: "En direct", keys: [["Flèches", "Choisir une vignette"], ["Entrée", "Ouvrir la caméra"], ["1 à 9", "Ouvrir cette caméra"], ["B", "Marquer l'instant"], ["K", "Prendre une image fixe"], ["R", "Revoir les 10 dernières secondes, de la vignette choisie"], ["H", "Ce qui vient de se passer, à côté du mur"], ["F", "Plein écran, aussi de la vignette choisie"], ["N et P", "Mur suivant et précédent"], ["Page ↑ ↓", "Pages du mur"], ["T", "Ronde"], ["E", "Composer le mur"], ["W", "Dans sa propre fenêtre"]] },
    { name: "Composition", keys: [["Espace", "Saisir et poser"], ["Flèches", "Choisir, ou déplacer ce qui est saisi"], ["S", "Taille"], ["Suppr", "Enlever"], ["Ctrl Z", "Annuler"]] },
    { name: "Événements", keys: [["J et K", "Événement suivant et précédent"], ["X", "Le choisir ; avec Maj, tous jusqu'à lui"], ["A", "Choisir tous ceux affichés"], ["R", "Examiné"], ["I", "Ajouter à un incident"], ["Échap", "N'en choisir aucun"]] },
    { name: "Chronologie de plusieurs caméras", keys: [["Espace", "Lire ou suspendre toutes"], [", et .", "Image précédente ou suivante"], ["Gauche, Droite", "5 secondes ; avec Maj 1 minute"], ["N et P", "Événement suivant et précédent"], ["+ et -", "Zoom"], ["B", "Marquer l'instant"], ["K", "Prendre une image fixe"], ["C", "Enregistrer des clips"], ["I et O", "Début et fin du clip"], ["F", "Plein écran"]] },
    { name: "Une caméra", keys: [["Espace", "Lire ou suspendre"], [", et .", "Image précédente ou suivante"], ["Gauche, Droite", "5 secondes ; avec Maj 1 minute"], ["N et P", "Événement suivant et précédent"], ["+ et -", "Zoom de la chronologie"], ["Z", "Voir de plus près ; avec Maj de plus loin ; 0 image entière"], ["W, A, S, D", "Se déplacer de près"], ["L", "Revenir au direct"], ["R", "Revoir les 10 dernières secondes"], ["B", "Marquer l'instant"], ["K", "Prendre une image fixe"], ["C", "Faire un clip"], ["I et O", "Début et fin du clip"], ["F", "Plein écran"]] },
  ],
};
