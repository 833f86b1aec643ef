import type { Words } from "../../words";
import type { Translation } from "../translation";

export const channels: Translation<Words["channels"]> = {
  title: "Canales", lead: "Dónde se comunican alarmas e incidentes fuera de este sitio. No se contacta con nada que no figure aquí.", add: "Añadir un canal", change: "Cambiar", emptyTitle: "No se comunica nada al exterior", emptyText: "Un canal comunica eventos e incidentes a otro sistema: ni imágenes, ni nombres de personas, ni notas.",
  onSite: "Canales", onSiteText: "Webhook, MQTT, correo, CAP, Cursor on Target.", open: "Abrir",
  how: "Cómo", name: "Nombre", namePlaceholder: "Centro de control de la ciudad", least: "Desde qué gravedad", on: (name) => `Activar o desactivar «${name}»`, isOn: "El canal está activo.", off: "El canal está inactivo.",
  kinds: {
    webhook: ["Webhook", "JSON a una dirección suya, firmado"], mqtt: ["MQTT", "Un broker; Home Assistant encuentra las cámaras"], email: ["Correo", "Correos sencillos, un hilo por incidente"], cap: ["CAP 1.2", "El protocolo común de alertas"], cot: ["Cursor on Target", "TAK: cámaras y marcas en el mapa"],
  },
  hears: (level) => `desde ${level}`, counts: (sent, waiting, dead) => [`${sent} enviados`, waiting > 0 ? `${waiting} en espera` : "", dead > 0 ? `${dead} abandonados` : ""].filter((part) => part !== "").join(", "),
  test: "Enviar una prueba", tried: "Un mensaje de prueba está en camino: vea Mensajes.", messages: "Mensajes", noMessages: "Aún no hay mensajes.", resend: "Enviar de nuevo", states: { waiting: "En espera", sent: "Enviado", dead: "Abandonado" },
  removeNamed: (name) => `Quitar ${name}`, removeTitle: (name) => `¿Quitar «${name}»?`, removeText: "Se olvida lo que espera por él, y también sus ajustes.", removed: "El canal se ha quitado.",
  wish: { events: "Eventos", incidents: "Incidentes", exercises: "Ejercicios, marcados como tales" }, kept: "Está puesto. Déjelo vacío para conservarlo.",
  fields: { url: "Dirección", secret: "Secreto de la firma", host: "Servidor", port: "Puerto", tls: "Cifrado (TLS)", user: "Usuario", password: "Contraseña", topic: "Tema", discovery: "Prefijo de descubrimiento de Home Assistant", reports: "Escuchar avisos, tema", inputs: "Dispositivos que se escuchan", security: "Cifrado", sender: "Remitente", to: "Para", token: "Token", ca: "Autoridad de certificación (PEM)", certificate: "Certificado propio (PEM)", key: "Clave propia (PEM)" },
  hints: { secret: "Al menos 16 caracteres; con él comprueba la firma quien recibe.", port: "Déjelo vacío para el habitual.", topic: "groundglass, si queda vacío.", discovery: "homeassistant, normalmente; vacío para ninguno.", reports: "Los mensajes de ahí se convierten en eventos; su forma está en la documentación. Vacío: ninguno.", inputs: "Uno por línea: tema ; nombre ; nivel ; cámara ; condición, por ejemplo zigbee2mqtt/panico ; Botón de pánico ; alarm ; hall ; action=single", to: "Una dirección por línea." },
};
