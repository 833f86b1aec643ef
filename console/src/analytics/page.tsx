/** Charts of one camera for prevention: how many, over which line, how dense, and where. Never about few people. */

import { useEffect, useState } from "preact/hooks";

import { analyticsFile, areaCounts, counts as fetchCounts, crossings as fetchCrossings } from "../api";
import type { Camera } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, Choice, Empty, ProblemNote, Select, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { go, hashOf } from "../route";
import { guard, useRightAt } from "../session";
import { useStore } from "../store";
import "../styles/history.css";
import { dayAndTime, dayOf } from "../time";
import { HistoryTabs } from "../timeline/tabs";
import { watch } from "../watch";
import { words } from "../words";
import { type Looked, type Range, STEPS_OF, moved, rangeOf, readLooked, weekBefore, writeLooked } from "./asked";
import { Chart, type Series, readValue } from "./chart";
import { HeatMap } from "./heat";
import type { AreaCounts, Counts, Crossings } from "./model";
import { byStep } from "./scale";

export function AnalyticsPage({ asked }: { readonly asked: string }) {
  const { cameras, loaded } = useStore(watch);
  const w = words.analytics;
  const looked = readLooked(asked);
  const camera = cameras.find(({ id }) => id === looked.camera) ?? cameras[0];
  return (
    <main class="page wide" id="page">
      <header class="page-head"><h1>{w.title}</h1></header>
      <HistoryTabs part="analytics" />
      {!loaded && <Waiting text={words.common.loading} />}
      {loaded && camera === undefined && <Empty icon="chart" title={w.emptyTitle} text={w.emptyText} />}
      {camera !== undefined && <Charts cameras={cameras} camera={camera} looked={looked} />}
    </main>
  );
}

function Charts({ cameras, camera, looked }: { readonly cameras: readonly Camera[]; readonly camera: Camera; readonly looked: Looked }) {
  const w = words.analytics;
  const range = rangeOf(looked, Date.now());
  const look = (changed: Partial<Looked>): void => go({ page: "analytics", asked: writeLooked({ ...looked, camera: camera.id, ...changed }) });
  const last_ms = range.to_ms - 1;
  const shown = looked.length === "day" ? dayOf(range.from_ms, Date.now()) : `${dayOf(range.from_ms, Date.now())} – ${dayOf(last_ms, Date.now())}`;
  const parts = { camera, looked, range };
  return (
    <>
      <div class="row wrap filters charts-asked">
        <Select label={w.camera} value={camera.id} options={cameras.map(({ id, name }) => [id, name] as const)} onChange={(id) => look({ camera: id })} />
        <Select label={w.step} value={String(looked.step_min)} options={STEPS_OF[looked.length].map((step) => [String(step), w.steps[step] ?? String(step)] as const)} onChange={(step) => look({ step_min: Number(step) })} />
        <Choice compact label={w.spans.label} value={looked.length} options={[["day", w.spans.day], ["week", w.spans.week], ["month", w.spans.month]]} onChange={(length) => look({ length, step_min: STEPS_OF[length][0] ?? 60 })} />
        <span class="row charts-when">
          <Button kind="quiet" icon="back" label={w.before} onClick={() => look(moved(looked, -1, Date.now()))} />
          <b>{shown}</b>
          <Button kind="quiet" icon="forward" label={w.after} disabled={looked.until === null} onClick={() => look(moved(looked, 1, Date.now()))} />
        </span>
        <span class="row">
          <Button kind="quiet" pressed={looked.compares} onClick={() => look({ compares: !looked.compares })}>{w.compare}</Button>
          <Button kind="quiet" pressed={looked.asTable} onClick={() => look({ asTable: !looked.asTable })}>{w.asTable}</Button>
        </span>
      </div>
      <People {...parts} />
      <Lines {...parts} />
      <section class="card stack">
        <CardHead title={w.heat.title} what="heat" {...parts} />
        <p class="field-hint">{w.heat.hint}</p>
        <HeatMap key={camera.id} camera={camera} range={range} asTable={looked.asTable} />
      </section>
      <Areas {...parts} />
    </>
  );
}

interface PartProps {
  readonly camera: Camera;
  readonly looked: Looked;
  readonly range: Range;
}

function CardHead({ title, what, camera, range, looked }: PartProps & { readonly title: string; readonly what: "counts" | "crossings" | "areas" | "heat" }) {
  const mayExport = useRightAt("export", camera.id);
  return (
    <div class="card-head">
      <h2>{title}</h2>
      {mayExport && <a class="button quiet" href={analyticsFile(camera.id, what, range.from_ms, range.to_ms, looked.step_min)} download><Icon name="download" /><span>{words.analytics.csv}</span></a>}
    </div>
  );
}

/** What the server tells of a range, and of the week before it where that is wanted; anew whenever what is asked changes. */
function useTold<T>(ask: (range: Range, signal: AbortSignal) => Promise<Outcome<T>>, { camera, looked, range }: PartProps): { readonly told: T | null; readonly before: T | null; readonly problem: Problem | null } {
  const [state, setState] = useState<{ readonly told: T | null; readonly before: T | null; readonly problem: Problem | null }>({ told: null, before: null, problem: null });
  useEffect(() => {
    const control = new AbortController();
    const load = async (): Promise<void> => {
      const [now, then] = await Promise.all([ask(range, control.signal), looked.compares ? ask(weekBefore(range), control.signal) : null]);
      guard(now);
      if (now.kind === "aborted") return;
      setState({ told: now.kind === "ok" ? now.value : null, before: then?.kind === "ok" ? then.value : null, problem: now.kind === "failed" ? now.problem : null });
    };
    void load();
    return () => control.abort();
  }, [camera.id, range.from_ms, range.to_ms, looked.step_min, looked.compares]);
  return state;
}

function frameOf({ looked, range }: PartProps): { readonly from_ms: number; readonly step_ms: number; readonly count: number; readonly asTable: boolean } {
  const step_ms = looked.step_min * 60_000;
  return { from_ms: range.from_ms, step_ms, count: Math.ceil((range.to_ms - range.from_ms) / step_ms), asTable: looked.asTable };
}

function People(props: PartProps) {
  const w = words.analytics;
  const { camera, looked, range } = props;
  const { told, before, problem } = useTold<Counts>((asked, signal) => fetchCounts(camera.id, asked.from_ms, asked.to_ms, looked.step_min, signal), props);
  const frame = frameOf(props);
  const values = (counts: Counts, pick: (row: Counts["counts"][number]) => number | null, from_ms: number) => byStep(counts.counts, pick, from_ms, frame.step_ms, frame.count);
  const earlier: readonly Series[] = before === null ? [] : [{ name: w.weekBefore, look: "before", values: values(before, (row) => row.people, weekBefore(range).from_ms) }];
  return (
    <section class="card stack">
      <CardHead title={w.people.title} what="counts" {...props} />
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told?.counts.length === 0 && <p class="muted">{w.nothing} {w.nothingHint}</p>}
      {told !== null && told.counts.length > 0 && (
        <>
          <Facts counts={told} />
          <Chart
            {...frame} label={w.people.title} few_below={told.few_below} digits={1}
            series={[{ name: w.people.mean, look: "line", values: values(told, (row) => row.people, range.from_ms) }, { name: w.people.most, look: "soft", values: values(told, (row) => row.most, range.from_ms) }, ...earlier]}
          />
          <Chart {...frame} label={w.people.begun} few_below={told.few_below} digits={0} series={[{ name: w.people.begun, look: "column", values: values(told, (row) => row.begun, range.from_ms) }]} />
          <p class="field-hint">{w.fewNote(told.few_below)}</p>
        </>
      )}
    </section>
  );
}

/** The sums a person wants first. They are of what is told: steps of few people are not in them. */
function Facts({ counts }: { readonly counts: Counts }) {
  const w = words.analytics;
  const total = counts.counts.reduce((sum, { begun }) => sum + (begun ?? 0), 0);
  const busiest = [...counts.counts].sort((a, b) => (b.people ?? 0) - (a.people ?? 0))[0];
  return (
    <dl class="found">
      <div><dt>{w.people.total}</dt><dd>{total > 0 ? total.toLocaleString() : counts.counts.some(({ begun }) => begun === null) ? readValue(null, 0, counts.few_below) : "0"}</dd></div>
      {busiest !== undefined && (busiest.people ?? 0) > 0 && <div><dt>{w.people.busiest}</dt><dd>{dayAndTime(Date.parse(busiest.at), Date.now())}</dd></div>}
    </dl>
  );
}

function Lines(props: PartProps) {
  const w = words.analytics;
  const { camera, looked, range } = props;
  const { told, before, problem } = useTold<Crossings>((asked, signal) => fetchCrossings(camera.id, asked.from_ms, asked.to_ms, looked.step_min, signal), props);
  const frame = frameOf(props);
  return (
    <section class="card stack">
      <CardHead title={w.lines.title} what="crossings" {...props} />
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told?.lines.length === 0 && <p class="muted">{w.lines.none} {w.lines.noneHint} <a class="link" href={hashOf({ page: "events", part: "rules" })}>{w.lines.rules}</a></p>}
      {told?.lines.map(({ rule, name, counts }) => {
        const earlier = before?.lines.find((line) => line.rule === rule);
        const both = (row: { readonly to_left: number | null; readonly to_right: number | null }): number | null => (row.to_left === null && row.to_right === null ? null : (row.to_left ?? 0) + (row.to_right ?? 0));
        const then: readonly Series[] = earlier === undefined ? [] : [{ name: w.weekBefore, look: "before", values: byStep(earlier.counts, both, weekBefore(range).from_ms, frame.step_ms, frame.count, 0) }];
        return (
          <div key={rule} class="stack">
            <h3>{name ?? w.lines.gone}</h3>
            <Chart
              {...frame} label={name ?? w.lines.gone} few_below={told.few_below} digits={0}
              series={[{ name: w.lines.left, look: "column", values: byStep(counts, (row) => row.to_left, range.from_ms, frame.step_ms, frame.count) }, { name: w.lines.right, look: "column-second", values: byStep(counts, (row) => row.to_right, range.from_ms, frame.step_ms, frame.count) }, ...then]}
            />
          </div>
        );
      })}
    </section>
  );
}

function Areas(props: PartProps) {
  const w = words.analytics;
  const { camera, looked, range } = props;
  const { told, problem } = useTold<AreaCounts>((asked, signal) => areaCounts(camera.id, asked.from_ms, asked.to_ms, looked.step_min, signal), props);
  const frame = frameOf(props);
  return (
    <section class="card stack">
      <CardHead title={w.areas.title} what="areas" {...props} />
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told?.areas.length === 0 && <p class="muted">{w.areas.none} {w.areas.noneHint} <a class="link" href={hashOf({ page: "settings", id: camera.id })}>{w.areas.settings}</a></p>}
      {told?.areas.map(({ area, counts }) => (
        <div key={area} class="stack">
          <h3>{w.areas.area(area)}</h3>
          <Chart
            {...frame} label={w.areas.area(area)} few_below={told.few_below} digits={2}
            series={[{ name: w.areas.density, look: "line", values: byStep(counts, (row) => row.per_m2, range.from_ms, frame.step_ms, frame.count) }, { name: w.areas.most, look: "soft", values: byStep(counts, (row) => row.most_per_m2, range.from_ms, frame.step_ms, frame.count) }]}
          />
        </div>
      ))}
    </section>
  );
}
