import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const bookmarks: Translation<Words["bookmarks"]> = {
  title: "Marcadores", one: "Un momento marcado", mark: "Marcar este momento", markOf: (name) => `Marcar este momento de ${name}`, change: "Cambiar la nota", remove: "Quitar", jump: "Ir a este momento",
  intro: "Momentos que alguien marcó, con unas palabras: B mientras mira una imagen, en directo o grabada.",
  note: "Nota", placeholder: "Un camión choca marcha atrás con el bolardo", hint: "Puede quedar vacía. Diga qué pasó, no quién: la lee todo el que ve estas cámaras.", cameras: "De estas cámaras", few: "Deje al menos una cámara.",
  save: "Marcar", saveNote: "Guardar", marked: "Marcado.", changed: "La nota se ha cambiado.", removed: "El marcador se ha quitado.", restored: "Ha vuelto.", show: "Mostrar",
  words: "Palabras de la nota", day: "Día", clear: "Borrar", noNote: "Sin nota", by: (name, when) => `${name === "" ? "Alguien que ya no está" : name} · ${when}`, noStill: "Sin imagen",
  emptyTitle: "No hay nada marcado", emptyText: "Pulse B en el mural, en una cámara o en la cronología, y el momento queda aquí: para volver a él o enseñárselo a alguien. No conserva ninguna grabación más de lo habitual.",
  none: "Ningún marcador así.", noneHint: "Quite una palabra o mire otro día.", found: (count, more) => (more ? `Los ${count} más recientes` : plural(count, "marcador", "marcadores")), more: "Más",
  attach: "Añadir a un incidente", attached: (number) => `El minuto alrededor está en el incidente ${number}.`, some: (failed) => `No añadido: ${failed}.`, toIncident: "Abrir",
};
