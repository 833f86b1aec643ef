import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const incidents: Translation<Words["incidents"]> = {
  title: "Incidents", open: "Ouvrir un incident", closed: "Clos", showClosed: "Incidents clos", backToBoard: "Incidents ouverts", older: "Plus anciens",
  columns: { new: "Nouveaux", in_hand: "En cours", resolved: "Résolus" },
  columnEmpty: { new: "Rien de nouveau.", in_hand: "Personne n'a rien en cours.", resolved: "Rien n'attend d'être clos." },
  emptyTitle: "Tout est calme", emptyText: "Un incident s'ouvre à partir d'un événement, ou à la main quand quelqu'un appelle. Il reste ici jusqu'à sa clôture.",
  closedEmpty: "Aucun incident n'a encore été clos.",
  states: { new: "Nouveau", acknowledged: "Pris en compte", in_progress: "En cours", resolved: "Résolu", closed: "Clos" },
  acts: { new: "Remettre en attente", acknowledged: "Prendre en compte", in_progress: "Commencer", resolved: "Déclarer résolu", closed: "Clore" },
  back: "Reprendre le travail",
  levels: { info: "Information", warning: "Avertissement", alarm: "Alarme" },
  outcomes: { real: "Incident avéré", false_alarm: "Fausse alarme", test: "Un essai", unknown: "Indéterminé" },
  outcomeTitle: "Qu'était-ce ?", outcomeText: "La réponse entre dans la main courante et dans le rapport.",
  exercise: "Exercice", exerciseBanner: "Ceci est un exercice.", number: (n) => `Incident ${n}`, proposals: (n) => plural(n, "événement pourrait en faire partie", "événements pourraient en faire partie"),
  nobody: "Non attribué", mine: "À vous", take: "M'en charger", owner: "Traité par",
  form: { title: "Qu'est-ce que c'est ?", titlePlaceholder: "Fumée au quai 3", level: "Gravité", camera: "Caméra", noCamera: "Aucune caméra", exercise: "Exercice", exerciseHint: "Marqué comme tel partout, et dans tout ce qui est envoyé.", make: "L'ouvrir" },
  seen: "Levée de doute", watch: "Voir l'enregistrement", live: "Voir en direct", noCamera: "Aucune caméra n'y est liée.", noPicture: "Aucune image n'est enregistrée de cet instant.",
  related: "Événements", belongs: "En fait partie", separate: "Incident à part", offered: "Ceux-ci ont eu lieu tout près, à peu près au même moment. En font-ils partie ?",
  procedure: "Procédure", follow: (name) => `Suivre : ${name}`, steps: (done, all) => `${done} sur ${all} faites`, due: "à faire", overdue: "en retard", leaveOut: "Omettre", leftOut: "omise", noProcedure: "Aucune procédure n'est écrite pour ce genre d'événement. Un chef d'équipe peut en écrire une.",
  tasks: "Tâches", sendTask: "Envoyer une tâche", taskTo: "À", taskText: "Que faire", send: "Envoyer", noneOnDuty: "Personne n'est en service pour la recevoir.", taskStates: { sent: "Envoyée", accepted: "Acceptée", on_way: "En route", arrived: "Sur place", declined: "Refusée", done: "Faite", recalled: "Retirée" }, recall: "Retirer",
  needsHelp: (name) => `${name} demande de l'aide`, helpOver: "L'aide est là", helpIn: (title) => `Un intervenant demande de l'aide : ${title}`, helps: (n) => plural(n, "intervenant demande de l'aide", "intervenants demandent de l'aide"), photo: "Photo givrée", photoOf: (name) => `Photo givrée de ${name}`,
  message: "Dire quelque chose", messagePlaceholder: "Un mot à l'intervenant", note: "Écrire une note", notePlaceholder: "Ce que vous voyez, ce que vous avez fait, à qui vous avez parlé", addNote: "Ajouter", history: "Main courante", undo: "Annuler", undone: "annulé", inLedger: "Au registre",
  clips: "Enregistrements", attach: "Joindre la minute autour", attached: "L'enregistrement est joint.", unseals: "Originaux", askOriginal: "Demander l'original",
  report: "Rapport", gone: "Cet incident n'existe pas", goneHint: "Il est peut-être d'un autre site, ou vous n'y avez aucune tâche.",
  said: {
    opened: "l'a ouvert", state: (state) => `a changé l'état : ${state}`, level: (level) => `a changé la gravité : ${level}`, title: (text) => `l'a nommé « ${text} »`,
    owner: (name) => (name === "" ? "l'a remis" : `l'a confié à ${name}`), note: "a écrit", event: "a ajouté un événement", clip: "a joint un enregistrement", unseal: "a lié une demande d'original",
    procedure: (name) => `a commencé « ${name} »`, stepDone: (n) => `a fait l'étape ${n}`, stepOpen: (n) => `a rouvert l'étape ${n}`, stepOut: (n) => `a omis l'étape ${n}`, step_owner: (n, name) => `a confié l'étape ${n} à ${name}`,
    reminder: (n) => `a rappelé l'étape ${n}`, task: (name) => `a envoyé une tâche à ${name}`, task_state: (state) => `tâche : ${state}`, message: "a dit", help: "a demandé de l'aide", helped: "n'a plus besoin d'aide", photo: "a envoyé une photo givrée", handed_over: (name) => `l'a transmis à ${name}`, undone: "a annulé quelque chose",
  },
  duty: { on: (names) => `En service : ${names}`, none: "Personne n'est en service", begin: "Prendre mon service", end: "Finir mon service", endTitle: "Finir votre service", endText: "Vos incidents ouverts passent à la personne que vous nommez. Votre position est oubliée aussitôt.", handTo: "Transmettre à", noOne: "Personne", noteLabel: "Consignes pour la relève", since: "depuis", began: "Vous êtes en service.", ended: "Vous n'êtes plus en service.", handed: (n) => `${plural(n, "incident transmis", "incidents transmis")}.`, lastNote: "Consignes du service précédent" },
  procedures: { title: "Procédures", write: "Écrire une procédure", change: "Modifier la procédure", emptyTitle: "Pas encore de procédures", emptyText: "Une procédure dit pas à pas ce qu'il faut faire. Elle est proposée quand survient un événement de son genre, et suivie d'un clic.", offeredFor: "Proposée pour :", within: (min) => `en ${min} min`, retire: (name) => `Retirer ${name}`, retired: (name) => `« ${name} » n'est plus proposée.`, name: "Nom", namePlaceholder: "Fumée dans un hall public", steps: "Étapes, une par ligne", stepsHint: "Terminez une ligne par | 5 si l'étape doit être faite en cinq minutes.", kinds: "La proposer pour" },
  makeReport: "Établir le rapport", reportMade: "Le rapport est enregistré.", allProcedures: "Procédures",
  arrived: (title) => `Nouveau : ${title}`, look: "Regarder",
};
