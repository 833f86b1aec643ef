/** Type a few letters, press Enter, be there. */

import { useEffect, useRef, useState } from "preact/hooks";

import { Dialog } from "./parts/dialog";
import { Icon, type IconName } from "./parts/icon";
import { type Route, go } from "./route";
import { useStore } from "./store";
import { watch } from "./watch";
import { words } from "./words";

interface Entry {
  readonly icon: IconName;
  readonly label: string;
  readonly route: Route;
}

/** Entries whose words begin with, or whose label contains, what was typed; beginnings first. Pure. */
export function rank(entries: readonly Entry[], typed: string): readonly Entry[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return entries.slice(0, 9);
  const weigh = (label: string): number => {
    const text = label.toLowerCase();
    if (text.startsWith(wanted)) return 0;
    if (text.split(/\s+/).some((word) => word.startsWith(wanted))) return 1;
    return text.includes(wanted) ? 2 : 9;
  };
  return entries
    .map((entry) => ({ entry, weight: weigh(entry.label) }))
    .filter(({ weight }) => weight < 9)
    .sort((a, b) => a.weight - b.weight)
    .map(({ entry }) => entry)
    .slice(0, 9);
}

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { cameras } = useStore(watch);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const entries: Entry[] = [
    ...cameras.map((camera): Entry => ({ icon: "cameras", label: camera.name, route: { page: "camera", id: camera.id, at_ms: null } })),
    { icon: "wall", label: words.nav.wall, route: { page: "wall" } },
    { icon: "cameras", label: words.nav.cameras, route: { page: "cameras" } },
    { icon: "plus", label: words.add.title, route: { page: "add" } },
    { icon: "lock", label: words.nav.custody, route: { page: "custody", part: "requests" } },
    { icon: "lock", label: words.custody.requests.ask, route: { page: "ask", camera: null, from_ms: null, to_ms: null } },
    { icon: "key", label: words.custody.inbox.title, route: { page: "custodian" } },
    { icon: "ledger", label: words.nav.ledger, route: { page: "ledger", index: null } },
    { icon: "alert", label: words.nav.incidents, route: { page: "incidents", closed: false } },
    { icon: "live", label: words.nav.events, route: { page: "events", part: "events" } },
    { icon: "area", label: words.events.tabs.rules, route: { page: "events", part: "rules" } },
    { icon: "check", label: words.incidents.procedures.title, route: { page: "procedures" } },
    { icon: "live", label: words.channels.title, route: { page: "channels" } },
    { icon: "person", label: words.people.title, route: { page: "people" } },
    { icon: "check", label: words.nav.tasks, route: { page: "tasks" } },
    { icon: "site", label: words.nav.site, route: { page: "site" } },
    { icon: "person", label: words.nav.me, route: { page: "me" } },
    ...cameras.map((camera): Entry => ({ icon: "sliders", label: words.palette.settingsOf(camera.name), route: { page: "settings", id: camera.id } })),
  ];
  const found = rank(entries, typed);
  const follow = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    go(entry.route);
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
      <ul id="palette-list" role="listbox" class="palette-list">
        {found.map((entry, index) => (
          <li
            key={`${entry.icon}${entry.label}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setChosen(index)}
            onClick={() => follow(entry)}
          >
            <Icon name={entry.icon} />
            <span>{entry.label}</span>
          </li>
        ))}
        {found.length === 0 && <li class="palette-none">{words.palette.nothing}</li>}
      </ul>
    </Dialog>
  );
}
