import type { Words } from "../../words";
import type { Translation } from "../translation";

export const map: Translation<Words["map"]> = {
  title: "Mapa", label: "Mapa del sitio", outdoors: "Exterior", grid: "Cuadrícula", ground: "Qué mirar", zoomIn: "Acercar", zoomOut: "Alejar", fit: "Mostrar todo",
  keys: "Las flechas mueven el mapa, más y menos cambian el zoom, 0 muestra todo. La lista de al lado contiene lo mismo.",
  shows: "Mostrar", fields: "Campos de visión", heat: "Dónde hubo gente", events: "Eventos",
  heatSince: "Tiempo", heatHours: { day: "24 h", week: "7 días", month: "30 días" },
  heatNone: "Ninguna cámara de aquí sabe cuánto ocupa un metro en su imagen. Indíquelo en sus ajustes, en Escala, y este mapa se dibuja.",
  heatQuiet: "En este tiempo no se contó nada aquí.",
  heatFew: (few) => `Los cuadros pálidos vieron a menos de ${few} personas; cuántas no se dice.`,
  heatScale: ["menos", "más"],
  list: "En el mapa", incidents: "Incidentes abiertos", noIncidents: "No hay nada abierto.", eventsLately: "Eventos de la última hora", noEvents: "En la última hora no ocurrió nada.",
  cameras: "Cámaras aquí", noCameras: "Aquí aún no hay ninguna cámara.", elsewhere: "En otra parte", nowhere: "Aún no en el mapa", onOther: (ground) => `En ${ground}`,
  responders: "Intervinientes", noResponders: "Nadie de servicio da su posición.", errorOf: (metres) => `con un margen de ${metres} m`, given: "dada", withoutPlace: "sin lugar en el mapa",
  incidentOf: (number, title) => `Incidente ${number}: ${title}`, eventAt: (what, when) => `${what}, ${when}`, cameraOf: (name, state) => `Cámara ${name}: ${state}`, responderOf: (name) => `Interviniente ${name}`,
  card: { live: "Ver en directo", settings: "Ajustes", incident: "Abrir el incidente", moment: "Ver el momento", close: "Cerrar", faces: (azimuth) => `mira ${azimuth}`, on: "Ver en el mapa" },
  compass: ["al norte", "al nordeste", "al este", "al sudeste", "al sur", "al sudoeste", "al oeste", "al noroeste"], onPlan: ["arriba", "arriba y a la derecha", "a la derecha", "abajo y a la derecha", "abajo", "abajo y a la izquierda", "a la izquierda", "arriba y a la izquierda"],
  arrange: {
    begin: "Organizar", end: "Listo", undo: "Deshacer", undone: "Deshecho.", nothing: "Nada que deshacer", title: "Organizar",
    help: "Arrastre una cámara a donde está. Arrastre el tirador del extremo de su vista para girarla y decir hasta dónde ve; los dos de los lados, para decir con qué anchura.",
    keys: "Con una cámara elegida, las flechas la mueven y [ y ] la giran; con Mayús, a pasos mayores.",
    put: "Poner en el mapa", move: "Mover aquí", off: "Quitar del mapa", offDone: (name) => `${name} ya no está en el mapa.`,
    fields: { latitude: "Latitud", longitude: "Longitud", x: "Metros a la derecha", y: "Metros hacia arriba", azimuth: "Mira hacia, °", view: "Ángulo de visión, °", range: "Ve hasta, m", height: "Altura, m" },
    floor: "Planta", noFloor: "Sin planta", handleAim: (name) => `Girar ${name} y decir hasta dónde ve`, handleWide: (name) => `Decir con qué anchura ve ${name}`,
    notANumber: "No es un número dentro de los límites.", where: "¿Dónde está este sitio? Escriba la latitud y la longitud de una cámara: el mapa empieza ahí.",
  },
  floor: {
    add: "Añadir planta", change: "Cambiar esta planta", name: "Nombre", namePlaceholder: "Planta baja", create: "Añadirla", picture: "Imagen de la planta", pictureHint: "PNG, JPEG o WebP, 8 MiB como máximo: un plano, un dibujo, una foto del que cuelga en la pared. Nadie debe ser reconocible en ella: no se esmerila.",
    choose: "Elegir una imagen", other: "Elegir otra imagen", uploading: "Enviando la imagen", tooLarge: "Esta imagen supera los 8 MiB. Guárdela más pequeña.", remove: "Quitar la planta", removeTitle: "¿Quitar esta planta?", removeText: "Su imagen desaparece, y las cámaras que están en ella quedan fuera del mapa.",
    place: "Dónde está", placeText: "Ponga las dos chinchetas en puntos de la imagen que conozca: dos esquinas del edificio, dos puertas.", how: "Qué se sabe de ellas", byDistance: "Qué distancia las separa", byWorld: "Dónde están en la tierra", byMetres: "Sus metros",
    distance: "Distancia, m", pin: (name) => `Chincheta ${name}: arrástrela o muévala con las flechas`, latitude: (name) => `Latitud de ${name}`, longitude: (name) => `Longitud de ${name}`, x: (name) => `Metros a la derecha de ${name}`, y: (name) => `Metros hacia arriba de ${name}`,
    unplaced: "Aún no ha dicho nadie qué tamaño tiene este plano. Se dibuja como si midiera 40 m de ancho.", placeIt: "Indicar su tamaño", unreadable: "Este navegador no puede mostrar la imagen.", grid: "Sin imagen se dibuja una cuadrícula de metros.",
  },
  empty: { title: "Aún no hay nada en el mapa", text: "Ponga las cámaras donde están, y los eventos e incidentes aparecen en su lugar.", outside: "Un mapa de los alrededores es un archivo: `groundglass map add FILE.pmtiles`. El plano de un edificio es una imagen." },
  baseTrouble: (why) => `El archivo bajo el mapa no puede usarse: ${why}.`, baseFailed: "Este navegador no puede dibujar el mapa de los alrededores. Todo lo demás está.", drawing: "Dibujando el mapa",
  mini: { label: (name) => `Dónde está ${name}`, open: "En el mapa" },
  metres: (length) => `${length} m`, kilometres: (length) => `${length} km`,
};
