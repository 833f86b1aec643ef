import type { Words } from "../../words";
import type { Translation } from "../translation";

export const channels: Translation<Words["channels"]> = {
  title: "Canaux", lead: "Où les alarmes et incidents sont annoncés hors de ce site. Rien n'est contacté qui ne figure ici.", add: "Ajouter un canal", change: "Modifier", emptyTitle: "Rien n'est annoncé à l'extérieur", emptyText: "Un canal annonce événements et incidents à un autre système : pas d'images, pas de noms, pas de notes.",
  onSite: "Canaux", onSiteText: "Webhook, MQTT, courriel, CAP, Cursor on Target.", open: "Ouvrir",
  how: "Comment", name: "Nom", namePlaceholder: "Centre de supervision urbain", least: "À partir de quelle gravité", on: (name) => `Activer ou désactiver « ${name} »`, isOn: "Le canal est actif.", off: "Le canal est inactif.",
  kinds: {
    webhook: ["Webhook", "JSON à une adresse à vous, signé"], mqtt: ["MQTT", "Un broker ; Home Assistant trouve les caméras"], email: ["Courriel", "De simples courriels, un fil par incident"], cap: ["CAP 1.2", "Le protocole d'alerte commun"], cot: ["Cursor on Target", "TAK : caméras et repères sur la carte"],
  },
  hears: (level) => `à partir du niveau ${level}`, counts: (sent, waiting, dead) => [`${sent} envoyés`, waiting > 0 ? `${waiting} en attente` : "", dead > 0 ? `${dead} abandonnés` : ""].filter((part) => part !== "").join(", "),
  test: "Envoyer un essai", tried: "Un message d'essai est en route : voir Messages.", messages: "Messages", noMessages: "Aucun message encore.", resend: "Renvoyer", states: { waiting: "En attente", sent: "Envoyé", dead: "Abandonné" },
  removeNamed: (name) => `Retirer ${name}`, removeTitle: (name) => `Retirer « ${name} » ?`, removeText: "Ce qui l'attend est oublié, ses réglages aussi.", removed: "Le canal est retiré.",
  wish: { events: "Événements", incidents: "Incidents", exercises: "Exercices, marqués comme tels" }, kept: "Il est défini. Laissez vide pour le garder.",
  fields: { url: "Adresse", secret: "Secret de la signature", host: "Hôte", port: "Port", tls: "Chiffré (TLS)", user: "Utilisateur", password: "Mot de passe", topic: "Sujet", discovery: "Préfixe de découverte de Home Assistant", reports: "Écouter les signalements, sujet", inputs: "Appareils à écouter", security: "Chiffrement", sender: "Expéditeur", to: "À", token: "Jeton", ca: "Autorité de certification (PEM)", certificate: "Certificat propre (PEM)", key: "Clé propre (PEM)" },
  hints: { secret: "Au moins 16 caractères ; le destinataire vérifie la signature avec.", port: "Vide pour le port habituel.", topic: "groundglass, si vide.", discovery: "homeassistant, d'ordinaire ; vide pour aucun.", reports: "Les messages y deviennent des événements ; leur forme est dans la documentation. Vide : aucun.", inputs: "Un par ligne : sujet ; nom ; niveau ; caméra ; condition, par exemple zigbee2mqtt/panique ; Bouton d'alarme ; alarm ; hall ; action=single", to: "Une adresse par ligne." },
};
