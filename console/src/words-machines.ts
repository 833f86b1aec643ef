/** The sentences about machines; a part of words.ts, which is where a translation begins. */

export const machineWords = {
  title: "Machines", lead: "What runs where: each machine, the cameras it keeps, and what is left of it.", onSite: "Machines", onSiteText: "Which machine keeps which cameras, and how busy it is.", open: "Open",
  own: "This server", alive: "Working", away: "Away", unheard: "Not heard", drained: "Being emptied", empty: "Empty",
  cameras: (count: number) => (count === 1 ? "1 camera" : `${count} cameras`),
  load: "Load, last minute", loadOf: (load: string, cores: number) => `${load} for ${cores === 1 ? "1 core" : `${cores} cores`}`,
  loadText: "How much wanted to run at once, on average: what ran and what waited for a core or the disk. Up to the number of cores all of it runs.",
  overloaded: "More wants to run than there are cores, so pictures may come late or be left out. Give cameras a lower rate or a smaller picture, add a machine, or look for what else runs on this one.", memory: "Memory", disk: "Free disk", watched: "Pictures fetched", waiting: "Waits for the desk", lost: "Lost", version: "Version",
  awayText: "It does not answer. Its cameras are moved to others with room within seconds; what it records meanwhile is handed in when it is back.",
  unheardText: "It keeps its cameras and records, but the desk cannot reach it: look at the network and at its relay address.",
  drainedText: "Its cameras go to the other machines. When it is empty it can be stopped.", emptyText: "It keeps no camera and can be stopped.",
  keepsNone: "Keeps no camera at the moment.", lowered: "half of its pictures", least: "two pictures a second", waits: "waits until it is free", restarts: (count: number) => (count === 1 ? "1 restart" : `${count} restarts`),
  shortTitle: "Cores are short", shortText: (count: number) => `${count === 1 ? "One camera is" : `${count} cameras are`} kept with fewer pictures than it asks for. Add a machine, or give cameras a lower rate.`,
  nowhereTitle: "Kept by no machine", nowhereText: "These cameras are switched on and are not watched now.", noRoom: "no machine that may keep it has room", moving: "is being moved",
  drain: "Empty machine", drainNamed: (node: string) => `Empty ${node}`, fill: "Use again", fillNamed: (node: string) => `Use ${node} again`,
  drainTitle: (node: string) => `Empty ${node}?`, drainText: "Its cameras move to the other machines, as far as those have room. Each is without a picture for a few seconds. You can use the machine again at any time.", drainYes: "Empty it",
  draining: "The machine is being emptied.", filled: "The machine is used again.",
  oneTitle: "One machine keeps everything", oneText: "That is enough for most sites. One that outgrows it gives cameras to other machines: the documentation says how, under “Several machines”.",
  none: "No machine was there within a day", noneText: "Start one with groundglass outpost, and it appears here by itself.",
};
