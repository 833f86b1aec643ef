/** Type a few letters, press Enter: be there, or have it done. Pages offer what can be done on them (parts/keys.ts). */

import { useEffect, useRef, useState } from "preact/hooks";

import { board } from "./incidents/board";
import { Dialog } from "./parts/dialog";
import { Icon, type IconName } from "./parts/icon";
import { actsNow } from "./parts/keys";
import { ALL_CAMERAS, type Route, go } from "./route";
import { session } from "./session";
import { useStore } from "./store";
import { setTheme } from "./theme";
import { wallList } from "./wall/walls";
import { watch } from "./watch";
import { words } from "./words";

type Sort = "act" | "camera" | "wall" | "incident" | "page";

interface Entry {
  readonly icon: IconName;
  readonly label: string;
  readonly sort: Sort;
  readonly key?: string;
  readonly run: () => void;
}

const MOST = 12;

/** Entries whose words begin with, or whose label contains, what was typed; beginnings first. Pure. */
export function rank<T extends { readonly label: string }>(entries: readonly T[], typed: string): readonly T[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return entries.slice(0, MOST);
  const parts = wanted.split(/\s+/);
  const weigh = (label: string): number => {
    const text = label.toLowerCase();
    const heads = text.split(/[\s(]+/);
    if (text.startsWith(wanted)) return 0;
    if (parts.every((part) => heads.some((head) => head.startsWith(part)))) return 1;
    return text.includes(wanted) ? 2 : 9;
  };
  return entries
    .map((entry) => ({ entry, weight: weigh(entry.label) }))
    .filter(({ weight }) => weight < 9)
    .sort((a, b) => a.weight - b.weight)
    .map(({ entry }) => entry)
    .slice(0, MOST);
}

/** A page of the palette: what it is called, and the right that it needs ("" for none). */
type PlaceOf = readonly [IconName, string, Route, string];

function places(): readonly PlaceOf[] {
  return [
    ["wall", words.nav.wall, { page: "wall" }, "see"],
    ["alert", words.nav.incidents, { page: "incidents", closed: false }, "incidents"],
    ["map", words.nav.map, { page: "map", focus: null }, "see"],
    ["live", words.nav.events, { page: "events", part: "events" }, "see"],
    ["history", words.history.timeline.title, { page: "timeline", cameras: [], at_ms: null }, "see"],
    ["search", words.history.search.title, { page: "search", asked: "" }, "see"],
    ["bookmark", words.bookmarks.title, { page: "bookmarks", asked: "" }, "see"],
    ["chart", words.analytics.title, { page: "analytics", asked: "" }, "see"],
    ["area", words.events.tabs.rules, { page: "events", part: "rules" }, "see"],
    ["cameras", words.nav.cameras, { page: "cameras" }, "see"],
    ["plus", words.add.title, { page: "add" }, "set_up"],
    ["check", words.nav.tasks, { page: "tasks", incident: null }, "respond"],
    ["check", words.incidents.procedures.title, { page: "procedures" }, "incidents"],
    ["live", words.channels.title, { page: "channels" }, "set_up"],
    ["sliders", words.machines.title, { page: "machines" }, "set_up"],
    ["site", words.public.title, { page: "public" }, "set_up"],
    ["person", words.people.title, { page: "people" }, "people"],
    ["cameras", words.people.tabs.groups, { page: "people", part: "groups" }, "people"],
    ["key", words.people.tabs.tokens, { page: "people", part: "tokens" }, "people"],
    ["check", words.start.title, { page: "start" }, "set_up"],
    ["lock", words.nav.custody, { page: "custody", part: "requests" }, ""],
    ["lock", words.custody.requests.ask, { page: "ask", camera: null, from_ms: null, to_ms: null }, "request"],
    ["key", words.custody.inbox.title, { page: "custodian" }, ""],
    ["ledger", words.nav.ledger, { page: "ledger", index: null }, ""],
    ["site", words.nav.site, { page: "site" }, ""],
    ["person", words.nav.me, { page: "me" }, ""],
  ];
}

function useEntries(onHelp: () => void): readonly Entry[] {
  const { cameras } = useStore(watch);
  const { walls } = useStore(wallList);
  const { lines } = useStore(board);
  const now = useStore(session);
  const [acts] = useState(actsNow); // of the page behind, as it was when this opened
  const rights = now.kind === "in" ? now.me.rights : [];
  const may = (right: string): boolean => right === "" || rights.includes(right);
  const to = (icon: IconName, label: string, sort: Sort, route: Route): Entry => ({ icon, label, sort, run: () => go(route) });
  const w = words.palette;
  return [
    ...acts.map((act): Entry => ({ ...act, sort: "act" })),
    ...cameras.map((camera) => to("cameras", camera.name, "camera", { page: "camera", id: camera.id, at_ms: null })),
    ...(may("see") ? [to("wall", words.wall.all, "wall", { page: "wall", wall: ALL_CAMERAS })] : []),
    ...walls.map((wall) => to("wall", wall.name, "wall", { page: "wall", wall: wall.id })),
    ...lines.map((line) => to("alert", w.incidentNamed(line.number, line.title), "incident", { page: "incident", number: line.number })),
    ...places().filter(([, , , right]) => may(right)).map(([icon, label, route]) => to(icon, label, "page", route)),
    ...(may("set_up") ? cameras.map((camera) => to("sliders", w.settingsOf(camera.name), "page", { page: "settings", id: camera.id })) : []),
    { icon: "info", label: w.keys, sort: "act", key: "?", run: onHelp },
    { icon: "full", label: w.light, sort: "act", run: () => setTheme("light") },
    { icon: "full", label: w.dark, sort: "act", run: () => setTheme("dark") },
    { icon: "full", label: w.asSystem, sort: "act", run: () => setTheme("system") },
  ];
}

export function Palette({ onClose, onHelp }: { readonly onClose: () => void; readonly onHelp: () => void }) {
  const entries = useEntries(onHelp);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [chosen]);
  const found = rank(entries, typed);
  const follow = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    // After the dialog has gone and given its focus back, so that an act finds the page as it was.
    window.setTimeout(entry.run, 0);
  };
  return (
    <Dialog title={words.nav.search} onClose={onClose} class="palette" bare>
      <div class="palette-line">
        <Icon name="search" />
        <input
          ref={input}
          value={typed}
          placeholder={words.palette.placeholder}
          aria-label={words.palette.placeholder}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
          spellcheck={false}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") setChosen(Math.min(found.length - 1, chosen + 1));
            else if (event.key === "ArrowUp") setChosen(Math.max(0, chosen - 1));
            else if (event.key === "Enter") follow(found[chosen]);
            else return;
            event.preventDefault();
          }}
        />
      </div>
      <ul id="palette-list" role="listbox" class="palette-list" ref={list}>
        {found.map((entry, index) => (
          <li
            key={`${entry.sort}${entry.icon}${entry.label}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setChosen(index)}
            onClick={() => follow(entry)}
          >
            <Icon name={entry.icon} />
            <span class="grow">{entry.label}</span>
            {entry.key === undefined ? <span class="faint">{words.palette.sorts[entry.sort]}</span> : <kbd>{entry.key.length === 1 ? entry.key.toUpperCase() : entry.key}</kbd>}
          </li>
        ))}
        {found.length === 0 && <li class="palette-none">{words.palette.nothing}</li>}
      </ul>
    </Dialog>
  );
}
