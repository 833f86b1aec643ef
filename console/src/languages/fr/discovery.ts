import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const discovery: Translation<Words["discovery"]> = {
  title: "Chercher des caméras", text: "Interroge une fois chaque réseau de cette machine, et écoute trois secondes. Aucune adresse n'est essayée une à une, aucun mot de passe n'est deviné.",
  look: "Chercher", again: "Chercher encore", looking: "À l'écoute des caméras",
  asked: (networks) => `Interrogés : ${networks}.`, failed: (names) => `N'ont pas pu être interrogés : ${names}.`,
  found: (count) => plural(count, "caméra a répondu", "caméras ont répondu"),
  none: "Aucune caméra n'a répondu.", noneHint: "Les caméras d'un autre réseau, ou dont ONVIF est désactivé, ne répondent pas. Saisissez l'adresse à la main.",
  unnamed: "Une caméra", plugged: "Branchée à cette machine", here: (names) => `Déjà ajoutée : ${names}`, choose: "Choisir", back: "Autre caméra",
  account: (name) => `Connexion à ${name}`, accountHint: "Le nom et le mot de passe de la caméra même. Ils sont envoyés à la caméra et à personne d'autre, et gardés dans son adresse.",
  user: "Nom", password: "Mot de passe", ask: "Demander ses flux", asking: "La caméra est interrogée",
  streams: "Ses flux", size: (width, height) => (width === 0 ? "taille non indiquée" : `${width} × ${height}`), use: "Utiliser ce flux", sub: "Givrer plutôt son flux secondaire, qui coûte moins", byHand: "Saisir une adresse à la main",
};
