/** An incident's history as sentences, newest first; what may be taken back says so. */

import { photoAddress } from "../api";
import type { HistoryEntry } from "./model";
import { Button } from "../parts/controls";
import { clockTime, dayAndTime, utc } from "../time";
import { words } from "../words";

const w = words.incidents;
const UNDO_MS = 10 * 60_000;
/** What can be taken back is decided by the server; these never can. */
const LASTING: ReadonlySet<string> = new Set(["opened", "note", "task", "task_state", "message", "help", "photo", "handed_over", "reminder", "undone"]);

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const named = (group: Readonly<Record<string, string>>, value: unknown): string => (group[text(value)] ?? text(value)).toLowerCase();

/** What somebody did, in words. Pure. */
export function sentenceOf(entry: HistoryEntry): string {
  const { what } = entry;
  switch (entry.kind) {
    case "opened":
      return w.said.opened;
    case "state": {
      const outcome = text(what.outcome);
      return w.said.state(named(w.states, what.state)) + (outcome === "" ? "" : `: ${named(w.outcomes, outcome)}`);
    }
    case "level":
      return w.said.level(named(w.levels, what.level));
    case "title":
      return w.said.title(text(what.title));
    case "owner":
      return w.said.owner(text(what.person_name) || text(what.person));
    case "procedure":
      return w.said.procedure(text(what.name));
    case "step":
      return what.mark === "done" ? w.said.stepDone(number(what.step)) : what.mark === "open" ? w.said.stepOpen(number(what.step)) : w.said.stepOut(number(what.step));
    case "step_owner":
      return w.said.step_owner(number(what.step), text(what.person_name));
    case "reminder":
      return w.said.reminder(number(what.step));
    case "task":
      return w.said.task(text(what.responder_name) || text(what.responder));
    case "task_state":
      return w.said.task_state(named(w.taskStates, what.state));
    case "help":
      return what.is_wanted === false ? w.said.helped : w.said.help;
    case "handed_over":
      return w.said.handed_over(text(what.person_name));
    case "note":
    case "event":
    case "clip":
    case "unseal":
    case "message":
    case "photo":
    case "undone":
      return w.said[entry.kind];
    default:
      return entry.kind; // a newer server may say more than this console knows
  }
}

export function History({ incident, history, now_ms, onUndo }: { readonly incident: number; readonly history: readonly HistoryEntry[]; readonly now_ms: number; readonly onUndo: (sequence: number) => void }) {
  return (
    <ol class="history">
      {[...history].reverse().map((entry) => {
        const at_ms = Date.parse(entry.at);
        const written = ["note", "message", "photo", "task", "handed_over"].includes(entry.kind) ? text(entry.what.text) : "";
        const may = !entry.undone && !LASTING.has(entry.kind) && now_ms - at_ms < UNDO_MS;
        return (
          <li key={entry.sequence} class={entry.undone ? "undone" : ""}>
            <time title={`${utc(at_ms)} · ${w.inLedger} ${entry.ledger}`}>{now_ms - at_ms < 43_200_000 ? clockTime(at_ms) : dayAndTime(at_ms, now_ms)}</time>
            <span><b>{entry.by.name || entry.by.id}</b> {sentenceOf(entry)}{entry.undone && <span class="tag">{w.undone}</span>}</span>
            {entry.kind === "photo" && <img class="history-photo" src={photoAddress(incident, text(entry.what.photo))} alt={w.photoOf(entry.by.name)} loading="lazy" />}
            {written !== "" && <p>{written}</p>}
            {may && <Button kind="quiet" onClick={() => onUndo(entry.sequence)}>{w.undo}</Button>}
          </li>
        );
      })}
    </ol>
  );
}
