/**
 * The few sentences of a notice, in every language the console speaks.
 *
 * Apart from words.ts because the service worker shows them while no page is open: it is a file of its own and loads
 * nothing else. A new language adds its object here.
 */

export const noticeWords = {
  en: { task: "New task", message: "A message about your task", recalled: "A task was taken back", other: "Something changed", exercise: "Exercise" },
  de: { task: "Neuer Auftrag", message: "Eine Nachricht zu Ihrem Auftrag", recalled: "Ein Auftrag wurde zurückgenommen", other: "Etwas hat sich geändert", exercise: "Übung" },
  fr: { task: "Nouvelle tâche", message: "Un message sur votre tâche", recalled: "Une tâche a été reprise", other: "Quelque chose a changé", exercise: "Exercice" },
  es: { task: "Nueva tarea", message: "Un mensaje sobre su tarea", recalled: "Se retiró una tarea", other: "Algo ha cambiado", exercise: "Ejercicio" },
} as const;
