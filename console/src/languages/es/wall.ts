import type { Words } from "../../words";
import type { Translation } from "../translation";

export const wall: Translation<Words["wall"]> = {
  title: "En directo",
  allWell: (count) => (count === 1 ? "1 cámara, todo bien" : `${count} cámaras, todo bien`),
  fullScreen: "Pantalla completa", leaveFullScreen: "Salir de pantalla completa", open: (name) => `Abrir ${name}`,
  emptyTitle: "Aún no hay cámaras",
  emptyText: "Añada la primera y su imagen aparece aquí. Todas las personas se esmerilan antes de mostrar o guardar nada.",
  emptyAction: "Añadir cámara",
  offHint: "Enciéndala en sus ajustes.",
  all: "Todas las cámaras", menu: (name) => `Mural: ${name}. Elegir otro`, walls: "Murales", shared: "Compartidos", own: "Suyos",
  next: "Mural siguiente", previous: "Mural anterior", nextPage: "Página siguiente del mural", previousPage: "Página anterior del mural", page: (now, all) => `Página ${now} de ${all}`, pages: "Páginas del mural",
  arrange: "Organizar este mural", arrangeAs: "Hacer un mural con estas cámaras", make: "Nuevo mural", goneTitle: "No existe ese mural", goneText: "Quizá se quitó, o es de otra persona. Elija otro arriba.",
  nothingTitle: "No hay nada en este mural", nothingText: "Organícelo y elija las cámaras que van juntas.",
  enlarge: (name) => `Mostrar solo ${name}`, single: "Mostrar sola", shrink: "Volver al mural", onScreen: (names) => `Se muestra ${names}`,
  window: "Abrir en ventana propia", windowsAgain: (count) => (count === 1 ? "Volver a abrir 1 ventana de la última vez" : `Volver a abrir ${count} ventanas de la última vez`), windowsForget: "Olvidarlas", windowBlocked: "El navegador bloqueó la ventana. Permita ventanas para este sitio e inténtelo de nuevo.", leave: "Volver al puesto",
  arranging: {
    title: "Organizar el mural", name: "Nombre", namePlaceholder: "Andenes", shared: "Compartido con todos", sharedHint: "Si no, solo lo ve usted.", sharedNote: "Todas las personas de este sitio ven este mural. Los cambios están en el registro.",
    columns: "Columnas", auto: "Automáticas", column: (count) => String(count), undo: "Deshacer", redo: "Rehacer", save: "Guardar", cancel: "Cancelar", remove: "Quitar este mural",
    cameras: "Fuera del mural", cameraFilter: "Buscar una cámara", none: "Todas las cámaras están en el mural.", noneFound: "Ninguna cámara con este nombre.", add: (name) => `Poner ${name} en el mural`, addAll: "Poner todas",
    tile: (name, place, all) => `${name}, posición ${place} de ${all}`, tileHelp: "Espacio la levanta; las flechas la mueven y Espacio la deja. S cambia su tamaño, Supr la retira.",
    bigger: (name) => `Agrandar ${name}`, smaller: (name) => `Reducir ${name}`, takeOff: (name) => `Retirar ${name} del mural`,
    help: "Arrastre las imágenes. Con el teclado: Espacio levanta una, las flechas la mueven, S cambia su tamaño, Supr la retira.",
    lifted: (name, place) => `${name} levantada en la posición ${place}.`, moved: (name, place, all) => `${name} en la posición ${place} de ${all}.`, dropped: (name, place) => `${name} dejada en la posición ${place}.`, undone: "Deshecho.", putBack: (name) => `${name} vuelve a su posición.`,
    saved: (name) => `«${name}» se ha guardado.`, removed: (name) => `«${name}» se ha quitado.`, nameless: "Dé antes un nombre al mural.", discardTitle: "¿Salir sin guardar?", discardText: "La disposición de este mural aún no está guardada.", discard: "Salir sin guardar", leftOff: "La disposición del mural no está guardada.", goOn: "Seguir",
  },
  tour: {
    title: "Ronda", lead: "Recorre las páginas de un mural y varios murales, y espera mientras usted mira algo o mientras ocurre algo.", every: "Segundos por paso", through: "Murales", start: "Empezar la ronda", stop: "Parar la ronda",
    next: (left_s) => `Siguiente en ${left_s} s`, held: "La ronda espera", heldFor: "Sigue cuando nada se ha movido durante un rato.", oneOnly: "Queda una sola página: elija más murales que recorrer.", running: "Ronda en marcha",
  },
  newest: { title: "Ahora mismo", toggle: "Lo que acaba de ocurrir, junto al mural", hide: "Ocultar", all: "Todos los eventos", none: "Todavía no ha ocurrido nada." },
  replay: {
    run: (name) => `Los últimos 10 segundos de ${name} otra vez`, notLive: "No es directo", now: (name) => `${name} muestra otra vez los últimos segundos, no el directo.`, end: (name) => `${name}: volver al directo`,
    late: "La grabación llega demasiado despacio; la imagen vuelve a ser el directo.",
    choose: "Elija primero una imagen: apúntela o vaya a ella con las flechas.",
  },
  something: (camera, what) => `${camera}: ${what}`,
};

export const alarm: Translation<Words["alarm"]> = {
  sound: "Sonido", on: "Sonido activado", off: "Sonido desactivado", blocked: "El sonido espera un clic: los navegadores no lo permiten antes", unsupported: "Este navegador no da sonido",
  short: { on: "Sonido", off: "Sin sonido", blocked: "Espera clic", unsupported: "Sin sonido" },
  mute: "Desactivar sonido", unmute: "Activar sonido", switch: "Sonido de las alarmas", volume: "Volumen", least: "Suena con", levels: { alarm: "Alarmas", warning: "También avisos", info: "Todo" },
  repeat: "Otra vez cada 15 segundos", repeatHint: "Mientras un incidente que es una alarma es nuevo y nadie lo atiende.", test: "Probar", hint: "Para usted, en este dispositivo.", unblock: "Permitir sonido",
  nowOff: "Sonido desactivado.", nowOn: "Sonido activado.", incident: "Incidente", titleCount: (count, name) => `(${count}) ${name}`,
};

export const palette: Translation<Words["palette"]> = {
  placeholder: "Ir a una cámara, mural, incidente o página, o hacer algo", nothing: "No se encontró nada", settingsOf: (name) => `Ajustes de ${name}`,
  sorts: { act: "Hacer", camera: "Cámara", wall: "Mural", incident: "Incidente", page: "Página" }, wallNamed: (name) => `Mural ${name}`, incidentNamed: (number, title) => `${title} (${number})`,
  light: "Apariencia clara", dark: "Apariencia oscura", asSystem: "Apariencia según el sistema", openIncident: "Abrir un incidente", keys: "Mostrar las teclas",
};

export const help: Translation<Words["help"]> = {
  title: "Teclado",
  groups: [
    { name: "En todas partes", keys: [["/", "Buscar, ir, hacer"], ["?", "Esta ayuda"], ["M", "Activar o desactivar el sonido"], ["G y L", "En directo"], ["G y C", "Cámaras"], ["G y I", "Incidentes"], ["Esc", "Cerrar, o atrás"]] },
    { name: "En directo", keys: [["Flechas", "Elegir un recuadro"], ["Intro", "Abrir la cámara"], ["1 a 9", "Abrir esa cámara"], ["B", "Marcar el momento"], ["K", "Tomar una imagen fija"], ["R", "Los últimos 10 segundos otra vez, del recuadro elegido"], ["H", "Lo que acaba de ocurrir, junto al mural"], ["F", "Pantalla completa, también del recuadro elegido"], ["N y P", "Mural siguiente y anterior"], ["Página ↑ ↓", "Páginas del mural"], ["T", "Ronda"], ["E", "Organizar el mural"], ["W", "En ventana propia"]] },
    { name: "Al organizar", keys: [["Espacio", "Levantar y dejar"], ["Flechas", "Elegir, o mover lo levantado"], ["S", "Tamaño"], ["Supr", "Retirar"], ["Ctrl Z", "Deshacer"]] },
    { name: "Eventos", keys: [["J y K", "Evento siguiente y anterior"], ["X", "Elegirlo; con Mayús, todos hasta él"], ["A", "Elegir todos los mostrados"], ["R", "Revisado"], ["I", "Añadir a un incidente"], ["Esc", "No elegir ninguno"]] },
    { name: "Cronología de varias cámaras", keys: [["Espacio", "Reproducir o pausar todas"], [", y .", "Una imagen atrás o adelante"], ["Izquierda, Derecha", "5 segundos; con Mayús 1 minuto"], ["N y P", "Evento siguiente y anterior"], ["+ y -", "Zoom"], ["B", "Marcar el momento"], ["K", "Tomar una imagen fija"], ["C", "Guardar clips"], ["I y O", "Inicio y final del clip"], ["F", "Pantalla completa"]] },
    { name: "Una cámara", keys: [["Espacio", "Reproducir o pausar"], [", y .", "Una imagen atrás o adelante"], ["Izquierda, Derecha", "5 segundos; con Mayús 1 minuto"], ["N y P", "Evento siguiente y anterior"], ["+ y -", "Zoom de la cronología"], ["Z", "Ver más de cerca; con Mayús más de lejos; 0 imagen entera"], ["W, A, S, D", "Moverse de cerca"], ["L", "Volver al directo"], ["R", "Los últimos 10 segundos otra vez"], ["B", "Marcar el momento"], ["K", "Tomar una imagen fija"], ["C", "Hacer un clip"], ["I y O", "Inicio y final del clip"], ["F", "Pantalla completa"]] },
  ],
};
