import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const phone: Translation<Words["phone"]> = {
  title: "Tareas", back: "Todas las tareas", earlier: "Anteriores", open: "Abrir el incidente",
  emptyOn: "Nada que hacer", emptyOnText: "Está de servicio. Lo que el puesto le envía aparece aquí, y su teléfono puede avisarle.",
  emptyOff: "No está de servicio", emptyOffText: "Solo llegan tareas mientras está de servicio. Empiece el turno y el puesto podrá enviarle una.",
  from: (name, when) => `de ${name}, ${when}`,
  answers: { accepted: "La tengo", on_way: "En camino", arrived: "He llegado", done: "Hecha", declined: "No puedo" },
  declineTitle: "¿Decir que no puede?", declineText: "El puesto lo sabe al momento y busca a otra persona.",
  doneTitle: "¿Está hecha?", doneText: "La tarea termina, y con ella una llamada de ayuda.",
  help: "Necesito ayuda", helpTitle: "¿Pedir ayuda?", helpText: "Lo ve al momento todo el puesto. Si hay vidas en peligro, llame antes al número de emergencias.", helpSure: "Pedir ayuda", helpOn: "Ha pedido ayuda. El puesto lo ve.", helpOver: "Estoy bien",
  task: "Su tarea", seen: "El lugar", said: "Mensajes", nothingSaid: "Aún no se ha dicho nada. El puesto lee lo que escriba.",
  write: "Escribir al puesto", send: "Enviar", photo: "Enviar una foto", quick: "Respuestas rápidas",
  quickAnswers: ["Entendido", "Aquí todo tranquilo", "La zona está despejada", "Necesito cinco minutos más", "El paso está cortado"],
  waitingToBeSent: "Espera a enviarse", notSent: "Sin enviar", letGo: "Descartar",
  waitingCount: (n) => (n === 0 ? "Nada espera a enviarse." : `${plural(n, "respuesta espera", "respuestas esperan")} a enviarse.`),
  offline: "Sin conexión", offlineText: "Lo que ve puede ser antiguo. Sus respuestas se guardan y se envían en cuanto haya red.",
  asOf: (when) => `Última actualización: ${when}`,
  takenBack: "El puesto ha retirado esta tarea, así que ya no admite sus respuestas. Llame al puesto si es importante.",
  refused: { state: (answer) => `«${answer}» no se admitió`, message: "Un mensaje no se admitió", help: "La llamada de ayuda no se admitió", photo: "Una foto no se admitió" },
  picture: {
    live: "Directo", still: (age) => `Imagen fija, de hace ${age}`, old: (age) => `Sin conexión. La última imagen es de hace ${age}.`,
    waiting: "Esperando la primera imagen", weak: "La red es débil: una imagen cada pocos segundos", none: "Este incidente no tiene cámara.", label: (camera) => `Imagen esmerilada de ${camera}`,
  },
  shift: { on: "De servicio", off: "Fuera de servicio", since: (when) => `desde ${when}`, begin: "Empezar el turno", end: "Terminar el turno", offline: "Empezar o terminar el turno necesita conexión." },
  position: { label: "Compartir dónde estoy", hint: "Con el puesto, solo mientras está de servicio y esta página está abierta. Solo se guarda la última posición, cinco minutos.", failed: "Este teléfono no dice dónde está.", insecure: "Necesita https." },
  tell: { label: "Avisar a este teléfono", hint: "De tareas nuevas y de mensajes sobre ellas, también con esta página cerrada.", impossible: "Este navegador no puede recibir avisos. Instale la aplicación y use https.", refused: "Los avisos de este sitio están desactivados en los ajustes del teléfono." },
  install: "Instalar", installText: "Pone Groundglass en la pantalla de inicio. Ahí se abre también sin red.",
  renew: "Cargarla", newer: "Hay una versión nueva.",
  more: "Este teléfono",
  shot: {
    title: "Enviar una foto", take: "Hacer una foto", again: "Otra foto", caption: "¿Qué muestra?", placeholder: "Agua en la salida norte", send: "Enviarla",
    explain: "Así la verá todo el mundo. La foto misma no sale de este teléfono y no se guarda.",
    hint: "El fuego, el humo, el agua y un paso cortado siguen viéndose; las personas, no. Aléjese para que ninguna cara llene la imagen.",
    making: "Esmerilando la foto", failed: "Este archivo no es una imagen que este teléfono pueda leer.", preview: "La foto esmerilada, en celdas gruesas",
  },
  signOutTitle: (n) => plural(n, "respuesta sin enviar", "respuestas sin enviar"), signOutText: "Solo están guardadas en este teléfono, y se pierden al cerrar la sesión.", signOutYes: "Cerrar de todos modos",
  photoOf: (name) => `Foto esmerilada de ${name}`, you: "Usted",
};
