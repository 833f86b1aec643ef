import type { Words } from "../../words";
import type { Translation } from "../translation";

export const trust: Translation<Words["trust"]> = {
  title: "Certificado", looking: "Se consulta su certificado", nothingSaid: "Aún no se ha enviado ni el nombre ni la contraseña.",
  first: "Esta cámara muestra este certificado", firstHint: "Compare la huella con la página de la propia cámara, si puede. Desde entonces solo se tendrá por esta cámara a quien lo muestre.",
  fingerprint: "Huella (SHA-256)", says: "Dice ser", saysNothing: "Nada", until: "Válido",
  from: (begins, ends) => `del ${begins} al ${ends}`,
  trust: "Confiar en este certificado", goOn: "Seguir sin comprobar",
  obstacles: {
    early: ["El plazo de este certificado aún no ha empezado; no se puede comprobar.", "Ponga en hora la cámara y haga que cree uno nuevo."],
    over: ["El plazo de este certificado ha vencido; no se puede comprobar.", "Haga que la cámara cree uno nuevo y vuelva a consultarlo."],
    nameless: ["Este certificado no está a nombre de nadie; no se puede comprobar.", "Haga que la cámara cree uno con nombre y vuelva a consultarlo."],
    playlist: ["Los archivos de una lista de reproducción se piden uno a uno y no se pueden comprobar.", "Use el flujo RTSP de la cámara (rtsps)."],
  },
  unchecked: "Cifrada, pero sin comprobar", uncheckedHint: "Se tiene por esta cámara a quien muestre cualquier certificado. Consulte el que muestra y confíe en él.",
  held: "Solo se tiene por esta cámara a quien muestre este certificado.",
  authority: "El certificado que muestre debe estar firmado por la autoridad del sitio.", authorityHint: "También puede confiar en un solo certificado.",
  look: "Consultar el que muestra ahora", same: "Muestra el certificado de confianza.", other: "Ahora muestra otro certificado",
  otherHint: "Ocurre tras un certificado nuevo o al restablecer la cámara, y también si alguien ocupa su lugar. Compare antes de confiar.",
  stop: "Dejar de comprobar",
};
