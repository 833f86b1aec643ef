/** What a channel's form sends, and how a procedure is written. */

import { describe, expect, it } from "vitest";

import { FIELDS, type ChannelKind, typedOf, valuesOf } from "../src/channels/model";
import { stepsOf, textOf } from "../src/incidents/procedures";
import { words } from "../src/words";

describe("a channel", () => {
  it("sends numbers as numbers, lists as lists, and leaves out what nobody filled in", () => {
    expect(valuesOf("email", { host: " mail.example.org ", port: "587", to: "a@example.org\nb@example.org", sender: "desk@example.org", password: "" })).toEqual({
      host: "mail.example.org", port: 587, to: ["a@example.org", "b@example.org"], sender: "desk@example.org",
    });
    expect(valuesOf("mqtt", { host: "broker", tls: "true" })).toEqual({ host: "broker", tls: true });
  });
  it("never shows a secret again: it is not among what a form begins with", () => {
    const typed = typedOf({
      id: "a", kind: "mqtt", name: "Broker", enabled: true, values: { host: "broker", tls: false }, has: ["password"], waiting: 0, dead: 0, sent: 0,
      wish: { least: "info", events: true, incidents: true, exercises: true, kinds: [], cameras: [] },
    });
    expect(typed).toEqual({ host: "broker", tls: "false" });
    expect(valuesOf("mqtt", typed)).toEqual({ host: "broker", tls: false });
  });
  it("of every kind has a name for each of its fields", () => {
    for (const kind of Object.keys(FIELDS) as ChannelKind[]) {
      expect(words.channels.kinds[kind]).toBeDefined();
      for (const { name } of FIELDS[kind]) expect(words.channels.fields[name]).toBeDefined();
    }
  });
});

describe("a procedure", () => {
  it("is written a step a line, with its time at the end, and read back the same", () => {
    const steps = stepsOf("Look at the picture\n\nCall the fire brigade | 2\nOpen the gates |5 min\n");
    expect(steps).toEqual([{ text: "Look at the picture", due_s: 0 }, { text: "Call the fire brigade", due_s: 120 }, { text: "Open the gates", due_s: 300 }]);
    expect(stepsOf(textOf(steps))).toEqual(steps);
  });
});
