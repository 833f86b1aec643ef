/** Writing to the desk, at the lower edge: a tap for what is said often, a line for the rest, a photo. */

import { useState } from "preact/hooks";

import { Button } from "../parts/controls";
import { words } from "../words";
import { put } from "./outbox";
import { PhotoDialog } from "./photo-dialog";

export function Composer({ incident, task }: { readonly incident: number; readonly task: string }) {
  const w = words.phone;
  const [text, setText] = useState("");
  const [shooting, setShooting] = useState(false);
  const tell = (said: string): void => void put({ kind: "message", incident, task, text: said });
  return (
    <div class="composer">
      <div class="quick" role="group" aria-label={w.quick}>
        {w.quickAnswers.map((answer) => <button key={answer} type="button" class="chip" onClick={() => tell(answer)}>{answer}</button>)}
      </div>
      <form
        class="composer-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") return;
          tell(text.trim());
          setText("");
        }}
      >
        <Button icon="camera" label={w.photo} class="composer-photo" onClick={() => setShooting(true)} />
        <input class="composer-text" value={text} onInput={(event) => setText(event.currentTarget.value)} placeholder={w.write} aria-label={w.write} maxLength={4000} enterkeyhint="send" autocomplete="off" />
        <Button kind="main" type="submit" disabled={text.trim() === ""}>{w.send}</Button>
      </form>
      {shooting && <PhotoDialog incident={incident} task={task} onClose={() => setShooting(false)} />}
    </div>
  );
}
