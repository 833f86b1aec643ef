/** What somebody may do where, as the console understands what the server says of it. */

import { describe, expect, test } from "vitest";

import { groupsSeen } from "../src/people/me";
import { rolesText } from "../src/people/roles";
import { mayAt } from "../src/session";

const viewer = { role: "viewer", group: null, rights: ["see"], cameras: null };
const operator = { role: "operator", group: "Gates", rights: ["see", "incidents"], cameras: ["gate"] };

describe("a right at a camera", () => {
  test("comes of the best role that holds there", () => {
    const me = { roles: [viewer, operator] };
    expect([mayAt(me, "see", "yard"), mayAt(me, "incidents", "gate"), mayAt(me, "incidents", "yard")]).toEqual([true, true, false]);
  });

  test("where it belongs to no camera takes a role for the whole site", () => {
    expect(mayAt({ roles: [viewer, operator] }, "incidents", null)).toBe(false);
    expect(mayAt({ roles: [{ ...operator, group: null, cameras: null }] }, "incidents", null)).toBe(true);
    expect(mayAt({ roles: [{ ...operator, group: null }] }, "incidents", null)).toBe(false);
  });
});

test("somebody limited sees the groups of their limit and those they have a role in, each named once", () => {
  expect(groupsSeen({ limited_to: ["Yards"], roles: [viewer, operator] })).toEqual(["Gates", "Yards"]);
  expect(groupsSeen({ limited_to: ["Gates"], roles: [viewer, operator] })).toEqual(["Gates"]);
  expect(groupsSeen({ limited_to: [], roles: [viewer] })).toEqual([]);
});

test("roles in groups are said in the order of the groups, and one in a group that is gone is not", () => {
  const groups = ["Gates", "Yards"].map((name) => ({ id: name, name, cameras: [] }));
  const held = [{ group: "Yards", role: "viewer" }, { group: "Gates", role: "operator" }, { group: "gone", role: "supervisor" }];
  expect(rolesText(held, groups)).toBe("Operator: Gates, Viewer: Yards");
  expect(rolesText([], groups)).toBe("");
});
