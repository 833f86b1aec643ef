/** A frosted still of the moment something happened, and the way to the recording: an empty frame where none was kept. */

import { useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import { Icon } from "../parts/icon";
import { hashOf } from "../route";
import { words } from "../words";

export function EventStill({ camera, at_ms }: { readonly camera: string | null; readonly at_ms: number }) {
  const [failed, setFailed] = useState(false);
  if (camera === null) return <span class="event-still" />;
  return (
    <a class={`event-still${failed ? " is-empty" : ""}`} href={hashOf({ page: "camera", id: camera, at_ms: at_ms - 3_000, plays: true })} aria-label={words.incidents.watch} title={words.incidents.watch}>
      {!failed && <img src={thumbnailAddress(camera, at_ms)} alt="" loading="lazy" decoding="async" onError={() => setFailed(true)} />}
      <Icon name="play" size={18} />
    </a>
  );
}
