/** Which open incident something belongs to: those that are on the board, the newest first; or one that is opened for it. */

import { useEffect } from "preact/hooks";

import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { useStore } from "../store";
import { dayAndTime } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import { board, loadBoard } from "./board";
import { LevelMark } from "./page";

interface ChooseProps {
  readonly title: string;
  readonly onChosen: (number: number) => void;
  readonly onClose: () => void;
  readonly onNew?: () => void; // open one of what is to be added
}

export function ChooseIncident({ title, onChosen, onClose, onNew }: ChooseProps) {
  const w = words.incidents;
  const { loaded, lines, problem } = useStore(board);
  const { cameras } = useStore(watch);
  useEffect(() => void loadBoard(), []);
  const newest = [...lines].sort((a, b) => b.number - a.number);
  return (
    <Dialog title={title} onClose={onClose}>
      {problem !== null && <ProblemNote problem={problem} />}
      {!loaded && problem === null && <Waiting text={words.common.loading} />}
      {loaded && newest.length === 0 && <Empty icon="check" title={w.emptyTitle} text={w.emptyText} />}
      <ul class="choose-list">
        {newest.map((line) => (
          <li key={line.number}>
            <button type="button" onClick={() => onChosen(line.number)}>
              <LevelMark level={line.level} />
              <span class="choose-said"><b>{line.title}</b><span class="faint">{line.number} · {dayAndTime(Date.parse(line.opened), Date.now())}{line.camera !== "" && ` · ${cameras.find(({ id }) => id === line.camera)?.name ?? line.camera}`}</span></span>
              <span class="faint">{w.states[line.state]}</span>
            </button>
          </li>
        ))}
      </ul>
      {onNew !== undefined && <div class="row end"><Button kind="main" icon="plus" onClick={onNew}>{w.open}</Button></div>}
    </Dialog>
  );
}
