/** Where things are said outside the house: set up, tried, changed; and what could not be said, to be sent again. */

import { useEffect, useState } from "preact/hooks";

import { addChannel, changeChannel, channelMessages, channels as fetchChannels, removeChannel, resendMessage, tryChannel } from "../api";
import type { Level } from "../incidents/model";
import type { Outcome, Problem } from "../outcome";
import { Button, Choice, Empty, Field, ProblemNote, Switch, TextArea, Waiting } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard } from "../session";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { type Channel, type ChannelField, type ChannelKind, FIELDS, type Message, type Wish, typedOf, valuesOf } from "./model";

const w = words.channels;
const REFRESH_MS = 5_000;

type Open =
  | { readonly kind: "none" }
  | { readonly kind: "form"; readonly channel: Channel | null }
  | { readonly kind: "messages"; readonly channel: Channel }
  | { readonly kind: "remove"; readonly channel: Channel };

export function ChannelsPage() {
  const [shown, setShown] = useState<readonly Channel[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [open, setOpen] = useState<Open>({ kind: "none" });
  const close = (): void => setOpen({ kind: "none" });
  const load = async (): Promise<void> => {
    const answer = guard(await fetchChannels());
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") setShown(answer.value.channels);
  };
  useEffect(() => {
    void load();
    const timer = window.setInterval(() => void load(), REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  const settle = async (asked: Promise<Outcome<unknown>>, said: string): Promise<void> => {
    const answer = guard(await asked);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") say(said);
    await load();
  };
  return (
    <main class="page" id="page">
      <header class="page-head">
        <div>
          <h1>{w.title}</h1>
          <p class="muted">{w.lead}</p>
        </div>
        <Button kind="main" icon="plus" onClick={() => setOpen({ kind: "form", channel: null })}>{w.add}</Button>
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.common.loading} />}
      {shown?.length === 0 && <Empty icon="live" title={w.emptyTitle} text={w.emptyText} />}
      {shown?.map((channel) => (
        <section key={channel.id} class="card channel">
          <div class="card-head">
            <h2>{channel.name}</h2>
            <input class="switch" type="checkbox" role="switch" checked={channel.enabled} aria-label={w.on(channel.name)} onChange={() => void settle(changeChannel(channel.id, { enabled: !channel.enabled }), channel.enabled ? w.off : w.isOn)} />
          </div>
          <p class="muted">{w.kinds[channel.kind][0]} · {w.hears(words.incidents.levels[channel.wish.least].toLowerCase())}</p>
          <p class={channel.dead > 0 ? "overdue" : "faint"}>{w.counts(channel.sent, channel.waiting, channel.dead)}</p>
          <div class="row wrap">
            <Button onClick={() => void settle(tryChannel(channel.id), w.tried)}>{w.test}</Button>
            <Button kind="quiet" onClick={() => setOpen({ kind: "messages", channel })}>{w.messages}</Button>
            <Button kind="quiet" onClick={() => setOpen({ kind: "form", channel })}>{w.change}</Button>
            <Button kind="quiet" icon="trash" label={w.removeNamed(channel.name)} onClick={() => setOpen({ kind: "remove", channel })} />
          </div>
        </section>
      ))}
      {open.kind === "form" && <ChannelForm channel={open.channel} onClose={close} onSaved={() => void load().then(close)} />}
      {open.kind === "messages" && <Messages channel={open.channel} onClose={close} />}
      {open.kind === "remove" && (
        <Confirm
          title={w.removeTitle(open.channel.name)} text={w.removeText} yes={words.common.remove} onClose={close}
          onYes={() => {
            close();
            void settle(removeChannel(open.channel.id), w.removed);
          }}
        />
      )}
    </main>
  );
}

const WISH: Wish = { least: "warning", events: true, incidents: true, exercises: true, kinds: [], cameras: [] };

function ChannelForm({ channel, onClose, onSaved }: { readonly channel: Channel | null; readonly onClose: () => void; readonly onSaved: () => void }) {
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? "webhook");
  const [name, setName] = useState(channel?.name ?? "");
  const [wish, setWish] = useState<Wish>(channel?.wish ?? WISH);
  const [typed, setTyped] = useState(typedOf(channel));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const isSet = (field: ChannelField): boolean => (typed[field.name] ?? "").trim() !== "" || (channel?.has.includes(field.name) ?? false);
  const ready = name.trim() !== "" && FIELDS[kind].every((field) => !field.needed || isSet(field));
  const save = async (): Promise<void> => {
    setBusy(true);
    const values = valuesOf(kind, typed);
    const answer = guard(channel === null ? await addChannel({ kind, name: name.trim(), wish, values }) : await changeChannel(channel.id, { name: name.trim(), wish, values }));
    setBusy(false);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") onSaved();
  };
  return (
    <Dialog title={channel === null ? w.add : w.change} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problem !== null && <ProblemNote problem={problem} />}
        {channel === null && <Choice label={w.how} value={kind} options={(Object.keys(FIELDS) as ChannelKind[]).map((each) => [each, w.kinds[each][0], w.kinds[each][1]] as const)} onChange={setKind} />}
        <Field label={w.name} value={name} onInput={setName} placeholder={w.namePlaceholder} maxLength={160} required />
        {FIELDS[kind].map((field) => <ValueField key={field.name} field={field} value={typed[field.name] ?? ""} isKept={channel?.has.includes(field.name) ?? false} onInput={(value) => setTyped({ ...typed, [field.name]: value })} />)}
        <Choice compact label={w.least} value={wish.least} options={(["info", "warning", "alarm"] as const).map((each: Level) => [each, words.incidents.levels[each]] as const)} onChange={(least) => setWish({ ...wish, least })} />
        <Switch label={w.wish.events} on={wish.events} onChange={(events) => setWish({ ...wish, events })} />
        <Switch label={w.wish.incidents} on={wish.incidents} onChange={(incidents) => setWish({ ...wish, incidents })} />
        <Switch label={w.wish.exercises} on={wish.exercises} onChange={(exercises) => setWish({ ...wish, exercises })} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" busy={busy} disabled={!ready}>{words.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function ValueField({ field, value, isKept, onInput }: { readonly field: ChannelField; readonly value: string; readonly isKept: boolean; readonly onInput: (value: string) => void }) {
  const label = w.fields[field.name] ?? field.name;
  const hint = isKept ? w.kept : w.hints[field.name];
  switch (field.type) {
    case "flag":
      return <Switch label={label} on={value === "true"} onChange={(on) => onInput(String(on))} />;
    case "lines":
    case "rows":
      return <TextArea label={label} value={value} onInput={onInput} rows={2} {...(hint === undefined ? {} : { hint })} />;
    case "choice":
      return <Choice compact label={label} value={value === "" ? (field.choices?.[0] ?? "") : value} options={(field.choices ?? []).map((each) => [each, each] as const)} onChange={onInput} />;
    case "secret":
      return ["ca", "certificate", "key"].includes(field.name)
        ? <TextArea label={label} value={value} onInput={onInput} rows={2} maxLength={16_000} {...(hint === undefined ? {} : { hint })} />
        : <Field label={label} value={value} onInput={onInput} type={field.name === "url" ? "url" : "password"} hint={hint} mono required={field.needed && !isKept} />;
    case "text":
    case "number":
      return <Field label={label} value={value} onInput={onInput} hint={hint} required={field.needed} maxLength={field.type === "number" ? 5 : 2000} />;
  }
}

function Messages({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const [shown, setShown] = useState<readonly Message[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (): Promise<void> => {
    const answer = guard(await channelMessages(channel.id));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") setShown(answer.value.messages);
  };
  useEffect(() => {
    void load();
    const timer = window.setInterval(() => void load(), REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <Dialog title={`${w.messages}: ${channel.name}`} onClose={onClose}>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.common.loading} />}
      {shown?.length === 0 && <p class="muted">{w.noMessages}</p>}
      <ul class="plain-list messages">
        {shown?.map((message) => (
          <li key={message.id}>
            <span class={`state-tag ${message.state === "dead" ? "declined" : message.state === "sent" ? "done" : "sent"}`}>{w.states[message.state]}</span>
            <span class="grow">{message.what} <span class="faint" title={utc(Date.parse(message.made))}>{dayAndTime(Date.parse(message.made), Date.now())}</span>{message.trouble !== "" && <><br /><span class="muted">{message.trouble}</span></>}</span>
            {message.state === "dead" && <Button onClick={() => void resendMessage(message.id).then(load)}>{w.resend}</Button>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
