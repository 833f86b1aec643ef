/** Channels: where things are said outside the house. Secrets go in and are never told again. */

import type { ChannelTold, MessageTold, WishWritten } from "../api/types";
export type ChannelKind = ChannelTold["kind"];
export type Value = string | boolean | number | readonly string[];

export type Wish = WishWritten;

export type Channel = ChannelTold;

export interface ChannelWritten {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly wish: Wish;
  readonly values: Readonly<Record<string, Value>>;
}

export type Message = MessageTold;

export interface ChannelField {
  readonly name: string;
  readonly type: "text" | "secret" | "number" | "flag" | "lines" | "rows" | "choice";
  readonly needed: boolean;
  readonly choices?: readonly string[];
}

const field = (name: string, type: ChannelField["type"], needed = false, choices?: readonly string[]): ChannelField => ({ name, type, needed, ...(choices ? { choices } : {}) });

/** What each kind asks for, in the order a person would say it. Mirrors the server's lists. */
export const FIELDS: Readonly<Record<ChannelKind, readonly ChannelField[]>> = {
  webhook: [field("url", "secret", true), field("secret", "secret", true)],
  mqtt: [field("host", "text", true), field("port", "number"), field("tls", "flag"), field("user", "text"), field("password", "secret"), field("topic", "text"), field("discovery", "text"), field("reports", "text"), field("inputs", "rows")],
  email: [field("host", "text", true), field("security", "choice", false, ["starttls", "tls", "none"]), field("port", "number"), field("user", "text"), field("password", "secret"), field("sender", "text", true), field("to", "lines", true)],
  cap: [field("url", "secret", true), field("sender", "text", true), field("token", "secret")],
  cot: [field("host", "text", true), field("port", "number", true), field("tls", "flag"), field("ca", "secret"), field("certificate", "secret"), field("key", "secret")],
};

/** What is sent: a secret that was left empty stays as it is, and what nobody filled in is left out. Pure. */
export function valuesOf(kind: ChannelKind, typed: Readonly<Record<string, string>>): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {};
  for (const { name, type } of FIELDS[kind]) {
    const text = (typed[name] ?? "").trim();
    if (type === "flag") values[name] = text === "true";
    else if (text === "") continue;
    else if (type === "number") values[name] = Number.parseInt(text, 10) || 0;
    else if (type === "lines") values[name] = text.split(/[\s,;]+/).filter((line) => line !== "");
    else if (type === "rows") values[name] = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    else values[name] = text;
  }
  return values;
}

/** What a form begins with. Pure. */
export function typedOf(channel: Channel | null): Readonly<Record<string, string>> {
  if (channel === null) return {};
  return Object.fromEntries(Object.entries(channel.values).map(([name, value]) => [name, Array.isArray(value) ? value.join("\n") : String(value)]));
}
