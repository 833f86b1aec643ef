/** The sentences about channels; a part of words.ts, which is where a translation begins. */

import type { ChannelKind } from "./channels/model";

export const channelWords = {
  title: "Channels", lead: "Where alarms and incidents are told outside this site. Nothing is contacted that is not listed here.", add: "Add a channel", change: "Change", emptyTitle: "Nothing is told outside", emptyText: "A channel tells another system of events and incidents: no pictures, no names of people, no notes.",
  onSite: "Channels", onSiteText: "Webhook, MQTT, e-mail, CAP, Cursor on Target.", open: "Open",
  how: "How", name: "Name", namePlaceholder: "Control room of the city", least: "From which gravity on", on: (name: string): string => `Switch “${name}” on or off`, isOn: "The channel is on.", off: "The channel is off.",
  kinds: {
    webhook: ["Webhook", "JSON to an address of yours, signed"], mqtt: ["MQTT", "A broker; Home Assistant finds the cameras"], email: ["E-mail", "Plain letters, one thread an incident"], cap: ["CAP 1.2", "The common alerting protocol"], cot: ["Cursor on Target", "TAK: cameras and markers on the map"],
  } as Readonly<Record<ChannelKind, readonly [string, string]>>,
  hears: (level: string): string => `from ${level} on`, counts: (sent: number, waiting: number, dead: number): string => [`${sent} sent`, waiting > 0 ? `${waiting} waiting` : "", dead > 0 ? `${dead} given up` : ""].filter((part) => part !== "").join(", "),
  test: "Say something", tried: "A test message is on its way: see Messages.", messages: "Messages", noMessages: "Nothing was said yet.", resend: "Send again", states: { waiting: "Waiting", sent: "Sent", dead: "Given up" },
  removeNamed: (name: string): string => `Remove ${name}`, removeTitle: (name: string): string => `Remove “${name}”?`, removeText: "What waits for it is forgotten, and so are its settings.", removed: "The channel is removed.",
  wish: { events: "Events", incidents: "Incidents", exercises: "Exercises, marked as such" }, kept: "It is set. Leave it empty to keep it.",
  fields: { url: "Address", secret: "Secret for the signature", host: "Host", port: "Port", tls: "Encrypted (TLS)", user: "User", password: "Password", topic: "Topic", discovery: "Home Assistant's discovery prefix", reports: "Listen for reports on topic", inputs: "Devices to listen to", security: "Encryption", sender: "Sender", to: "To", token: "Token", ca: "Certificate authority (PEM)", certificate: "Own certificate (PEM)", key: "Own key (PEM)" } as Readonly<Record<string, string>>,
  hints: { secret: "At least 16 characters; the receiver checks the signature with it.", port: "Leave it empty for the usual one.", topic: "groundglass, if left empty.", discovery: "homeassistant, usually; empty for none.", reports: "Messages there become events; their form is in the documentation. Empty: none.", inputs: "One a line: topic ; name ; level ; camera ; condition, such as zigbee2mqtt/panic ; Panic button ; alarm ; hall ; action=single", to: "One address a line." } as Readonly<Record<string, string>>,
} as const;
