import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const events: Translation<Words["events"]> = {
  title: "Eventos", tabs: { label: "Partes de los eventos", events: "Qué ocurrió", rules: "Reglas" },
  emptyTitle: "No ha ocurrido nada", emptyText: "Un evento es lo que encontró una regla: alguien cruza una línea, una multitud demasiado densa, una cámara tapada. Escriba una regla para recibir el aviso.",
  noneFound: "Nada de este tipo.", older: "Anteriores", all: "Todas las cámaras", every: "Desde información", least: { info: "Todos", warning: "Avisos y alarmas", alarm: "Solo alarmas" },
  openIncident: "Abrir un incidente", itsIncident: "Al tablero", opened: "Incidente abierto.", began: "empezó", ended: "terminó", exercise: "Ejercicio", outside: "desde fuera",
  toLeft: "hacia la izquierda", toRight: "hacia la derecha", since: (length) => `tras ${length}`,
  rules: {
    write: "Escribir una regla", emptyTitle: "Aún no hay reglas", emptyText: "Una regla dice de qué quiere recibir aviso, en qué parte de la imagen y cuándo. Puede probarse con lo grabado antes de entrar en vigor.",
    sleeping: "Desactivada", quiet: "silenciados", counted: (left, right) => `${left} hacia la izquierda, ${right} hacia la derecha`, edit: "Cambiar", house: "El sitio", anyCamera: "Cualquier cámara",
    deleted: (name) => `«${name}» se ha eliminado.`, deleteTitle: (name) => `¿Eliminar «${name}»?`, deleteText: "Lo que encontró queda en la lista de eventos.", saved: "La regla está en vigor.", on: (name) => `Activar o desactivar «${name}»`, remove: "Eliminar", readOnly: "Las reglas las escribe la administración.",
  },
  form: {
    newTitle: "Escribir una regla", changeTitle: "Cambiar la regla", kind: "Avisarme cuando", name: "Nombre", namePlaceholder: "Puerta norte, fuera de horario", camera: "Cámara", level: "Gravedad", quiet: "Después, silencio durante", quietHint: "Tras un evento, ninguno de esta regla durante ese tiempo.",
    direction: "Sentido", directions: { either: "Ambos", to_left: "Hacia la izquierda", to_right: "Hacia la derecha" }, way: "Sentido permitido", ways: { right: "Derecha", left: "Izquierda", up: "Arriba", down: "Abajo", "up-right": "Arriba y derecha", "up-left": "Arriba e izquierda", "down-right": "Abajo y derecha", "down-left": "Abajo e izquierda" },
    hours: "Cuándo", always: "Siempre", some: "A ciertas horas", from: "De", to: "A", days: { mon: "Lu", tue: "Ma", wed: "Mi", thu: "Ju", fri: "Vi", sat: "Sá", sun: "Do" }, kept: "Sus horas se escribieron en otro lugar y quedan como están.",
    save: "Ponerla en vigor", try: "Probarla con las últimas 24 horas", trying: "Probando", scale: "Hace falta la escala de la cámara. Márquela antes en los ajustes de la cámara.", detector: "Solo un detector que aporte el sitio distingue un vehículo de una persona. Uno debe mirar esta cámara; sin él, use la entrada en una zona.", drawLine: "Dibuje primero la línea: dos puntos.", drawZone: "Dibuje primero la zona: tres puntos o más.", area: "Dibuje la zona que se vigila. Se cuentan personas por metro cuadrado.",
    trial: (n) => (n === 0 ? "No habría saltado." : `Habría saltado ${n === 1 ? "una vez" : `${n} veces`}.`), trialNone: "Esta cámara no observó nada en las últimas 24 horas con que probarla.", more: (n) => `y ${n} más`,
  },
  together: {
    title: "Eventos elegidos", all: "Elegir todos los mostrados", choose: (what, when) => `Elegir ${what}, ${when}`, chosen: (count) => plural(count, "elegido", "elegidos"), clear: "No elegir ninguno",
    review: "Revisados", reviewAgain: "Por revisar de nuevo", add: "Añadir a un incidente", which: "Revisados o no", kinds: { all: "Revisados o no", waiting: "Aún sin revisar" }, noneWait: "Todo lo de este tipo está revisado.",
    busy: (done, all) => `${done} de ${all}`, by: (name, when) => `Revisado por ${name === "" ? "alguien que ya no está" : name} · ${when}`, show: "Mostrar",
    reviewed: (count) => `${plural(count, "evento está revisado", "eventos están revisados")}.`, again: (count) => `${plural(count, "evento está", "eventos están")} de nuevo por revisar.`, added: (count, number) => `${plural(count, "evento es", "eventos son")} del incidente ${number}.`,
    opened: (count, number) => `El incidente ${number} se ha abierto con ${plural(count, "evento", "eventos")}.`, left: (count) => `${plural(count, "ya lo estaba, o no le corresponde", "ya lo estaban, o no le corresponden")}.`, stopped: (count) => `${plural(count, "queda", "quedan")} como estaba:`, undone: (count) => `Deshecho en ${plural(count, "evento", "eventos")}.`,
  },
  drawing: { picture: "La imagen de la cámara, esmerilada", lineHelp: "Haga clic en dos puntos. Las flechas muestran qué sentido cuenta; arrastre un punto para moverlo.", zoneHelp: "Haga clic en las esquinas. Las personas cuentan donde están: por los pies.", keys: "Con el teclado: las flechas mueven la cruz, con Mayús más lejos; Espacio pone un punto, Retroceso lo quita.", clear: "Dibujar de nuevo", whole: "Toda la imagen" },
  kinds: {
    zone_entered: ["Alguien entra en una zona", "Entrada en zona"], line_crossed: ["Alguien cruza una línea", "Línea cruzada"], zone_left: ["Alguien sale de una zona", "Salida de zona"], zone_occupied: ["Una zona está ocupada", "Zona ocupada"], zone_empty: ["Una zona está vacía", "Zona vacía"],
    dwell: ["Alguien permanece en una zona", "Permanencia"], person_down: ["Una persona está en el suelo", "Persona en el suelo"], thing_left: ["Un objeto queda abandonado o se retira", "Objeto abandonado o retirado"], running: ["Hay gente corriendo", "Gente corriendo"], wrong_way: ["Alguien va en sentido contrario", "Sentido contrario"],
    crowd_dense: ["Una multitud es demasiado densa", "Multitud densa"], crowd_surge: ["Una multitud crece de repente", "Avalancha"], vehicle_on_footway: ["Un vehículo está en la acera", "Vehículo en la acera"], flame: ["Se ven llamas", "Llamas"], smoke: ["Se ve humo", "Humo"], camera_health: ["Una cámara está tapada, cegada, movida o a oscuras", "Fallo de cámara"],
    recording_gap: ["Una cámara no se graba", "Hueco en la grabación"], storage_low: ["Queda poco almacenamiento", "Poco almacenamiento"], drill_overdue: ["La prueba de claves de los custodios está atrasada", "Prueba de claves atrasada"], outside: ["Otro sistema lo comunica", "Comunicado"],
  },
  fields: {
    for_s: "Durante al menos", at_least: "Cantidad mínima", every: "Cada cuántos cruces", largest_m: "No mayor que", speed_m_s: "Velocidad mínima", warning_per_m2: "Aviso desde", alarm_per_m2: "Alarma desde", rise_per_m2: "Más densa en", alarm_rise_per_m2: "Alarma si es más densa en", within_s: "En", sure: "Certeza, de 0 a 1", floors: "Por debajo de tantas veces la reserva libre", days: "Desde hace tantos días",
  },
  units: { "": "", s: "s", m: "m", "m/s": "m/s", days: "días", per_m2: "personas por m²", share: "" },
};
