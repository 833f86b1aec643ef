/** One request: what was asked, who answered what and when, and the way to the clip once enough agreed. */

import { useState } from "preact/hooks";

import { unsealRequest } from "../api";
import type { Problem } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Icon, type IconName } from "../parts/icon";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { guard } from "../session";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { KeyName, Pips, RangeText, Requester, RequestPill, Tags, TimeLeft, nameOf, rangeLength, useCameraName, useCustodianNames } from "./facts";
import type { UnsealRequest } from "./model";
import { OpenHere } from "./open-here";
import { useAgain } from "./page";

export function RequestPage({ id }: { readonly id: string }) {
  const { request, problem, refresh } = useRequest(id);
  const r = words.custody.request;
  if (request === null && problem === null) return <main class="page" id="page"><Waiting text={words.common.loading} /></main>;
  if (request === null) {
    if (problem !== null && problem.status !== 404) return <main class="page" id="page"><ProblemNote problem={problem} /></main>;
    return (
      <main class="page" id="page">
        <Empty icon="lock" title={r.gone} text={r.goneHint} action={<Button onClick={() => go({ page: "custody", part: "requests" })}>{words.custody.title}</Button>} />
      </main>
    );
  }
  return (
    <main class="page" id="page">
      <Head request={request} />
      {request.is_drill && <p class="field-hint">{r.drillNote}</p>}
      {(request.state === "released" || request.state === "opened") && !request.is_drill && <OpenHere request={request} onOpened={() => void refresh()} />}
      <Course request={request} />
      <Asked request={request} />
    </main>
  );
}

/** One request as it is now. */
function useRequest(id: string): { readonly request: UnsealRequest | null; readonly problem: Problem | null; readonly refresh: () => Promise<void> } {
  const [request, setRequest] = useState<UnsealRequest | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const refresh = async (): Promise<void> => {
    const answer = guard(await unsealRequest(id));
    if (answer.kind === "ok") setRequest(answer.value);
    if (answer.kind !== "aborted") setProblem(answer.kind === "failed" ? answer.problem : null);
  };
  useAgain(refresh, [id]);
  return { request, problem, refresh };
}

function Head({ request }: { readonly request: UnsealRequest }) {
  return (
    <header class="page-head">
      <a class="button quiet only" href={hashOf({ page: "custody", part: "requests" })} aria-label={words.common.back} title={words.common.back}><Icon name="back" /></a>
      <h1>{useCameraName(request.camera)}</h1>
      <Tags request={request} />
      <RequestPill state={request.state} />
      <span class="grow" />
      <TimeLeft request={request} />
    </header>
  );
}

interface Happening {
  readonly at: string;
  readonly icon: IconName;
  readonly text: string;
  readonly why?: string;
  readonly tone: "good" | "bad" | "plain";
}

function happenings(request: UnsealRequest, names: ReadonlyMap<string, string>): readonly Happening[] {
  const r = words.custody.request;
  const all: readonly Happening[] = [
    { at: request.made, icon: "plus", text: r.wasAsked, tone: "plain" },
    ...request.approvals.map((one): Happening => ({ at: one.at, icon: "check", text: r.approved(nameOf(one, names)), tone: "good" })),
    ...request.refusals.map((one): Happening => ({ at: one.at, icon: "close", text: r.refused(nameOf(one, names)), why: one.why, tone: "bad" })),
  ];
  return [...all].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function Course({ request }: { readonly request: UnsealRequest }) {
  const r = words.custody.request;
  const names = useCustodianNames();
  const missing = Math.max(0, request.needed - request.approvals.length);
  return (
    <section class="card">
      <div class="card-head"><h2>{r.course}</h2><Pips got={request.approvals.length} needed={request.needed} /></div>
      <ol class="course">
        {happenings(request, names).map((one) => (
          <li key={`${one.text}${one.at}`} class={one.tone}>
            <Icon name={one.icon} size={18} />
            <span class="grow">{one.text}{one.why !== undefined && <q>{one.why}</q>}</span>
            <span class="faint" title={utc(Date.parse(one.at))}>{dayAndTime(Date.parse(one.at), Date.now())}</span>
          </li>
        ))}
        <Now request={request} missing={missing} />
      </ol>
      {request.state === "open" && <InboxAddress />}
    </section>
  );
}

function Now({ request, missing }: { readonly request: UnsealRequest; readonly missing: number }) {
  const r = words.custody.request;
  switch (request.state) {
    case "open":
      return <li class="now"><span class="dot" aria-hidden="true" /><span>{r.stillNeeded(missing)}</span></li>;
    case "released":
      return <li class="good"><Icon name="key" size={18} /><span>{r.released}</span></li>;
    case "opened":
      return <li class="good"><Icon name="key" size={18} /><span>{r.opened}</span></li>;
    case "refused":
      return <li class="plain"><Icon name="info" size={18} /><span class="muted">{r.refusedNote}</span></li>;
    case "expired":
      return <li class="plain"><Icon name="info" size={18} /><span class="muted">{r.expiredNote}</span></li>;
  }
}

function InboxAddress() {
  const r = words.custody.request;
  const address = `${location.origin}${location.pathname}${hashOf({ page: "custodian" })}`;
  const copy = (): void => void navigator.clipboard?.writeText(address).then(() => say(r.copied));
  return (
    <div class="copy-line">
      <span class="muted">{r.inbox}</span>
      <span class="mono grow">{address}</span>
      {navigator.clipboard !== undefined && <Button kind="quiet" icon="copy" label={r.copyAddress} onClick={copy} />}
    </div>
  );
}

function Asked({ request }: { readonly request: UnsealRequest }) {
  const r = words.custody.request;
  const [from_ms, to_ms] = [Date.parse(request.from), Date.parse(request.to)];
  return (
    <section class="card">
      <h2>{r.asked}</h2>
      <dl class="facts">
        <div><dt>{r.range}</dt><dd><RangeText from_ms={from_ms} to_ms={to_ms} /> <span class="faint">({rangeLength(from_ms, to_ms)}, {words.custody.segments(request.segments)})</span></dd></div>
        <div><dt>{r.reason}</dt><dd class="said">{request.reason}</dd></div>
        <div><dt>{r.basis}</dt><dd class="said">{request.basis}</dd></div>
        <div><dt>{r.requester}</dt><dd><Requester request={request} /></dd></div>
        <div><dt>{r.key}</dt><dd><KeyName recipient={request.recipient} /></dd></div>
        <div><dt>{r.expires}</dt><dd title={utc(Date.parse(request.expires))}>{dayAndTime(Date.parse(request.expires), Date.now())}</dd></div>
        <div><dt>{r.terms}</dt><dd><span class="mono">{request.terms}</span><p class="field-hint">{r.termsHint}</p></dd></div>
      </dl>
    </section>
  );
}
