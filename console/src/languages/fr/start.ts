import type { Words } from "../../words";
import type { Translation } from "../translation";

export const start: Translation<Words["start"]> = {
  title: "Premiers pas", lead: "Cinq étapes, quelques minutes. Partez quand vous voulez : elles vous attendent.", progress: (done, all) => `${done} sur ${all} faites`,
  steps: { you: "Vous", camera: "Première caméra", place: "Son lieu", custodians: "Dépositaires", people: "Les autres" },
  isDone: "fait", isSkipped: "plus tard", skip: "Plus tard", next: "Suivant", leave: "Quitter pour l'instant", finish: "Ouvrir le direct", goOn: "Continuer", hide: "Ne plus montrer", hidden: "Les premiers pas sont sous Site, si vous les voulez encore.",
  you: {
    title: (name) => `Bienvenue, ${name}`, text: "Vous avez un nom et un moyen de vous connecter. Une chose vaut une minute : un second moyen, pour le jour où le premier est perdu.",
    codes: "Créer des codes de secours", haveCodes: "Vous avez des codes de secours.",
  },
  camera: {
    title: "Votre première caméra", text: "Tout le monde est givré dans son image avant que rien ne soit montré ni stocké.",
    demo: "Essayer avec une scène dessinée", demoText: "Une place avec des passants, dessinée par Groundglass. Personne n'est filmé. Retirez-la quand vous voulez.", demoName: "Place", demoAdd: "Ajouter la place dessinée",
    own: "Utiliser votre caméra", ownText: "Son adresse commence par rtsp://, http:// ou rtmp://, ou c'est /dev/video0 si elle est branchée à cette machine.", ownAdd: "Saisir son adresse", other: "Choisir autrement",
    have: (count) => (count < 2 ? "Une caméra est là." : `${count} caméras sont là.`), another: "En ajouter une",
  },
  place: {
    title: "Elle apprend le lieu", knownTitle: "Elle connaît le lieu", text: "Toute l'image est d'abord givrée. Ce qui reste pareil devient net, partie par partie : c'est le lieu. Ce qui bouge ou n'a pas été vu avant reste givré, et c'est là que sont les personnes.",
    known: (name, share) => `${name} : ${share} de l'image connus`, proven: (name) => `Le lieu de ${name} est connu. Les personnes devant sont givrées.`, waits: (name) => `${name} n'envoie pas encore d'image.`,
    hint: "Cela dure le temps que les gens passent leur chemin. Inutile d'attendre ici.", noCamera: "Ajoutez d'abord une caméra : cette page montre alors comment elle apprend.",
  },
  custodians: {
    title: "Qui sont les dépositaires ?", text: "Il faut parfois un original : un accident, un crime. Groundglass peut garder des originaux scellés, que personne ici ne peut ouvrir, vous non plus. Des dépositaires le peuvent ensemble, pour une plage de temps, pour un motif, inscrit au registre.",
    text2: "Choisissez des fonctions plutôt que des amis : protection des données, comité d'entreprise, direction. Tant qu'ils ne sont pas assez, aucun original n'est gardé, et tout le reste marche.", name: "Nommer des dépositaires", have: (count) => (count < 2 ? "Un dépositaire est nommé." : `${count} dépositaires sont nommés.`),
  },
  people: { title: "Qui d'autre travaille ici ?", text: "Un poste de sécurité se tient à plusieurs. Chacun reçoit un rôle, et ne voit que ce qu'il comprend.", invite: "Inviter des personnes", have: (count) => (count < 2 ? `${count} personne fait partie du site.` : `${count} personnes font partie du site.`) },
  done: { title: "Tout est prêt", text: "Règles, canaux, carte et page publique attendent sous Site et Événements, quand vous en aurez besoin." },
  card: { title: "Premiers pas", next: (step) => `Ensuite : ${step}` },
  onSite: "Premiers pas", onSiteText: "Une caméra, son lieu, des dépositaires, des personnes : pas à pas.",
};
