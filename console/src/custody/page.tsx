/** The desk's side of custody: what was asked for and how it stands, the drills, and who holds the keys. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { unsealRequests } from "../api";
import type { Problem } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { type CustodyPart, go, hashOf } from "../route";
import { guard, session } from "../session";
import { useStore } from "../store";
import { words } from "../words";
import { Custodians } from "./custodians";
import { DrillsPart } from "./drills";
import { Pips, RangeText, RequestPill, Tags, TimeLeft, useCameraName } from "./facts";
import type { UnsealPage, UnsealRequest } from "./model";
import { useSettings } from "./settings-now";

/** The parts, and the rights of which one is enough to read them. */
const PARTS: readonly (readonly [CustodyPart, readonly string[]])[] = [["requests", ["request", "audit"]], ["drills", ["request", "audit"]], ["custodians", ["see"]]];
const ASK_AGAIN_MS = 5_000;

export function CustodyPage({ part: asked }: { readonly part: CustodyPart }) {
  const c = words.custody;
  const now = useStore(session);
  const rights = now.kind === "in" ? now.me.rights : [];
  const parts = PARTS.filter(([, needed]) => needed.some((right) => rights.includes(right))).map(([part]) => part);
  const part = parts.includes(asked) ? asked : (parts[0] ?? asked);
  const mayAsk = rights.includes("request");
  return (
    <main class="page" id="page">
      <header class="page-head">
        <h1>{c.title}</h1>
        {part === "requests" && mayAsk && <Button kind="main" icon="plus" onClick={() => go({ page: "ask", camera: null, from_ms: null, to_ms: null })}>{c.requests.ask}</Button>}
      </header>
      <nav class="tabs" aria-label={c.tabs.label}>
        {parts.map((one) => <a key={one} href={hashOf({ page: "custody", part: one })} aria-current={one === part ? "page" : undefined}>{c.tabs[one]}</a>)}
      </nav>
      {part === "requests" && <Requests />}
      {part === "drills" && <DrillsPart />}
      {part === "custodians" && <Custodians />}
    </main>
  );
}

export interface AskedList {
  readonly requests: readonly UnsealRequest[] | null;
  readonly problem: Problem | null;
  readonly refresh: () => Promise<void>;
  readonly older: (() => Promise<void>) | null; // null: there are none
}

/** The newest requests as they are now, asked for again every few seconds, and older ones when wanted; with a custodian's token, or by the session. */
export function useRequests(token?: string): AskedList {
  const [newest, setNewest] = useState<UnsealPage | null>(null);
  const [further, setFurther] = useState<UnsealPage | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fetched = async (before: number | null, keep: (page: UnsealPage) => void): Promise<void> => {
    const answer = await unsealRequests(token, before);
    if (token === undefined) guard(answer);
    if (answer.kind === "ok") keep(answer.value);
    if (answer.kind !== "aborted") setProblem(answer.kind === "failed" ? answer.problem : null);
  };
  const refresh = (): Promise<void> => fetched(null, setNewest);
  useAgain(refresh, [token]);
  const next = (further ?? newest)?.next ?? null;
  // Newest first, and each once: one that was new when the older ones were fetched may have moved down to them. The same
  // list until something changed: who reads it reads each request's papers again for a new one.
  const requests = useMemo(() => {
    if (newest === null) return null;
    const of = new Map([...(further?.requests ?? []), ...newest.requests].map((one) => [one.id, one]));
    return [...of.values()].sort((a, b) => Date.parse(b.made) - Date.parse(a.made));
  }, [newest, further]);
  return {
    requests,
    problem,
    refresh,
    older: next === null ? null : () => fetched(next, (page) => setFurther((now) => ({ requests: [...(now?.requests ?? newest?.requests ?? []), ...page.requests], next: page.next }))),
  };
}

/** Does it now and every few seconds, while somebody looks. */
export function useAgain(act: () => Promise<void>, of: readonly unknown[]): void {
  useEffect(() => {
    void act();
    const again = window.setInterval(() => {
      if (!document.hidden) void act();
    }, ASK_AGAIN_MS);
    return () => window.clearInterval(again);
  }, of);
}

function Requests() {
  const { requests, problem, older } = useRequests();
  const settings = useSettings();
  if (problem !== null) return <ProblemNote problem={problem} />;
  if (requests === null) return <Waiting text={words.common.loading} />;
  if (requests.length === 0) return <NoRequests isOff={settings !== null && settings.custodians.length === 0} />;
  const r = words.custody.requests;
  const groups: readonly (readonly [string, readonly UnsealRequest[]])[] = [
    [r.openOnes, requests.filter((request) => request.state === "open")],
    [r.ready, requests.filter((request) => request.state === "released")],
    [r.closed, requests.filter((request) => request.state !== "open" && request.state !== "released")],
  ];
  return (
    <>
      {groups.filter(([, some]) => some.length > 0).map(([name, some]) => (
        <section key={name} class="asked-group">
          <h2>{name}</h2>
          <ul class="asked-list">{some.map((request) => <Row key={request.id} request={request} />)}</ul>
        </section>
      ))}
      {older !== null && <Button onClick={() => void older()}>{r.older}</Button>}
    </>
  );
}

function NoRequests({ isOff }: { readonly isOff: boolean }) {
  const r = words.custody.requests;
  if (isOff) {
    return <Empty icon="lock" title={r.offTitle} text={r.offText} action={<Button kind="main" onClick={() => go({ page: "custody", part: "custodians" })}>{r.offAction}</Button>} />;
  }
  return <Empty icon="lock" title={r.emptyTitle} text={r.emptyText} />;
}

function Row({ request }: { readonly request: UnsealRequest }) {
  const name = useCameraName(request.camera);
  return (
    <li>
      <a class="asked" href={hashOf({ page: "request", id: request.id })}>
        <span class="asked-main">
          <b>{name}<Tags request={request} /></b>
          <RangeText from_ms={Date.parse(request.from)} to_ms={Date.parse(request.to)} />
          <span class="asked-reason">{request.reason}</span>
        </span>
        <span class="asked-side">
          <RequestPill state={request.state} />
          {request.state !== "refused" && <Pips got={request.approvals.length} needed={request.needed} />}
          <TimeLeft request={request} />
        </span>
      </a>
    </li>
  );
}
