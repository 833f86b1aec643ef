/** The name of the wall on show, and behind it the others and what can be done with walls. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { Icon, type IconName } from "../parts/icon";
import { ALL_CAMERAS, hashOf } from "../route";
import { words } from "../words";
import type { SavedWall } from "./model";

export interface MenuAct {
  readonly label: string;
  readonly icon: IconName;
  readonly key?: string;
  readonly run: () => void;
}

interface WallMenuProps {
  readonly name: string;
  readonly wall: string;
  readonly walls: readonly SavedWall[];
  readonly alone: boolean;
  readonly acts: readonly MenuAct[];
}

export function WallMenu({ name, wall, walls, alone, acts }: WallMenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (giveBack: boolean): void => {
    setOpen(false);
    if (giveBack) button.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>("[aria-current], a, button")?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.parentElement?.contains(event.target) !== true) setOpen(false);
    };
    window.addEventListener("pointerdown", outside);
    return () => window.removeEventListener("pointerdown", outside);
  }, [open]);
  const press = (event: KeyboardEvent): void => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>("a, button") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") close(true);
    else if (event.key === "ArrowDown") items[Math.min(items.length - 1, at + 1)]?.focus();
    else if (event.key === "ArrowUp") items[Math.max(0, at - 1)]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const link = (id: string, label: string) => (
    <a key={id} href={hashOf({ page: "wall", wall: id, ...(alone ? { alone } : {}) })} aria-current={id === wall ? "page" : undefined} onClick={() => close(false)}>
      <Icon name={id === wall ? "check" : "wall"} size={18} /><span>{label}</span>
    </a>
  );
  const shared = walls.filter((one) => one.shared);
  const own = walls.filter((one) => !one.shared);
  return (
    <div class="wall-menu">
      <h1>
        <button ref={button} type="button" class="wall-menu-button" aria-label={words.wall.menu(name)} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span>{name}</span><Icon name="down" size={18} />
        </button>
      </h1>
      {open && (
        <div class="wall-menu-list" ref={box} onKeyDown={press}>
          {link(ALL_CAMERAS, words.wall.all)}
          <Part title={words.wall.shared}>{shared.map((one) => link(one.id, one.name))}</Part>
          <Part title={words.wall.own}>{own.map((one) => link(one.id, one.name))}</Part>
          <hr />
          {acts.map((act) => (
            <button key={act.label} type="button" onClick={() => { close(false); act.run(); }}>
              <Icon name={act.icon} size={18} /><span>{act.label}</span>{act.key !== undefined && <kbd aria-hidden="true">{act.key.toUpperCase()}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: readonly ComponentChildren[] }) {
  if (children.length === 0) return null;
  return <section aria-label={title}><h2>{title}</h2>{children}</section>;
}
