import type { Words } from "../../words";
import type { Translation } from "../translation";

export const machines: Translation<Words["machines"]> = {
  title: "Machines", lead: "Ce qui tourne où : chaque machine, les caméras qu’elle prend en charge, et ce qu’il lui reste.", onSite: "Machines", onSiteText: "Quelle machine prend en charge quelles caméras, et sa charge.", open: "Ouvrir",
  own: "Ce serveur", alive: "En marche", away: "Absente", unheard: "Sans contact", drained: "En cours de vidage", empty: "Vide",
  cameras: (count) => (count === 1 ? "1 caméra" : `${count} caméras`),
  load: "Charge, dernière minute", loadOf: (load, cores) => `${load} pour ${cores === 1 ? "1 cœur" : `${cores} cœurs`}`,
  loadText: "Ce qui a voulu tourner en même temps, en moyenne : ce qui tournait et ce qui attendait un cœur ou le disque. Jusqu’au nombre de cœurs, tout tourne.",
  overloaded: "Plus de travail que de cœurs : des images peuvent arriver en retard ou manquer. Baissez la cadence ou la taille d’image de caméras, ajoutez une machine, ou regardez ce qui tourne d’autre sur celle-ci.", memory: "Mémoire", disk: "Disque libre", watched: "Images servies", waiting: "En attente du poste", lost: "Perdus", version: "Version",
  awayText: "Elle ne répond pas. Ses caméras passent en quelques secondes à d’autres qui ont de la place ; ce qu’elle enregistre entre-temps est remis à son retour.",
  unheardText: "Elle prend ses caméras en charge et enregistre, mais le poste ne la joint pas : vérifiez le réseau et son adresse de relais.",
  drainedText: "Ses caméras passent aux autres machines. Une fois vide, elle peut être arrêtée.", emptyText: "Elle ne prend aucune caméra en charge et peut être arrêtée.",
  keepsNone: "Ne prend aucune caméra en charge en ce moment.", lowered: "la moitié de ses images", least: "deux images par seconde", waits: "attend qu’elle soit libre", restarts: (count) => (count === 1 ? "1 redémarrage" : `${count} redémarrages`),
  shortTitle: "Les cœurs manquent", shortText: (count) => `${count === 1 ? "Une caméra tourne" : `${count} caméras tournent`} avec moins d’images que demandé. Ajoutez une machine, ou baissez la cadence de caméras.`,
  nowhereTitle: "Prises en charge par aucune machine", nowhereText: "Ces caméras sont allumées et ne sont pas surveillées en ce moment.", noRoom: "aucune machine autorisée n’a de place", moving: "est en cours de déplacement",
  drain: "Vider la machine", drainNamed: (node) => `Vider ${node}`, fill: "Réutiliser", fillNamed: (node) => `Réutiliser ${node}`,
  drainTitle: (node) => `Vider ${node} ?`, drainText: "Ses caméras passent aux autres machines, tant qu’il y a de la place. Chacune est sans image quelques secondes. La machine peut être réutilisée à tout moment.", drainYes: "Vider",
  draining: "La machine se vide.", filled: "La machine est réutilisée.",
  oneTitle: "Une seule machine prend tout en charge", oneText: "Cela suffit à la plupart des sites. Un site qui grandit confie des caméras à d’autres machines : la documentation dit comment, sous « Several machines ».",
  none: "Aucune machine vue depuis un jour", noneText: "Démarrez-en une avec groundglass outpost : elle apparaît ici d’elle-même.",
};
