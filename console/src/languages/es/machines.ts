import type { Words } from "../../words";
import type { Translation } from "../translation";

export const machines: Translation<Words["machines"]> = {
  title: "Máquinas", lead: "Qué funciona dónde: cada máquina, las cámaras que lleva y lo que le queda.", onSite: "Máquinas", onSiteText: "Qué máquina lleva qué cámaras y cuánto trabaja.", open: "Abrir",
  own: "Este servidor", alive: "En marcha", away: "Ausente", unheard: "Sin contacto", drained: "Vaciándose", empty: "Vacía",
  cameras: (count) => (count === 1 ? "1 cámara" : `${count} cámaras`),
  load: "Carga, último minuto", loadOf: (load, cores) => `${load} para ${cores === 1 ? "1 núcleo" : `${cores} núcleos`}`,
  loadText: "Cuánto quiso funcionar a la vez, en promedio: lo que funcionaba y lo que esperaba un núcleo o el disco. Hasta el número de núcleos funciona todo.",
  overloaded: "Quiere funcionar más de lo que permiten los núcleos: las imágenes pueden llegar tarde o faltar. Baje la cadencia o el tamaño de imagen de las cámaras, añada una máquina o mire qué más funciona en esta.", memory: "Memoria", disk: "Disco libre", watched: "Imágenes servidas", waiting: "Espera al puesto", lost: "Perdidos", version: "Versión",
  awayText: "No responde. Sus cámaras pasan en segundos a otras con sitio; lo que grabe mientras tanto lo entrega cuando vuelva.",
  unheardText: "Lleva sus cámaras y graba, pero el puesto no la alcanza: mire la red y la dirección de su relé.",
  drainedText: "Sus cámaras pasan a las otras máquinas. Cuando esté vacía se puede parar.", emptyText: "No lleva ninguna cámara y se puede parar.",
  keepsNone: "No lleva ninguna cámara ahora.", lowered: "la mitad de sus imágenes", least: "dos imágenes por segundo", waits: "espera a que quede libre", restarts: (count) => (count === 1 ? "1 reinicio" : `${count} reinicios`),
  shortTitle: "Faltan núcleos", shortText: (count) => `${count === 1 ? "Una cámara se lleva" : `${count} cámaras se llevan`} con menos imágenes de las pedidas. Añada una máquina o baje la cadencia de las cámaras.`,
  nowhereTitle: "Ninguna máquina las lleva", nowhereText: "Estas cámaras están encendidas y ahora no se vigilan.", noRoom: "ninguna máquina que pueda llevarla tiene sitio", moving: "se está trasladando",
  drain: "Vaciar la máquina", drainNamed: (node) => `Vaciar ${node}`, fill: "Volver a usar", fillNamed: (node) => `Volver a usar ${node}`,
  drainTitle: (node) => `¿Vaciar ${node}?`, drainText: "Sus cámaras pasan a las otras máquinas mientras haya sitio. Cada una queda sin imagen unos segundos. La máquina se puede volver a usar en cualquier momento.", drainYes: "Vaciar",
  draining: "La máquina se está vaciando.", filled: "La máquina se vuelve a usar.",
  oneTitle: "Una máquina lo lleva todo", oneText: "Basta para la mayoría de los sitios. El que crece da cámaras a otras máquinas: la documentación dice cómo, en «Several machines».",
  none: "No hubo ninguna máquina en un día", noneText: "Inicie una con groundglass outpost y aparecerá aquí por sí sola.",
};
