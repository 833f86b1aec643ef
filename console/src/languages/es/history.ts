import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const history: Translation<Words["history"]> = {
  tabs: { label: "Partes del historial", timeline: "Cronología", search: "Buscar", analytics: "Gráficos" },
  timeline: {
    title: "Cronología", choose: "Cámaras", chosen: (count) => plural(count, "cámara", "cámaras"), most: (most) => `Como mucho ${most} se reproducen a la vez. Quite una para añadir otra.`,
    emptyTitle: "Aún no hay cámaras", emptyText: "Cuando se añade una cámara, lo que grabó puede reproducirse aquí al mismo paso que las demás.",
    lanes: "Cronología de las cámaras elegidas", lanesHelp: "Las flechas mueven 5 segundos; con Mayús, 1 minuto. N y P van al evento siguiente y al anterior. Coma y punto avanzan o retroceden una imagen. Más y menos cambian el zoom.",
    gap: "Aquí no se grabó", waiting: (names) => `Esperando a ${names}`, atNow: "Esto es lo más reciente que hay grabado.",
    next: "Evento siguiente", previous: "Evento anterior", noNext: "No hay ningún evento después de este.", noPrevious: "No hay ningún evento antes de este.",
    events: "Eventos", noEvents: "Ningún evento en este tramo. Amplíe la cronología, o busque entre todos.", searchAll: "Buscar en todos", open: (name) => `Abrir ${name} en este momento`,
    withOthers: "Con otras cámaras",
    clipFor: "Guardar el clip de", saving: (name, done, all) => `Guardando ${name}, ${done} de ${all}`, save: (count) => `Guardar ${plural(count, "archivo", "archivos")}`, saved: (count) => `${plural(count, "clip guardado", "clips guardados")}.`, some: (failed) => `Sin guardar: ${failed}. Puede que ahí no haya nada grabado.`, few: "Elija al menos una cámara.",
    lane: (name, events) => `${name}: ${plural(events, "evento", "eventos")} a la vista`,
  },
  search: {
    title: "Buscar", conditions: "Condiciones", intro: "Por lo que ocurrió, dónde y cuándo. Aquí no hay nada con que buscar a una persona.",
    what: "Qué", kinds: "Tipos", anyKind: "Cualquier cosa", level: "Gravedad", where: "Dónde", anyCamera: "Cualquier cámara", area: "Zona", anyArea: "En toda la vista", areaOf: (number) => `Zona ${number}`,
    when: "Cuándo", lasts: { day: "24 h", week: "7 d", month: "30 d", all: "Todo", between: "Entre" }, from: "De", to: "A", hours: "Solo entre", hoursTo: "y", anyHour: "A cualquier hora", days: "Solo en", clear: "Borrar",
    found: (count, more) => (more ? `Los ${count} más recientes` : plural(count, "evento", "eventos")), more: "Más", none: "Entonces no ocurrió nada de este tipo.", noneHint: "Amplíe el tiempo o quite una condición.",
    share: "Copiar la dirección", shared: "La dirección de esta búsqueda se ha copiado. Quien la abra ve lo que puede ver.", watch: "Ver este momento", around: "Con otras cámaras", noStill: "Sin imagen",
    zone: (zone) => `Las horas son las de ${zone}.`, order: "Primero", newest: "Recientes primero", oldest: "Antiguos primero",
  },
};
