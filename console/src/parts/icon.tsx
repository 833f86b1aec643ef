/** The console's own line icons, 20 x 20, drawn with the text's colour. Decorative: the words are beside or in the label. */

const PATHS = {
  wall: "M3 4.500h6v4.500H3zM11 4.500h6v4.500h-6zM3 11h6v4.500H3zM11 11h6v4.500h-6z",
  cameras: "M2.500 6.500h10v7h-10zM12.500 9l5-2.500v7l-5-2.500",
  list: "M3.500 5h3v3h-3zM3.500 12h3v3h-3zM9.500 6.500h7M9.500 13.500h7",
  camera: "M3 6.500h3l1.500-2.300h5L14 6.500h3v9.500H3zM10 13.800a2.900 2.900 0 1 0 0-5.800 2.900 2.900 0 0 0 0 5.800z",
  site: "M3.500 4h13v5h-13zM3.500 11h13v5h-13zM6.200 6.500h.1M6.200 13.500h.1",
  person: "M10 10.200a3.100 3.100 0 1 0 0-6.200 3.100 3.100 0 0 0 0 6.200zM4 16.500c.6-2.800 3-4.300 6-4.300s5.400 1.500 6 4.300",
  search: "M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4",
  plus: "M10 4v12M4 10h12",
  full: "M3.500 7.500v-4h4M12.500 3.500h4v4M16.500 12.500v4h-4M7.500 16.500h-4v-4",
  shrink: "M7.500 3.500v4h-4M16.500 7.500h-4v-4M12.500 16.500v-4h4M3.500 12.500h4v4",
  back: "M12 4.500 6.500 10l5.500 5.500",
  forward: "M8 4.500 13.500 10 8 15.500",
  play: "M6 4.200v11.600l9.500-5.800z",
  pause: "M6.500 4.500v11M13.500 4.500v11",
  stepBack: "M13.500 5 8 10l5.500 5zM5.500 5v10",
  stepForward: "M6.500 5l5.500 5-5.500 5zM14.500 5v10",
  clip: "M4 6.500V4.500h3M13 4.500h3v2M16 13.500v2h-3M7 15.500H4v-2M7.500 7.500h5v5h-5z",
  download: "M10 3.500v9M6.200 9 10 12.800 13.800 9M4 16.500h12",
  close: "M5 5l10 10M15 5 5 15",
  check: "M4 10.500l4 4 8-9",
  trash: "M4 6h12M8 6V4h4v2M5.500 6l.7 10.500h7.600L14.500 6",
  alert: "M10 3.200 17.500 16.500h-15zM10 8v4M10 14.300v.1",
  area: "M4 6.500 10 3.500l6.500 4-2 8.500-8.500.5z",
  minus: "M4 10h12",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.200v4M10 6.700v.1",
  key: "M6.500 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM9 9.500l7-6M13 6l2.500 2.500M10.700 8l1.600 1.600",
  live: "M10 11.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM6.500 13.500a5 5 0 0 1 0-7M13.500 6.500a5 5 0 0 1 0 7M4.200 15.800a8.200 8.200 0 0 1 0-11.600M15.800 4.200a8.200 8.200 0 0 1 0 11.600",
  sliders: "M3.500 6h8M14.500 6h2M3.500 14h2M8.500 14h8M13 4v4M7 12v4",
  history: "M3.600 10a6.500 6.500 0 1 1 1.900 4.600M3.300 5.500v3.300h3.300M10 6.500V10l2.500 1.800",
  chart: "M3.500 3.500v13h13M6.500 13.500v-3M10 13.500v-7M13.500 13.500v-5",
  nextEvent: "M4 5.500 8.500 10 4 14.500M9 5.500 13.500 10 9 14.500M16 7.500v5",
  again: "M4.500 4.500v4h4M4.800 8.500a6 6 0 1 1-.600 3.500",
  previousEvent: "M16 5.500 11.500 10l4.500 4.500M11 5.500 6.500 10l4.500 4.500M4 7.500v5",
  lock: "M5.500 9.200h9v7h-9zM7.300 9.200V6.800a2.700 2.700 0 0 1 5.400 0v2.400M10 12v1.800",
  ledger: "M6.500 3.500h9v13h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM4.500 14.500a2 2 0 0 1 2-2h9M8.500 6.800h4M8.500 9.300h4",
  map: "M3 5.500l4.700-2 4.600 2 4.700-2v11l-4.700 2-4.600-2-4.700 2zM7.700 3.500v11M12.300 5.500v11",
  copy: "M7.500 7.500h9v9h-9zM12.500 7.500v-4h-9v9h4",
  sound: "M4 8v4h2.500L10.500 15.500v-11L6.500 8zM13 7.500a3.500 3.500 0 0 1 0 5M15 5a7 7 0 0 1 0 10",
  mute: "M4 8v4h2.500L10.500 15.500v-11L6.500 8zM13 8l4 4M17 8l-4 4",
  window: "M3.500 4.500h13v11h-13zM3.500 7.500h13",
  tour: "M4 10a6 6 0 0 1 10.500-4M16 10a6 6 0 0 1-10.500 4M14.800 3v3.200h-3.200M5.200 17v-3.200h3.200",
  down: "M5.500 8l4.500 4.500L14.500 8",
  bookmark: "M6 3.500h8v13l-4-3.200-4 3.200z",
  pen: "M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200zM11.300 6l2.700 2.700",
  undo: "M7.500 4.500 4 8l3.500 3.500M4 8h7.500a4 4 0 0 1 0 8H8",
  redo: "M12.500 4.500 16 8l-3.500 3.500M16 8H8.500a4 4 0 0 0 0 8H12",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The sign of the house: a focusing screen with its centre mark. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2.500" y="5.500" width="27" height="21" rx="5" class="mark-glass" />
      <circle cx="16" cy="16" r="6" class="mark-line" />
      <path d="M16 3v7M16 22v7M2.500 16H10M22 16h7.500" class="mark-line" />
    </svg>
  );
}
