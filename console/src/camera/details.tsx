/** The figures behind one picture, for whoever wants them; hidden until asked for. */

import type { Camera } from "../model";
import { Button } from "../parts/controls";
import { bytesOf, dayAndTime, decimal, percent, utc } from "../time";
import { words } from "../words";

export function Details({ camera, onClose }: { readonly camera: Camera; readonly onClose: () => void }) {
  const c = words.camera;
  const { source, figures, view, recording, state } = camera;
  const rows: readonly (readonly [string, string, string?])[] = [
    [c.source, source === null ? words.cameras.unknownSource : `${source.width} × ${source.height}, ${source.codec.toUpperCase()}, ${decimal(source.rate_hz)}/s`],
    ...(figures === null ? [] : [
      [c.delay, `${figures.latency_ms.toFixed(0)} ms`] as const,
      [c.dropped, `${figures.frames_dropped} ${c.of} ${figures.frames_in}`] as const,
    ]),
    ...(view === null ? [] : [[words.view.proven, percent(view.proven)] as const, [c.hidden, percent(view.hidden)] as const]),
    [c.since, dayAndTime(Date.parse(state.since), Date.now()), utc(Date.parse(state.since))],
    ...(recording?.oldest ? [
      [c.kept, bytesOf(recording.bytes)] as const,
      [c.oldest, dayAndTime(Date.parse(recording.oldest), Date.now()), utc(Date.parse(recording.oldest))] as const,
    ] : []),
  ];
  return (
    <aside class="details" aria-label={c.details}>
      <header><h2>{c.details}</h2><Button kind="quiet" icon="close" label={words.common.close} onClick={onClose} /></header>
      <dl>
        {rows.map(([label, value, title]) => <div key={label}><dt>{label}</dt><dd title={title}>{value}</dd></div>)}
      </dl>
      <p class="faint mono">{camera.address_shown}</p>
    </aside>
  );
}
