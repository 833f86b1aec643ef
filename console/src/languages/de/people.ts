import type { Words } from "../../words";
import type { Translation } from "../translation";

/** The page gives the name of a role as English writes it within a sentence: small. */
const noun = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export const people: Translation<Words["people"]> = {
  title: "Personen", lead: "Wer sich hier anmelden darf, was jede Person darf und welche Kameras sie sieht. Jede Änderung steht im Register.",
  tabs: { people: "Personen", groups: "Kameragruppen", tokens: "API-Token" },
  invite: "Jemanden einladen", inviteTitle: "Jemanden einladen", make: "Link erzeugen", role: "Was die Person darf",
  email: "E-Mail-Adresse", emailHint: "Freiwillig. Damit kommt die Person auch mit ihrem eigenen Konto herein, wenn es diese Adresse hat.",
  roles: {
    viewer: ["Ansehen", "Sieht Live-Bilder und Aufzeichnungen, alle mattiert."],
    responder: ["Einsatz", "Sieht Bilder, geht in Dienst, erhält und beantwortet Aufträge."],
    operator: ["Leitstand", "Arbeitet am Leitstand: Vorfälle, Clips, Anforderungen an Verwahrer."],
    supervisor: ["Schichtleitung", "Wie Leitstand; schreibt außerdem Ablaufpläne und Berichte."],
    auditor: ["Prüfung", "Liest alle Einträge. Sieht keine Bilder."],
    administrator: ["Verwaltung", "Alles, auch diese Seite."],
  },
  linkTitle: "Geben Sie diesen Link weiter", linkText: "Er lässt eine Person einmal herein und wird nicht wieder gezeigt. Sie wählt ihren Namen selbst und wie sie sich anmeldet.",
  linkUntil: "Gilt bis", copy: "Link kopieren", copied: "Der Link ist kopiert.", done: "Fertig",
  you: "Sie", unnamed: "Eingeladen, noch nicht hier", expired: "Einladung abgelaufen", waiting: "Einladung offen bis", noWayIn: "Noch kein Anmeldeweg",
  seen: "Zuletzt hier:", never: "Nicht angemeldet", newLink: "Neuer Link", newLinkFor: (name) => `Neuer Link für ${name}`,
  roleOf: (name) => `Rolle von ${name}`, removeNamed: (name) => `${name} entfernen`, changed: (name, role) => `${name} hat jetzt die Rolle ${noun(role)}.`, undo: "Rückgängig",
  removeTitle: (name) => `${name} entfernen?`,
  removeText: "Die Person ist innerhalb einer Minute überall abgemeldet und kommt mit ihrem Anmeldeweg nicht zurück. API-Token, die sie erzeugt hat, enden. Ihr Name bleibt in den Verläufen. Um sie wieder hereinzulassen, laden Sie sie neu ein.",
  removed: (name) => `${name} ist entfernt.`,
  alone: "Sie sind hier allein", aloneText: "Einen Leitstand betreibt mehr als eine Person. Laden Sie ein, wer beobachtet, wer eingreift und wer prüft.",
  onSite: "Personen und Programme", onSiteText: "Personen einladen, festlegen, was sie dürfen und sehen, und Token für Programme erzeugen.", open: "Öffnen",
  reach: {
    label: "Welche Kameras die Person sieht", tokenLabel: "Welche Kameras es erreicht", whole: "Der ganze Standort", wholeText: "Jede Kamera, auch spätere.", some: "Einige Kameragruppen", someText: "Jede andere Kamera gibt es dann nicht.",
    none: "Keine Kamera", noGroups: "Es gibt noch keine Kameragruppen. Legen Sie erst eine an, dann lässt sich der Blick auf sie begrenzen.", makeOne: "Kameragruppen",
    of: (name) => `Welche Kameras ${name} sieht`, title: (name) => `Was ${name} sieht`, changed: (name) => `Was ${name} sieht, ist geändert.`, never: "Diese Rolle handelt für den ganzen Standort und sieht ihn ganz.",
  },
  inGroups: {
    add: "Rollen in Gruppen", of: (name) => `Rollen von ${name} in Kameragruppen`, at: (role, group) => `${role}: ${group}`,
    text: "An den Kameras einer Gruppe gilt die weiter gehende der beiden Rollen. Was den ganzen Standort betrifft, braucht die Rolle am Standort.", asAtSite: "Wie am Standort", changed: (name) => `Was ${name} in Gruppen darf, ist geändert.`,
  },
  groups: {
    lead: "Kameras unter einem Namen. Wer auf Gruppen begrenzt ist, sieht, erfährt, durchsucht und exportiert nur deren Kameras; eine Rolle in einer Gruppe gilt nur an deren Kameras.", add: "Gruppe anlegen", addTitle: "Kameragruppe anlegen", changeTitle: (name) => `${name} ändern`,
    name: "Name", namePlaceholder: "Nordtribüne", cameras: "Kameras", none: "Keine Kameras darin: Wer auf sie begrenzt ist, sieht nichts.", emptyTitle: "Noch keine Kameragruppen", emptyText: "Legen Sie eine für jeden Teil des Standorts an, um den sich andere kümmern. Eine Kamera darf in mehreren sein.",
    count: (count) => (count === 1 ? "1 Kamera" : `${count} Kameras`), change: "Ändern", removeNamed: (name) => `${name} entfernen`, removeTitle: (name) => `${name} entfernen?`,
    removeText: "Personen und Token, die auf sie begrenzt sind, bleiben begrenzt und sehen ihre Kameras nicht mehr. Rollen in ihr enden. Die Kameras bleiben unberührt.", removed: (name) => `${name} ist entfernt.`, saved: (name) => `${name} ist gesichert.`,
  },
  tokens: {
    lead: "Für Programme: Türsteuerung, ein nächtlicher Bericht. Ein Token darf etwas von dem, was Sie dürfen, nie mehr, und nie, was nur ein Mensch selbst darf.", add: "Token erzeugen", addTitle: "API-Token erzeugen", name: "Wofür es ist", namePlaceholder: "Türsteuerung",
    rights: { see: "Bilder, Ereignisse und Aufzeichnungen sehen", export: "Zeiträume und Listen exportieren", incidents: "Vorfälle bearbeiten, Ereignisse melden", supervise: "Ablaufpläne schreiben, Berichte anlegen", set_up: "Kameras, Regeln und Kanäle einrichten", audit: "Alle Einträge lesen" },
    mayDo: "Was es darf", wholeOnly: "Nur für den ganzen Standort", life: "Wie lange es gilt", lives: [["30", "30 Tage"], ["90", "90 Tage"], ["365", "1 Jahr"], ["", "Bis auf Widerruf"]],
    make: "Token erzeugen", shownTitle: "Kopieren Sie das Token jetzt", shownText: "Es wird nicht wieder gezeigt. Wer es hat, darf, was es darf. Ein Programm sendet es mit jeder Anfrage:", copy: "Token kopieren", copied: "Das Token ist kopiert.",
    emptyTitle: "Keine API-Token", emptyText: "Programme auf anderen Rechnern benutzen die API mit einem eigenen Token, damit sich jedes für sich begrenzen, sehen und widerrufen lässt.",
    by: "erzeugt von", never: "noch nie benutzt", used: "zuletzt benutzt", ends: "endet", ended: "endete", noEnd: "bis auf Widerruf", revoke: "Widerrufen", revokeNamed: (name) => `${name} widerrufen`, revokeTitle: (name) => `${name} widerrufen?`, revokeText: "Das Programm, das es benutzt, ist sofort ausgesperrt und braucht ein neues Token.", revoked: (name) => `${name} ist widerrufen.`,
  },
  door: {
    withAccount: (label) => `Mit ${label} anmelden`, recovery: "Mit Notfallcode anmelden", recoveryTitle: "Mit einem Notfallcode anmelden", code: "Notfallcode", codeHint: "Sechzehn Buchstaben und Ziffern. Jeder Code gilt einmal.", back: "Anders anmelden",
    failed: {
      "not-invited": ["Dieses Konto ist hier nicht eingeladen.", "Bitten Sie die Verwaltung des Standorts, seine E-Mail-Adresse einzuladen."],
      taken: ["Mit diesem Konto meldet sich hier schon jemand an.", "Nehmen Sie ein anderes Konto."],
      again: ["Die Anmeldung wurde nicht beendet.", "Beginnen Sie neu, in diesem Browser."],
      refused: ["Ihr Konto hat Sie nicht eingelassen.", "Versuchen Sie es erneut, oder melden Sie sich anders an."],
      provider: ["Die Konten Ihrer Organisation sind gerade nicht zu erreichen.", "Versuchen Sie es später erneut, oder melden Sie sich anders an."],
    },
  },
  me: {
    sees: "Sie sehen", wholeSite: "den ganzen Standort", inGroup: (group) => `In ${group}`,
    account: (label) => `Mit ${label} anmelden`, accountText: "Ihr Konto meldet Sie hier an.", accountNone: "Sie können sich hier mit Ihrem Konto anmelden.", linkAccount: "Konto verbinden", unlinkAccount: "Trennen", unlinked: "Ihr Konto ist getrennt.",
    recovery: "Notfallcodes", recoveryText: "Wege herein für den Tag, an dem alles andere verloren ist. Drucken Sie sie, und legen Sie sie zu Ihren Papieren.", recoveryLeft: (count) => (count === 1 ? "1 Code ist übrig." : `${count} Codes sind übrig.`), recoveryNone: "Sie haben noch keine.",
    makeCodes: "Notfallcodes erzeugen", makeNewCodes: "Neue Codes erzeugen", newCodesTitle: "Neue Codes erzeugen?", newCodesText: "Die alten gelten dann nicht mehr.", codesTitle: "Ihre Notfallcodes", codesText: "Jeder meldet Sie einmal an, mit Ihrem Namen. Sie werden nicht wieder gezeigt.", print: "Drucken", copyCodes: "Kopieren", codesCopied: "Die Codes sind kopiert.", codesKept: "Ich habe sie verwahrt",
    printed: (site, name) => `${site}: Notfallcodes von ${name}`,
    endOthers: "Überall sonst abmelden", endOthersTitle: "Überall sonst abmelden?", endOthersText: "Jeder andere Browser, in dem Sie angemeldet sind, ist innerhalb einer Minute abgemeldet.", othersEnded: "Jeder andere Browser ist abgemeldet.", browserOn: (browser, system) => `${browser} auf ${system}`, unknownDevice: "Ein Browser, der seinen Namen nicht sagt",
    trail: "Was Sie taten", trailText: "Aus dem Register: was Sie ansahen und änderten, und was andere an Ihnen änderten. Nur Sie und Prüfer können es lesen.", trailShow: "Zeigen", trailMore: "Weiter zurück", trailNone: "Noch nichts.", trailUntil: (when) => `Angesehen bis zurück zu ${when}.`, trailAll: "Das ist alles.", aboutYou: "über Sie", entry: (index) => `Eintrag ${index} des Registers`,
    kinds: { "person.signed-in": "Sie meldeten sich an", "person.signed-out": "Sie meldeten sich ab", "camera.watched": "Live angesehen", "recording.played": "Aufzeichnung angesehen", "recording.exported": "Exportiert" },
  },
};
