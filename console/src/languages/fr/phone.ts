import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const phone: Translation<Words["phone"]> = {
  title: "Tâches", back: "Toutes les tâches", earlier: "Antérieures", open: "Ouvrir l'incident",
  emptyOn: "Rien à faire", emptyOnText: "Vous êtes en service. Ce que le poste vous envoie apparaît ici, et votre téléphone peut vous avertir.",
  emptyOff: "Vous n'êtes pas en service", emptyOffText: "Les tâches n'arrivent que pendant le service. Prenez-le, et le poste peut vous en envoyer une.",
  from: (name, when) => `de ${name}, ${when}`,
  answers: { accepted: "Je m'en charge", on_way: "En route", arrived: "Sur place", done: "Fait", declined: "Impossible" },
  declineTitle: "Dire que vous ne pouvez pas ?", declineText: "Le poste le sait aussitôt et cherche quelqu'un d'autre.",
  doneTitle: "Est-ce fait ?", doneText: "La tâche prend fin, et un appel à l'aide avec elle.",
  help: "J'ai besoin d'aide", helpTitle: "Appeler à l'aide ?", helpText: "Tous au poste le voient aussitôt. Si une vie est en danger, appelez d'abord le numéro d'urgence.", helpSure: "Appeler à l'aide", helpOn: "Vous avez demandé de l'aide. Le poste le voit.", helpOver: "Tout va bien",
  task: "Votre tâche", seen: "Le lieu", said: "Messages", nothingSaid: "Rien n'a encore été dit. Le poste lit ce que vous écrivez.",
  write: "Écrire au poste", send: "Envoyer", photo: "Envoyer une photo", quick: "Réponses rapides",
  quickAnswers: ["Compris", "Tout est calme ici", "Le secteur est dégagé", "Encore cinq minutes", "Le passage est bloqué"],
  waitingToBeSent: "En attente d'envoi", notSent: "Pas envoyé", letGo: "Laisser tomber",
  waitingCount: (n) => (n === 0 ? "Rien n'attend d'être envoyé." : `${plural(n, "réponse attend", "réponses attendent")} d'être envoyée${n < 2 ? "" : "s"}.`),
  offline: "Pas de connexion", offlineText: "Ce que vous voyez est peut-être ancien. Vos réponses sont gardées et partent dès qu'il y a du réseau.",
  asOf: (when) => `État de ${when}`,
  takenBack: "Le poste a retiré cette tâche : elle n'accepte plus vos réponses. Appelez le poste si c'est important.",
  refused: { state: (answer) => `« ${answer} » n'a pas été accepté`, message: "Un message n'a pas été accepté", help: "L'appel à l'aide n'a pas été accepté", photo: "Une photo n'a pas été acceptée" },
  picture: {
    live: "En direct", still: (age) => `Image fixe, il y a ${age}`, old: (age) => `Pas de connexion. La dernière image date d'il y a ${age}.`,
    waiting: "En attente de la première image", weak: "Le réseau est faible : une image toutes les quelques secondes", none: "Cet incident n'a pas de caméra.", label: (camera) => `Image givrée de ${camera}`,
  },
  shift: { on: "En service", off: "Pas en service", since: (when) => `depuis ${when}`, begin: "Prendre mon service", end: "Finir mon service", offline: "Prendre ou quitter le service demande une connexion." },
  position: { label: "Dire où je suis", hint: "Au poste, seulement pendant le service et tant que cette page est ouverte. Seule la dernière position est gardée, cinq minutes.", failed: "Ce téléphone ne dit pas où il est.", insecure: "Demande https." },
  tell: { label: "Avertir ce téléphone", hint: "Des nouvelles tâches et de leurs messages, même quand cette page est fermée.", impossible: "Ce navigateur ne peut pas être averti. Installez l'application, et utilisez https.", refused: "Les notifications de ce site sont désactivées dans les réglages du téléphone." },
  install: "Installer", installText: "Met Groundglass sur l'écran d'accueil. Il s'y ouvre aussi sans réseau.",
  renew: "La charger", newer: "Une nouvelle version est prête.",
  more: "Ce téléphone",
  shot: {
    title: "Envoyer une photo", take: "Prendre une photo", again: "Autre photo", caption: "Que montre-t-elle ?", placeholder: "De l'eau à la sortie nord", send: "L'envoyer",
    explain: "Voici ce que tous en verront. La photo elle-même ne quitte pas ce téléphone et n'est pas gardée.",
    hint: "Feu, fumée, eau et passage bloqué restent visibles ; les personnes, non. Reculez, pour qu'aucun visage ne remplisse l'image.",
    making: "Givrage de la photo", failed: "Ce fichier n'est pas une image que ce téléphone sait lire.", preview: "La photo givrée, en grosses cases",
  },
  signOutTitle: (n) => `${plural(n, "réponse n'est pas encore partie", "réponses ne sont pas encore parties")}`, signOutText: "Elles ne sont gardées que sur ce téléphone, et se perdent quand vous vous déconnectez.", signOutYes: "Se déconnecter quand même",
  photoOf: (name) => `Photo givrée de ${name}`, you: "Vous",
};
