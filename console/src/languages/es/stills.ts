import type { Words } from "../../words";
import type { Translation } from "../translation";

export const stills: Translation<Words["stills"]> = {
  take: "Tomar una imagen fija", takeOf: (name) => `Tomar una imagen fija de ${name}`, title: "Imagen fija del momento", intro: "La imagen esmerilada a tamaño completo, tal como se guarda. Lo que tome queda registrado.",
  frosted: "Esmerilada antes de guardarse", live: "en directo",
  save: "Guardar como PNG", copy: "Copiar", saved: "La imagen se ha guardado.", copied: "La imagen se ha copiado.", noCopy: "Este navegador no copia imágenes aquí. Guárdela.", none: "Todavía no hay imagen que tomar.", choose: "Elija antes una imagen: señálela o vaya a ella con las flechas.", notMade: "El navegador no pudo hacer la imagen. Inténtelo de nuevo.",
};
