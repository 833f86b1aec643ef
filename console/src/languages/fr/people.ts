import type { Words } from "../../words";
import type { Translation } from "../translation";

const plural = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`;

export const people: Translation<Words["people"]> = {
  title: "Personnes", lead: "Qui peut se connecter ici, ce que chacun peut faire et quelles caméras il voit. Chaque changement est au registre.",
  tabs: { people: "Personnes", groups: "Groupes de caméras", tokens: "Jetons d'API" },
  invite: "Inviter quelqu'un", inviteTitle: "Inviter quelqu'un", make: "Créer le lien", role: "Ce que la personne peut faire",
  email: "Adresse électronique", emailHint: "Facultative. Permet aussi d'entrer avec son propre compte, s'il a cette adresse.",
  roles: {
    viewer: ["Observateur", "Voit le direct et les enregistrements, tous givrés."],
    responder: ["Intervenant", "Voit les images, prend son service, reçoit des tâches et y répond."],
    operator: ["Opérateur", "Travaille au poste : incidents, clips, demandes aux dépositaires."],
    supervisor: ["Chef d'équipe", "Comme un opérateur, et écrit procédures et rapports."],
    auditor: ["Auditeur", "Lit tout le registre. Ne voit pas d'images."],
    administrator: ["Administrateur", "Tout, et cette page."],
  },
  linkTitle: "Donnez-lui ce lien", linkText: "Il fait entrer une personne, une fois, et n'est pas montré de nouveau. Elle choisit son nom et sa façon de se connecter.",
  linkUntil: "Valable jusqu'à", copy: "Copier le lien", copied: "Le lien est copié.", done: "Terminé",
  you: "Vous", unnamed: "Invité, pas encore venu", expired: "Invitation terminée", waiting: "Invitation ouverte jusqu'à", noWayIn: "Pas encore de moyen de connexion",
  seen: "Dernière venue :", never: "Jamais connecté", newLink: "Nouveau lien", newLinkFor: (name) => `Nouveau lien pour ${name}`,
  roleOf: (name) => `Rôle de ${name}`, removeNamed: (name) => `Retirer ${name}`, changed: (name, role) => `Nouveau rôle de ${name} : ${role}.`, undo: "Annuler",
  removeTitle: (name) => `Retirer ${name} ?`,
  removeText: "La personne est déconnectée partout dans la minute et ne peut pas revenir avec ses moyens de connexion. Les jetons d'API qu'elle a créés prennent fin. Son nom reste dans les historiques. Pour qu'elle revienne, invitez-la de nouveau.",
  removed: (name) => `${name} ne fait plus partie du site.`,
  alone: "Vous êtes seul ici", aloneText: "Un poste de sécurité se tient à plusieurs. Invitez ceux qui regardent, ceux qui interviennent et ceux qui contrôlent.",
  onSite: "Personnes et programmes", onSiteText: "Invitez des personnes, dites ce que chacune peut faire et voir, et créez des jetons pour les programmes.", open: "Ouvrir",
  reach: {
    label: "Quelles caméras la personne voit", tokenLabel: "Quelles caméras il atteint", whole: "Tout le site", wholeText: "Chaque caméra, et celles ajoutées plus tard.", some: "Certains groupes de caméras", someText: "Les autres caméras n'existent pas pour cette personne ou ce programme.",
    none: "Aucune caméra", noGroups: "Il n'y a pas encore de groupes de caméras. Créez-en un d'abord, puis limitez-y des personnes.", makeOne: "Groupes de caméras",
    of: (name) => `Quelles caméras voit ${name}`, title: (name) => `Ce que voit ${name}`, changed: (name) => `Ce que voit ${name} est changé.`, never: "Qui fait cela agit pour tout le site, et le voit en entier.",
  },
  inGroups: {
    add: "Rôles dans des groupes", of: (name) => `Rôles de ${name} dans les groupes de caméras`, at: (role, group) => `${role} : ${group}`,
    text: "Aux caméras d'un groupe, c'est le plus étendu des deux rôles qui compte. Ce qui touche tout le site demande le rôle au niveau du site.", asAtSite: "Comme sur le site", changed: (name) => `Ce que ${name} peut faire dans des groupes est changé.`,
  },
  groups: {
    lead: "Des caméras sous un même nom. Une personne limitée à des groupes ne voit, n'apprend, ne cherche et n'exporte que leurs caméras ; un rôle dans un groupe ne vaut qu'à ses caméras.", add: "Créer un groupe", addTitle: "Créer un groupe de caméras", changeTitle: (name) => `Modifier ${name}`,
    name: "Nom", namePlaceholder: "Tribune nord", cameras: "Caméras", none: "Aucune caméra dedans : qui y est limité ne voit rien.", emptyTitle: "Pas encore de groupes de caméras", emptyText: "Créez-en un pour chaque partie du site confiée à d'autres personnes. Une caméra peut être dans plusieurs.",
    count: (count) => plural(count, "caméra", "caméras"), change: "Modifier", removeNamed: (name) => `Retirer ${name}`, removeTitle: (name) => `Retirer ${name} ?`,
    removeText: "Les personnes et jetons qui y sont limités le restent, et ne voient plus ses caméras. Les rôles qu'on y avait prennent fin. Les caméras ne sont pas touchées.", removed: (name) => `${name} est retiré.`, saved: (name) => `${name} est enregistré.`,
  },
  tokens: {
    lead: "Pour les programmes : contrôle d'accès, rapport de nuit. Un jeton peut faire une part de ce que vous pouvez, jamais plus, et jamais ce qui revient à une personne seule.", add: "Créer un jeton", addTitle: "Créer un jeton d'API", name: "À quoi il sert", namePlaceholder: "Contrôle d'accès",
    rights: { see: "Voir images, événements et enregistrements", export: "Exporter plages et listes", incidents: "Traiter les incidents, signaler des événements", supervise: "Écrire des procédures, établir des rapports", set_up: "Configurer caméras, règles et canaux", audit: "Lire tout le registre" },
    mayDo: "Ce qu'il peut faire", wholeOnly: "Seulement pour tout le site", life: "Combien de temps il vaut", lives: [["30", "30 jours"], ["90", "90 jours"], ["365", "1 an"], ["", "Jusqu'à révocation"]],
    make: "Créer le jeton", shownTitle: "Copiez le jeton maintenant", shownText: "Il n'est pas montré de nouveau. Qui l'a peut ce qu'il permet. Un programme l'envoie avec chaque requête :", copy: "Copier le jeton", copied: "Le jeton est copié.",
    emptyTitle: "Aucun jeton d'API", emptyText: "Les programmes d'autres machines utilisent l'API avec un jeton à eux, pour que chacun puisse être limité, vu et révoqué seul.",
    by: "créé par", never: "pas encore utilisé", used: "dernière utilisation", ends: "expire", ended: "expiré", noEnd: "jusqu'à révocation", revoke: "Révoquer", revokeNamed: (name) => `Révoquer ${name}`, revokeTitle: (name) => `Révoquer ${name} ?`, revokeText: "Le programme qui l'utilise est aussitôt exclu, et il lui faut un nouveau jeton.", revoked: (name) => `${name} est révoqué.`,
  },
  door: {
    withAccount: (label) => `Continuer avec ${label}`, recovery: "Code de secours", recoveryTitle: "Connexion par code de secours", code: "Code de secours", codeHint: "Seize lettres et chiffres. Chaque code sert une fois.", back: "Autre moyen de connexion",
    failed: {
      "not-invited": ["Ce compte n'est pas invité ici.", "Demandez à un administrateur du site d'inviter son adresse électronique."],
      taken: ["Ce compte connecte déjà quelqu'un de ce site.", "Utilisez un autre compte."],
      again: ["La connexion n'a pas été achevée.", "Recommencez, dans ce navigateur."],
      refused: ["Votre compte ne vous a pas laissé entrer.", "Réessayez, ou connectez-vous autrement."],
      provider: ["Les comptes de votre organisation sont injoignables en ce moment.", "Réessayez plus tard, ou connectez-vous autrement."],
    },
  },
  me: {
    sees: "Vous voyez", wholeSite: "tout le site", inGroup: (group) => `Dans ${group}`,
    account: (label) => `Connexion avec ${label}`, accountText: "Votre compte vous connecte ici.", accountNone: "Vous pouvez utiliser votre compte pour vous connecter ici.", linkAccount: "Associer votre compte", unlinkAccount: "Dissocier", unlinked: "Votre compte est dissocié.",
    recovery: "Codes de secours", recoveryText: "De quoi entrer le jour où tout le reste est perdu. Imprimez-les et gardez-les là où vous gardez vos papiers.", recoveryLeft: (count) => (count < 2 ? `Il reste ${count} code.` : `Il reste ${count} codes.`), recoveryNone: "Vous n'en avez pas encore.",
    makeCodes: "Créer des codes de secours", makeNewCodes: "Nouveaux codes", newCodesTitle: "Créer de nouveaux codes ?", newCodesText: "Les anciens cessent de valoir.", codesTitle: "Vos codes de secours", codesText: "Chacun vous connecte une fois, avec votre nom. Ils ne sont pas montrés de nouveau.", print: "Imprimer", copyCodes: "Copier", codesCopied: "Les codes sont copiés.", codesKept: "Je les ai gardés",
    printed: (site, name) => `${site} : codes de secours de ${name}`,
    endOthers: "Déconnecter partout ailleurs", endOthersTitle: "Déconnecter partout ailleurs ?", endOthersText: "Tout autre navigateur où vous êtes connecté est déconnecté dans la minute.", othersEnded: "Tous les autres navigateurs sont déconnectés.", browserOn: (browser, system) => `${browser} sur ${system}`, unknownDevice: "Un navigateur qui ne dit pas son nom",
    trail: "Ce que vous avez fait", trailText: "D'après le registre : ce que vous avez regardé et changé, et ce que d'autres ont changé à votre sujet. Seuls vous et les auditeurs pouvez le lire.", trailShow: "Montrer", trailMore: "Remonter plus loin", trailNone: "Rien encore.", trailUntil: (when) => `Regardé jusqu'à : ${when}.`, trailAll: "C'est tout.", aboutYou: "à votre sujet", entry: (index) => `Entrée ${index} du registre`,
    kinds: { "person.signed-in": "Vous vous êtes connecté", "person.signed-out": "Vous vous êtes déconnecté", "camera.watched": "Regardé en direct", "recording.played": "Regardé un enregistrement", "recording.exported": "Exporté" },
  },
};
