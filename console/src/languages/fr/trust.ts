import type { Words } from "../../words";
import type { Translation } from "../translation";

export const trust: Translation<Words["trust"]> = {
  title: "Certificat", looking: "Consultation de son certificat", nothingSaid: "Ni nom ni mot de passe n'a encore été envoyé.",
  first: "Cette caméra présente ce certificat", firstHint: "Comparez si possible l'empreinte avec la page de la caméra même. Dès lors, seul qui le présente est tenu pour cette caméra.",
  fingerprint: "Empreinte (SHA-256)", says: "Se dit", saysNothing: "Rien", until: "Valable",
  from: (begins, ends) => `du ${begins} au ${ends}`,
  trust: "Faire confiance à ce certificat", goOn: "Continuer sans vérifier",
  obstacles: {
    early: ["La période de ce certificat n'a pas commencé ; il ne peut être vérifié.", "Mettez la caméra à l'heure et faites-lui créer un nouveau certificat."],
    over: ["La période de ce certificat est échue ; il ne peut être vérifié.", "Faites créer un nouveau certificat par la caméra, puis consultez-le."],
    nameless: ["Ce certificat n'est établi au nom de personne ; il ne peut être vérifié.", "Faites-en créer un avec un nom par la caméra, puis consultez-le."],
    playlist: ["Les fichiers d'une liste de lecture sont pris un à un et ne peuvent être vérifiés.", "Utilisez le flux RTSP de la caméra (rtsps)."],
  },
  unchecked: "Chiffrée, mais non vérifiée", uncheckedHint: "Quiconque présente un certificat est tenu pour cette caméra. Consultez celui qu'elle présente et faites-lui confiance.",
  held: "Seul qui présente ce certificat est tenu pour cette caméra.",
  authority: "Le certificat présenté doit être signé par l'autorité du site.", authorityHint: "Vous pouvez aussi faire confiance à un seul certificat.",
  look: "Consulter celui qu'elle présente", same: "Elle présente le certificat de confiance.", other: "Elle présente maintenant un autre certificat",
  otherHint: "C'est le cas après un nouveau certificat ou une réinitialisation de la caméra, et aussi si quelqu'un prend sa place. Comparez avant de faire confiance.",
  stop: "Ne plus vérifier",
};
