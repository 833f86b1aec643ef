/** Answers that the server refused: what was said, why it was not taken, and that it has been read. */

import { Button } from "../parts/controls";
import { Icon } from "../parts/icon";
import { useStore } from "../store";
import { words } from "../words";
import { letGo, outbox } from "./outbox";
import type { Waiting } from "./waiting";

export function Refusals() {
  const refused = useStore(outbox).filter((one) => one.refused !== undefined);
  return (
    <>
      {refused.map((one) => (
        <div key={one.id} class="note bad" role="alert">
          <Icon name="alert" />
          <div class="grow">
            <strong>{titleOf(one)}</strong>
            <p>{one.refused}</p>
            {(one.kind === "message" || one.kind === "photo") && one.text !== "" && <blockquote>{one.text}</blockquote>}
            <Button onClick={() => void letGo(one.id)}>{words.phone.letGo}</Button>
          </div>
        </div>
      ))}
    </>
  );
}

function titleOf(one: Waiting): string {
  const w = words.phone;
  if (one.kind === "state") return w.refused.state((w.answers as Readonly<Record<string, string>>)[one.state] ?? one.state);
  return w.refused[one.kind];
}
