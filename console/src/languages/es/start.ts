import type { Words } from "../../words";
import type { Translation } from "../translation";

export const start: Translation<Words["start"]> = {
  title: "Primeros pasos", lead: "Cinco pasos, unos minutos. Déjelos cuando quiera: le esperan.", progress: (done, all) => `${done} de ${all} hechos`,
  steps: { you: "Usted", camera: "Primera cámara", place: "Su lugar", custodians: "Custodios", people: "Otros" },
  isDone: "hecho", isSkipped: "después", skip: "Ahora no", next: "Siguiente", leave: "Dejarlo por ahora", finish: "Abrir el directo", goOn: "Seguir", hide: "No volver a mostrar", hidden: "Los primeros pasos están en Sitio, por si los quiere otra vez.",
  you: {
    title: (name) => `Le damos la bienvenida, ${name}`, text: "Tiene un nombre y un modo de entrar. Una cosa merece un minuto: un segundo modo de entrar, para el día en que se pierda el primero.",
    codes: "Crear códigos", haveCodes: "Tiene códigos de recuperación.",
  },
  camera: {
    title: "Su primera cámara", text: "Todas las personas de su imagen se esmerilan antes de mostrar o guardar nada.",
    demo: "Probar con una escena dibujada", demoText: "Una plaza con transeúntes, dibujada por Groundglass. No se filma a nadie. Quítela cuando quiera.", demoName: "Plaza", demoAdd: "Añadir la plaza dibujada",
    own: "Usar una cámara suya", ownText: "Su dirección empieza por rtsp://, http:// o rtmp://, o es /dev/video0 si está conectada a esta máquina.", ownAdd: "Escribir dirección", other: "Elegir otra cosa",
    have: (count) => (count === 1 ? "Hay una cámara." : `Hay ${count} cámaras.`), another: "Añadir otra",
  },
  place: {
    title: "Está aprendiendo el lugar", knownTitle: "Conoce el lugar", text: "Al principio toda la imagen está esmerilada. Lo que permanece igual se vuelve nítido, parte por parte: es el lugar. Lo que se mueve o no se había visto antes sigue esmerilado, y ahí están las personas.",
    known: (name, share) => `${name}: ${share} de la imagen conocido`, proven: (name) => `El lugar de ${name} es conocido. Las personas delante de él se esmerilan.`, waits: (name) => `${name} aún no envía imágenes.`,
    hint: "Tarda lo que tarde la gente en moverse. No hace falta que espere aquí.", noCamera: "Añada antes una cámara: entonces esta página muestra cómo aprende.",
  },
  custodians: {
    title: "¿Quiénes son los custodios?", text: "A veces hace falta un original: un accidente, un delito. Groundglass puede guardar los originales sellados, de modo que aquí nadie pueda abrirlos, tampoco usted. Los custodios juntos sí, un intervalo de tiempo, por un motivo, con constancia en el registro.",
    text2: "Elija cargos más que amistades: protección de datos, comité de empresa, dirección. Hasta que haya suficientes no se guarda ningún original, y todo lo demás funciona.", name: "Nombrar custodios", have: (count) => (count === 1 ? "Hay un custodio nombrado." : `Hay ${count} custodios nombrados.`),
  },
  people: { title: "¿Quién más trabaja aquí?", text: "Un puesto de seguridad lo llevan varias personas. Cada una recibe un rol, y ve solo lo que este incluye.", invite: "Invitar a personas", have: (count) => (count === 1 ? "1 persona pertenece al sitio." : `${count} personas pertenecen al sitio.`) },
  done: { title: "Todo listo", text: "Las reglas, los canales, el mapa y la página pública esperan en Sitio y en Eventos cuando los necesite." },
  card: { title: "Primeros pasos", next: (step) => `Siguiente: ${step}` },
  onSite: "Primeros pasos", onSiteText: "Una cámara, su lugar, custodios, personas: paso a paso.",
};
