import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const incidents: Translation<Words["incidents"]> = {
  title: "Incidentes", open: "Abrir un incidente", closed: "Cerrados", showClosed: "Incidentes cerrados", backToBoard: "Incidentes abiertos", older: "Anteriores",
  columns: { new: "Nuevos", in_hand: "En curso", resolved: "Resueltos" },
  columnEmpty: { new: "Nada nuevo.", in_hand: "Nadie tiene nada en curso.", resolved: "Nada espera a cerrarse." },
  emptyTitle: "Todo tranquilo", emptyText: "Un incidente se abre desde un evento, o a mano cuando alguien llama. Permanece aquí hasta que se cierra.",
  closedEmpty: "Aún no se ha cerrado ningún incidente.",
  states: { new: "Nuevo", acknowledged: "Atendido", in_progress: "En curso", resolved: "Resuelto", closed: "Cerrado" },
  acts: { new: "Volver a nuevo", acknowledged: "Atender", in_progress: "Empezar", resolved: "Dar por resuelto", closed: "Cerrar" },
  back: "Volver al trabajo",
  levels: { info: "Información", warning: "Aviso", alarm: "Alarma" },
  outcomes: { real: "Alarma real", false_alarm: "Falsa alarma", test: "Una prueba", unknown: "Sin determinar" },
  outcomeTitle: "¿Qué fue?", outcomeText: "La respuesta pasa al historial y al informe.",
  exercise: "Ejercicio", exerciseBanner: "Esto es un ejercicio.", number: (n) => `Incidente ${n}`, proposals: (n) => plural(n, "evento podría pertenecerle", "eventos podrían pertenecerle"),
  nobody: "Sin asignar", mine: "Suyo", take: "Encargarme", owner: "Lo lleva",
  form: { title: "¿Qué es?", titlePlaceholder: "Humo en el andén 3", level: "Gravedad", camera: "Cámara", noCamera: "Ninguna cámara", exercise: "Ejercicio", exerciseHint: "Marcado como tal en todas partes, y en todo lo que se envía.", make: "Abrirlo" },
  seen: "Verificación por imagen", watch: "Ver la grabación", live: "Ver en directo", noCamera: "Ninguna cámara le pertenece.", noPicture: "No hay imagen grabada de este momento.",
  related: "Eventos", belongs: "Le pertenece", separate: "Incidente aparte", offered: "Estos ocurrieron cerca, más o menos a la vez. ¿Le pertenecen?",
  procedure: "Procedimiento", follow: (name) => `Seguir: ${name}`, steps: (done, all) => `${done} de ${all} hechos`, due: "vence", overdue: "atrasado", leaveOut: "Omitir", leftOut: "omitido", noProcedure: "No hay procedimiento escrito para este tipo de evento. Un supervisor puede escribirlo.",
  tasks: "Tareas", sendTask: "Enviar una tarea", taskTo: "A", taskText: "Qué hacer", send: "Enviar", noneOnDuty: "No hay nadie de servicio a quien enviarla.", taskStates: { sent: "Enviada", accepted: "Aceptada", on_way: "En camino", arrived: "En el lugar", declined: "Rechazada", done: "Hecha", recalled: "Retirada" }, recall: "Retirar",
  needsHelp: (name) => `${name} pide ayuda`, helpOver: "La ayuda ha llegado", helpIn: (title) => `Un interviniente pide ayuda: ${title}`, helps: (n) => plural(n, "interviniente pide ayuda", "intervinientes piden ayuda"), photo: "Foto esmerilada", photoOf: (name) => `Foto esmerilada de ${name}`,
  message: "Decir algo", messagePlaceholder: "Un mensaje a quien interviene", note: "Escribir una nota", notePlaceholder: "Qué ve, qué hizo, con quién habló", addNote: "Añadir", history: "Historial del incidente", undo: "Deshacer", undone: "deshecho", inLedger: "En el registro",
  clips: "Grabaciones", attach: "Adjuntar el minuto de alrededor", attached: "La grabación está adjunta.", unseals: "Originales", askOriginal: "Pedir el original",
  report: "Informe", gone: "No existe ese incidente", goneHint: "Quizá sea de otro sitio, o usted no tiene ninguna tarea en él.",
  said: {
    opened: "lo abrió", state: (state) => `cambió el estado: ${state}`, level: (level) => `cambió la gravedad: ${level}`, title: (text) => `lo llamó «${text}»`,
    owner: (name) => (name === "" ? "lo devolvió" : `lo dio a ${name}`), note: "escribió", event: "añadió un evento", clip: "adjuntó una grabación", unseal: "enlazó una petición de original",
    procedure: (name) => `empezó «${name}»`, stepDone: (n) => `hizo el paso ${n}`, stepOpen: (n) => `reabrió el paso ${n}`, stepOut: (n) => `omitió el paso ${n}`, step_owner: (n, name) => `dio el paso ${n} a ${name}`,
    reminder: (n) => `recordó el paso ${n}`, task: (name) => `envió una tarea a ${name}`, task_state: (state) => `tarea: ${state}`, message: "dijo", help: "pidió ayuda", helped: "ya no necesita ayuda", photo: "envió una foto esmerilada", handed_over: (name) => `lo entregó a ${name}`, undone: "retiró algo",
  },
  duty: { on: (names) => `De servicio: ${names}`, none: "No hay nadie de servicio", begin: "Empezar el turno", end: "Terminar el turno", endTitle: "Terminar el turno", endText: "Sus incidentes abiertos pasan a quien usted nombre. Su posición se olvida al momento.", handTo: "Entregar a", noOne: "Nadie", noteLabel: "Novedades para el relevo", since: "desde", began: "Está de servicio.", ended: "Ya no está de servicio.", handed: (n) => `${plural(n, "incidente entregado", "incidentes entregados")}.`, lastNote: "Novedades del turno anterior" },
  procedures: { title: "Procedimientos", write: "Escribir un procedimiento", change: "Cambiar el procedimiento", emptyTitle: "Aún no hay procedimientos", emptyText: "Un procedimiento dice paso a paso qué hay que hacer. Se ofrece cuando ocurre algo de su tipo y se sigue con un clic.", offeredFor: "Se ofrece para:", within: (min) => `en ${min} min`, retire: (name) => `Retirar ${name}`, retired: (name) => `«${name}» ya no se ofrece.`, name: "Nombre", namePlaceholder: "Humo en un vestíbulo público", steps: "Pasos, uno por línea", stepsHint: "Termine una línea con | 5 si debe hacerse en cinco minutos.", kinds: "Ofrecerlo para" },
  makeReport: "Hacer el informe", reportMade: "El informe está guardado.", allProcedures: "Procedimientos",
  arrived: (title) => `Nuevo: ${title}`, look: "Mirar",
};
