import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const discovery: Translation<Words["discovery"]> = {
  title: "Buscar cámaras", text: "Pregunta una vez a cada red de esta máquina y escucha tres segundos. No se prueban direcciones una a una ni se adivinan contraseñas.",
  look: "Buscar", again: "Buscar otra vez", looking: "Escuchando si hay cámaras",
  asked: (networks) => `Se preguntó en: ${networks}.`, failed: (names) => `No se pudo preguntar en: ${names}.`,
  found: (count) => plural(count, "cámara respondió", "cámaras respondieron"),
  none: "No respondió ninguna cámara.", noneHint: "Las cámaras de otra red, o con ONVIF desactivado, no responden. Escriba la dirección a mano.",
  unnamed: "Una cámara", plugged: "Conectada a esta máquina", here: (names) => `Ya añadida: ${names}`, choose: "Elegir", back: "Otra cámara",
  account: (name) => `Entrar en ${name}`, accountHint: "El usuario y la contraseña de la propia cámara. Se envían a la cámara y a nadie más, y se guardan en su dirección.",
  user: "Usuario", password: "Contraseña", ask: "Pedir sus flujos", asking: "Preguntando a la cámara",
  streams: "Sus flujos", size: (width, height) => (width === 0 ? "tamaño no indicado" : `${width} × ${height}`), use: "Usar este flujo", sub: "Esmerilar en su lugar el flujo menor, que cuesta menos", byHand: "Escribir la dirección",
};
