/** The site as a whole: how full it is, how far back it reaches, what it runs, and what it never does. */

import { useEffect, useState } from "preact/hooks";

import { site as fetchSite } from "../api";
import type { Site } from "../model";
import type { Problem } from "../outcome";
import { ProblemNote, Waiting } from "../parts/controls";
import { hashOf } from "../route";
import { guard, session, useRight } from "../session";
import { useStore } from "../store";
import { bytesOf, dayAndTime, lengthOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";

const REFRESH_MS = 10_000;

export function SitePage() {
  const [site, setSite] = useState<Site | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cameras } = useStore(watch);
  const now = useStore(session);
  const sees = useRight("see");
  useEffect(() => {
    const control = new AbortController();
    const ask = async (): Promise<void> => {
      const answer = guard(await fetchSite(control.signal));
      if (answer.kind === "ok") setSite(answer.value);
      if (answer.kind !== "aborted") setProblem(answer.kind === "failed" ? answer.problem : null);
    };
    void ask();
    const timer = window.setInterval(() => void ask(), REFRESH_MS);
    return () => {
      control.abort();
      window.clearInterval(timer);
    };
  }, []);
  return (
    <main class="page" id="page">
      <header class="page-head"><h1>{site?.name || words.site.title}</h1></header>
      {problem !== null && <ProblemNote problem={problem} />}
      {site === null && problem === null && <Waiting text={words.common.loading} />}
      {site?.storage != null && <StorageCard storage={site.storage} />}
      {site !== null && (
        <section class="card">
          <h2>{words.site.about}</h2>
          {sees && <p class="fact"><span>{words.site.cameras}</span><b>{cameras.length}</b></p>}
          <p class="fact"><span>{words.site.version}</span><b>{site.version}</b></p>
        </section>
      )}
      {now.kind === "in" && now.me.rights.includes("people") && (
        <section class="card row">
          <div>
            <h2>{words.people.onSite}</h2>
            <p class="muted">{words.people.onSiteText}</p>
          </div>
          <a class="button plain" href={hashOf({ page: "people" })} aria-label={`${words.people.open}: ${words.people.onSite}`}><span>{words.people.open}</span></a>
        </section>
      )}
      <section class="card row wrap">
        <div class="grow">
          <h2>{words.custody.onSite}</h2>
          <p class="muted">{words.custody.onSiteText}</p>
        </div>
        <a class="button plain" href={hashOf({ page: "custody", part: "requests" })}><span>{words.custody.title}</span></a>
        <a class="button plain" href={hashOf({ page: "ledger", index: null })}><span>{words.ledger.title}</span></a>
      </section>
      {now.kind === "in" && now.me.rights.includes("set_up") && (
        <section class="card row">
          <div>
            <h2>{words.channels.onSite}</h2>
            <p class="muted">{words.channels.onSiteText}</p>
          </div>
          <a class="button plain" href={hashOf({ page: "channels" })} aria-label={`${words.channels.open}: ${words.channels.onSite}`}><span>{words.channels.open}</span></a>
        </section>
      )}
      {now.kind === "in" && now.me.rights.includes("set_up") && (
        <section class="card row">
          <div>
            <h2>{words.machines.onSite}</h2>
            <p class="muted">{words.machines.onSiteText}</p>
          </div>
          <a class="button plain" href={hashOf({ page: "machines" })} aria-label={`${words.machines.open}: ${words.machines.onSite}`}><span>{words.machines.open}</span></a>
        </section>
      )}
      {now.kind === "in" && (now.me.rights.includes("set_up") || now.me.rights.includes("audit")) && (
        <section class="card row">
          <div>
            <h2>{words.public.onSite}</h2>
            <p class="muted">{words.public.onSiteText}</p>
          </div>
          <a class="button plain" href={hashOf({ page: "public" })} aria-label={`${words.public.open}: ${words.public.onSite}`}><span>{words.public.open}</span></a>
        </section>
      )}
      {now.kind === "in" && now.me.rights.includes("set_up") && (
        <section class="card row">
          <div>
            <h2>{words.start.onSite}</h2>
            <p class="muted">{words.start.onSiteText}</p>
          </div>
          <a class="button plain" href={hashOf({ page: "start" })} aria-label={`${words.people.open}: ${words.start.onSite}`}><span>{words.people.open}</span></a>
        </section>
      )}
      <section class="card promise">
        <h2>{words.site.promiseTitle}</h2>
        <p>{words.site.promise}</p>
      </section>
    </main>
  );
}

const SOON_S = 3600; // what was recorded in less than this says little of a rate

/** How long a stretch of recordings the disk holds at the rate so far; null while too little is recorded to say. Pure. */
export function roomFor_s(storage: NonNullable<Site["storage"]>, now_ms: number): number | null {
  const { used_bytes, free_bytes, floor_bytes, oldest } = storage;
  const recorded_s = oldest === null ? 0 : (now_ms - Date.parse(oldest)) / 1000;
  if (recorded_s < SOON_S || used_bytes === 0) return null;
  return (recorded_s / used_bytes) * (used_bytes + Math.max(0, free_bytes - floor_bytes));
}

function StorageCard({ storage }: { readonly storage: NonNullable<Site["storage"]> }) {
  const s = words.site;
  const total_bytes = Math.max(1, storage.used_bytes + storage.free_bytes);
  const usable_bytes = Math.max(0, storage.free_bytes - storage.floor_bytes);
  const floor_bytes = Math.min(storage.free_bytes, storage.floor_bytes);
  const share = (value_bytes: number): string => `${(value_bytes / total_bytes) * 100}%`;
  const oldest_ms = storage.oldest === null ? null : Date.parse(storage.oldest);
  const room_s = roomFor_s(storage, Date.now());
  return (
    <section class="card">
      <h2>{s.storage}</h2>
      <div class="bar" role="img" aria-label={`${s.used} ${bytesOf(storage.used_bytes)}, ${s.free} ${bytesOf(usable_bytes)}, ${s.floor} ${bytesOf(floor_bytes)}`}>
        <span class="bar-used" style={{ width: share(storage.used_bytes) }} />
        <span class="bar-free" style={{ width: share(usable_bytes) }} />
        <span class="bar-floor" style={{ width: share(floor_bytes) }} />
      </div>
      <dl class="legend">
        <div><dt><i class="bar-used" />{s.used}</dt><dd>{bytesOf(storage.used_bytes)}</dd></div>
        <div><dt><i class="bar-free" />{s.free}</dt><dd>{bytesOf(usable_bytes)}</dd></div>
        <div><dt><i class="bar-floor" />{s.floor}</dt><dd>{bytesOf(floor_bytes)}</dd></div>
      </dl>
      <p class="fact">
        <span>{s.oldest}</span>
        {oldest_ms === null ? <b>{s.noRecordings}</b> : <b title={utc(oldest_ms)}>{dayAndTime(oldest_ms, Date.now())} <span class="faint">({lengthOf((Date.now() - oldest_ms) / 1000)})</span></b>}
      </p>
      {room_s !== null && <p class="fact"><span>{s.room}</span><b>{s.roomFor(lengthOf(room_s))}</b></p>}
      <p class="field-hint">{s.storageHint}</p>
    </section>
  );
}
