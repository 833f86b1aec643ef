/** The sentences of charts and heat maps; a part of words.ts, which is where a translation begins. */

export const analyticsWords = {
  title: "Charts", camera: "Camera", spans: { label: "How long", day: "Day", week: "Week", month: "30 days" }, step: "Step", before: "Earlier", after: "Later", today: "Up to now",
  steps: { 15: "15 minutes", 60: "1 hour", 360: "6 hours", 1440: "1 day" } as Readonly<Record<number, string>>,
  compare: "With the week before", asTable: "As a table", asChart: "As a chart", csv: "Save as CSV",
  few: (below: number): string => `<${below}`, fewNote: (below: number): string => `Fewer than ${below} people are never told of: such a step or cell reads <${below}. Longer steps say more.`,
  emptyTitle: "No cameras yet", emptyText: "Counts begin with a camera's first picture.",
  nothing: "Nothing was counted in this time.", nothingHint: "Counts begin when a camera sees its place, and are kept as long as observations: a month by default.",
  at: "From", chartHelp: "Arrow keys move from step to step.", weekBefore: "Week before",
  people: { title: "People in view", mean: "On average", most: "Most at once", begun: "Came into view", total: "Came into view in all", busiest: "Busiest" },
  lines: { title: "Over a line", left: "To the left", right: "To the right", gone: "A deleted rule", none: "No line is counted here.", noneHint: "Write a rule “Somebody crosses a line” for this camera; its crossings are then counted all the time, whether or not it tells anybody.", rules: "To the rules" },
  areas: { title: "How full areas are", area: (number: number): string => `Area ${number}`, density: "People per m²", most: "Most per m²", people: "People", none: "No area is measured here.", noneHint: "Draw an area in the camera's settings, and mark its scale: then people per square metre are estimated all the time.", settings: "To the camera's settings" },
  heat: { title: "Where people stood", hint: "Coarse cells of the picture, by how long people stood in them.", stay: (length: string, visits: string): string => `${length} in all, ${visits} visits`, scale: "Longer", less: "Shorter", none: "Nobody was followed in this time.", cell: (column: number, row: number): string => `Column ${column}, row ${row}`, columns: ["Cell", "Visits", "Time in all"], few: "Few people" },
} as const;
