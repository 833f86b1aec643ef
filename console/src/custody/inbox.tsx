/** The custodian's page: enter with a key, read what is asked, approve or refuse. No account, and nothing of the key leaves the page. */

import { useEffect, useState } from "preact/hooks";

import { fromBase64 } from "../bytes";
import type { Problem } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { Prose } from "../parts/prose";
import { useStore } from "../store";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { Decide, type Decision } from "./decide";
import { type Entered, enter, entered, putAway } from "./entering";
import { KeyName, Pips, RangeText, Requester, RequestPill, Tags, TimeLeft, ms, nameOf, rangeLength, useCameraName, useCustodianNames } from "./facts";
import { KeyEntry } from "./key-entry";
import type { Identity } from "./keys";
import type { UnsealRequest } from "./model";
import { useRequests } from "./page";
import { problemOf } from "./refusal";
import { type Terms, heldBy, parseTerms } from "./terms";

export function InboxPage() {
  const now = useStore(entered);
  return now.kind === "outside" ? <Door timedOut={now.timedOut} /> : <Inbox inside={now} />;
}

function Door({ timedOut }: { readonly timedOut: boolean }) {
  const i = words.custody.inbox;
  const [problem, setProblem] = useState<Problem | null>(null);
  const come = async (identity: Identity): Promise<void> => {
    const answer = await enter(identity);
    setProblem(answer.kind === "failed" ? answer.problem : null);
  };
  return (
    <main class="page narrow" id="page">
      <header class="page-head"><h1>{i.title}</h1></header>
      {timedOut && <div class="note"><Icon name="info" /><div><strong>{i.timedOut}</strong></div></div>}
      <section class="card stack">
        <div><h2>{i.enter}</h2><p class="field-hint">{i.intro}</p></div>
        <KeyEntry action={i.enter} onKey={come} />
        {problem !== null && <ProblemNote problem={problem} />}
      </section>
      <section class="card flat"><h3>{i.rather}</h3><p class="field-hint"><Prose text={i.ratherText} /></p></section>
    </main>
  );
}

/** A request together with what its document says, once that was read; only the document is shown and approved. */
interface Read {
  readonly request: UnsealRequest;
  readonly terms: Terms | null;
  readonly problem: Problem | null;
}

function useRead(requests: readonly UnsealRequest[] | null): readonly Read[] | null {
  const [read, setRead] = useState<readonly Read[] | null>(null);
  useEffect(() => {
    if (requests !== null) void Promise.all(requests.map(readOne)).then(setRead);
  }, [requests]);
  return read;
}

async function readOne(request: UnsealRequest): Promise<Read> {
  try {
    const terms = await parseTerms(fromBase64(request.document));
    if (terms.hash !== request.terms || terms.id !== request.id) throw new RangeError("its document says something else than the list");
    return { request, terms, problem: null };
  } catch (thrown) {
    return { request, terms: null, problem: problemOf(thrown) };
  }
}

function Inbox({ inside }: { readonly inside: Extract<Entered, { kind: "inside" }> }) {
  const i = words.custody.inbox;
  const { requests, problem, refresh, older } = useRequests(inside.token);
  const read = useRead(requests);
  const [decision, setDecision] = useState<Decision | null>(null);
  useEffect(() => {
    if (problem?.status === 401) putAway(true);
  }, [problem]);
  const mine = (read ?? []).filter(({ terms }) => terms === null || heldBy(terms, inside.identity.recipient).length > 0);
  const waiting = mine.filter(({ request }) => isAnswerable(request, inside.id));
  const rest = mine.filter(({ request }) => !isAnswerable(request, inside.id));
  return (
    <main class="page" id="page">
      <header class="page-head inbox-head">
        <h1>{i.title}</h1>
        <span class="entered"><b>{inside.name}</b><KeyName recipient={inside.identity.recipient} /></span>
        <Button kind="quiet" onClick={() => putAway(false)}>{i.leave}</Button>
      </header>
      {problem !== null && problem.status !== 401 && <ProblemNote problem={problem} />}
      {read === null && problem === null && <Waiting text={words.common.loading} />}
      {read !== null && waiting.length === 0 && rest.length === 0 && <Empty icon="lock" title={i.none} text={i.noneText} />}
      {waiting.length > 0 && <h2 class="inbox-count">{i.waiting(waiting.length)}</h2>}
      {waiting.map((one) => <Waits key={one.request.id} read={one} onDecide={setDecision} />)}
      {read !== null && waiting.length === 0 && rest.length > 0 && <div class="note good"><Icon name="check" /><div><strong>{i.none}</strong></div></div>}
      {rest.length > 0 && (
        <section class="asked-group">
          <h2>{i.answered}</h2>
          <ul class="asked-list">{rest.map((one) => <Answered key={one.request.id} read={one} id={inside.id} />)}</ul>
        </section>
      )}
      {older !== null && <Button onClick={() => void older()}>{words.custody.requests.older}</Button>}
      {decision !== null && <Decide decision={decision} inside={inside} onClose={() => setDecision(null)} onDone={() => void refresh()} />}
    </main>
  );
}

/** Open and not answered by this custodian yet. A drill is answered until it expires, so that everybody's key is tried. */
function isAnswerable(request: UnsealRequest, id: string): boolean {
  const answered = [...request.approvals, ...request.refusals].some((one) => one.custodian === id);
  const lateDrill = request.is_drill && request.state !== "expired" && Date.parse(request.expires) > Date.now();
  return !answered && (request.state === "open" || lateDrill);
}

function Waits({ read: { request, terms, problem }, onDecide }: { readonly read: Read; readonly onDecide: (decision: Decision) => void }) {
  const i = words.custody.inbox;
  const r = words.custody.request;
  const camera = useCameraName(terms?.camera ?? request.camera);
  const names = useCustodianNames();
  if (terms === null) return <section class="card"><ProblemNote problem={problem ?? problemOf(null)} /><p class="field-hint">{i.damaged}</p></section>;
  const [from_ms, to_ms] = [ms(terms.start_90k), ms(terms.until_90k)];
  return (
    <article class="card waits">
      <header class="waits-head">
        <div class="grow"><h3>{camera}<Tags request={{ is_drill: terms.purpose === "drill", purpose: terms.purpose }} /></h3><p class="waits-range"><RangeText from_ms={from_ms} to_ms={to_ms} /></p></div>
        <div class="waits-side"><Pips got={request.approvals.length} needed={request.needed} /><TimeLeft request={request} /></div>
      </header>
      <dl class="facts">
        <div><dt>{r.length}</dt><dd>{rangeLength(from_ms, to_ms)}, {words.custody.segments(terms.segments.length)}</dd></div>
        <div><dt>{r.reason}</dt><dd class="said">{terms.reason}</dd></div>
        <div><dt>{r.basis}</dt><dd class="said">{terms.basis}</dd></div>
        <div><dt>{r.requester}</dt><dd><Requester request={request} /></dd></div>
        <div><dt>{r.key}</dt><dd><KeyName recipient={terms.recipient} /></dd></div>
        <div><dt>{i.others}</dt><dd>{othersText(request, names)}</dd></div>
      </dl>
      <footer class="row wrap end">
        <Button onClick={() => onDecide({ kind: "refuse", terms, request })}>{i.refuse}</Button>
        <Button kind="main" icon="check" onClick={() => onDecide({ kind: "approve", terms, request })}>{i.approve}</Button>
      </footer>
    </article>
  );
}

function othersText(request: UnsealRequest, names: ReadonlyMap<string, string>): string {
  const r = words.custody.request;
  const said = [...request.approvals.map((one) => r.approved(nameOf(one, names))), ...request.refusals.map((one) => `${r.refused(nameOf(one, names))}: ${one.why}`)];
  return said.length === 0 ? words.custody.inbox.nobodyYet : said.join("; ");
}

function Answered({ read: { request }, id }: { readonly read: Read; readonly id: string }) {
  const i = words.custody.inbox;
  const approval = request.approvals.find((one) => one.custodian === id);
  const refusal = request.refusals.find((one) => one.custodian === id);
  const own = approval ?? refusal;
  return (
    <li>
      <div class="asked">
        <span class="asked-main">
          <b>{useCameraName(request.camera)}<Tags request={request} /></b>
          <RangeText from_ms={Date.parse(request.from)} to_ms={Date.parse(request.to)} />
          {own !== undefined && <span class="asked-reason" title={utc(Date.parse(own.at))}>{approval === undefined ? i.youRefused : i.youApproved}, {dayAndTime(Date.parse(own.at), Date.now())}</span>}
        </span>
        <span class="asked-side"><RequestPill state={request.state} /><Pips got={request.approvals.length} needed={request.needed} /></span>
      </div>
    </li>
  );
}
