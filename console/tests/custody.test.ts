/** Approving and opening in the browser, with real age keys: what the server may offer, and everything that is refused. */

import { beforeAll, describe, expect, test } from "vitest";

import { base64Of, fromHex, hexOf, join, sha256, textOf, utf8 } from "../src/bytes";
import { type UntrustedSlot, approve } from "../src/custody/approving";
import { zipOf } from "../src/custody/evidence";
import { Identity, answerTo, encryptTo, isRecipient, kindOfKey, makeKey, unlock } from "../src/custody/keys";
import { canonical, manifestOf } from "../src/custody/manifest";
import { openBundle } from "../src/custody/opening";
import { CustodyError } from "../src/custody/refusal";
import { parseShare } from "../src/custody/sealed";
import { type Terms, parseTerms } from "../src/custody/terms";
import { ZipReader } from "../src/custody/zip";
import { leafHash, nodeHash } from "../src/ledger/merkle";
import { type Sealed, end, packet, record, seal } from "./sealing";

const T0 = 162_000_000_000_000; // a multiple of ten seconds
const PARAMETERS = fromHex("000000016764001eacd940d83de6e100000300010002bf200f162d960000000168ef8fcb");
const nal = (filling: number): Uint8Array => new Uint8Array([0, 0, 0, 1, 0x65, filling, filling, 0x80]);

let custodians: readonly Identity[];
let requester: Identity;
let sealed: readonly Sealed[];

/** Ten pictures a second; the second segment repeats the key picture before it, as a worker does. */
function clearOf(number: number): Uint8Array {
  const start = T0 + number * 900_000;
  const carried = number === 0 ? [] : [packet(start - 9_000, true, nal(99))];
  const pictures = Array.from({ length: 100 }, (_, at) => packet(start + at * 9_000, at % 10 === 0, nal(at)));
  const records = [record(1, PARAMETERS), ...carried, ...pictures];
  return join([...records, end(start + 900_000, records.length)]);
}

beforeAll(async () => {
  custodians = await Promise.all([1, 2, 3].map(async () => (await makeKey("", 0)).identity));
  requester = (await makeKey("", 0)).identity;
  const recipients = custodians.map((one) => one.recipient);
  sealed = await Promise.all([0, 1].map((chain) =>
    seal({ camera: "north-gate", start_90k: T0 + chain * 900_000, chain, needed: 2, custodians: recipients }, clearOf(chain))));
});

const documentOf = (changes: Readonly<Record<string, unknown>> = {}): Uint8Array<ArrayBuffer> => utf8(JSON.stringify({
  basis: "order 7", camera: "north-gate", expires_90k: T0 + 9_000_000_000, id: "0a0b", made_90k: T0 + 2_000_000, nonce: "00".repeat(16), purpose: "unseal", reason: "a fall",
  recipient: requester.recipient, requester: "person-1", start_90k: T0, until_90k: T0 + 1_800_000, v: 1,
  segments: sealed.map((one) => ({ custodians: custodians.map((key) => key.recipient), header: one.headerHash, needed: 2, segment: one.segment })), ...changes,
}));
const termsOf = (changes: Readonly<Record<string, unknown>> = {}): Promise<Terms> => parseTerms(documentOf(changes));
const offerOf = (of: number, segments: readonly Sealed[] = sealed): UntrustedSlot[] =>
  segments.map((one) => ({ segment: one.segment, header: base64Of(one.header), slot: base64Of(one.slots[of] as Uint8Array) }));
const quiet = (): void => undefined;

/** Approves with a proof that the request, or other terms, stand in the ledger. */
async function approved(terms: Terms, segments: readonly UntrustedSlot[], identity: Identity, kind = "unseal.requested", hash = terms.hash): Promise<Readonly<Record<string, string>>> {
  const { key, file } = await proofsOf([{ kind, terms: hash, v: 1, at_90k: T0 }, { kind: "other", v: 1, at_90k: T0 }]);
  return approve(terms, { segments, proof: JSON.parse(file).proofs[0] }, key, identity, quiet);
}

describe("a key", () => {
  test("comes from an open file, a locked file or a pasted line", async () => {
    const { file, recipient } = await makeKey("", 0);
    const found = kindOfKey(utf8(file.replaceAll("\n", "\r\n")));
    expect(found.kind === "open" && (await Identity.from(found.line)).recipient).toBe(recipient);
    expect(isRecipient(recipient)).toBe(true);
    expect(kindOfKey(utf8("AGE-PLUGIN-YUBIKEY-1QGZQ")).kind).toBe("hardware");
    expect(kindOfKey(utf8("a letter")).kind).toBe("none");
    expect(kindOfKey(new Uint8Array(70_000)).kind).toBe("none");
    await expect(Identity.from(file.split("\n")[2]?.replace(/.$/, (last) => (last === "Q" ? "P" : "Q")) ?? "")).rejects.toThrow("damaged");
  });

  test("in a locked file opens with its passphrase only, and never says itself", async () => {
    const { file, recipient, identity } = await makeKey("six calm words in a row", 0);
    const found = kindOfKey(utf8(file));
    if (found.kind !== "locked") throw new Error(found.kind);
    expect((await Identity.from(await unlock(found.file, "six calm words in a row"))).recipient).toBe(recipient);
    await expect(unlock(found.file, "six calm words in a raw")).rejects.toThrow("passphrase");
    expect(`${identity} ${JSON.stringify(identity)}`).not.toContain("AGE-SECRET");
  }, 30_000);

  test("answers a question by its hash, and nothing that is none", async () => {
    const [one] = custodians as [Identity];
    const question = join([utf8("GGENTRY\0\u0001"), new Uint8Array(32).fill(7)]);
    expect(hexOf(await answerTo(await encryptTo(one.recipient, question), one))).toBe(hexOf(await sha256(question)));
    for (const other of [question.slice(1), join([utf8("GGSHARE\0\u0001"), new Uint8Array(32)]), join([question, new Uint8Array(1)])]) {
      await expect(answerTo(await encryptTo(one.recipient, other), one)).rejects.toThrow("no question to a custodian");
    }
    await expect(answerTo(sealed[0]?.slots[0] as Uint8Array<ArrayBuffer>, one)).rejects.toThrow("no question to a custodian");
  });
});

describe("an approval", () => {
  test("encrypts each share to the requester, and to nobody else", async () => {
    const [one] = custodians as [Identity];
    const shares = await approved(await termsOf(), offerOf(0), one);
    expect(Object.keys(shares)).toEqual(sealed.map((segment) => segment.segment));
    for (const share of Object.values(shares)) {
      const bytes = Uint8Array.from(atob(share), (letter) => letter.charCodeAt(0));
      expect(parseShare(await requester.decrypt(bytes)).number).toBe(1);
      await expect(one.decrypt(bytes)).rejects.toThrow("does not open");
    }
  });

  test.each<[string, () => Promise<[Terms, UntrustedSlot[]]>]>([
    ["a minute that was not asked for", async () => [await termsOf({ until_90k: T0 + 900_000 }), offerOf(0)]],
    ["another camera", async () => [await termsOf({ camera: "south-gate" }), offerOf(0)]],
    ["a drill that is none", async () => [await termsOf({ purpose: "drill" }), offerOf(0)]],
    ["a segment twice", async () => [await termsOf(), [...offerOf(0), ...offerOf(0)]]],
    ["a segment too few", async () => [await termsOf(), offerOf(0).slice(1)]],
    ["no segment", async () => [await termsOf(), []]],
    ["another custodian's slot", async () => [await termsOf(), offerOf(1)]],
    ["a segment that was never named", async () => [await termsOf(), offerOf(0, [...sealed, await strange()])]],
    ["the slot of another segment", async () => [await termsOf(), offerOf(0).map((slot, at, all) => ({ ...slot, slot: all[1 - at]?.slot ?? "" }))]],
    ["a requester without a key", async () => [await termsOf({ recipient: "age1somebody" }), offerOf(0)]],
  ])("is refused for %s", async (_, make) => {
    const [terms, offered] = await make();
    await expect(approved(terms, offered, custodians[0] as Identity)).rejects.toThrow(CustodyError);
  });
});

test("a request that stands in no ledger is not approved", async () => {
  const [terms, one] = [await termsOf(), custodians[0] as Identity];
  await expect(approved(terms, offerOf(0), one, "unseal.refused")).rejects.toThrow("was asked");
  await expect(approved(terms, offerOf(0), one, "unseal.requested", "00".repeat(32))).rejects.toThrow("was asked");
  const { file } = await proofsOf([{ kind: "unseal.requested", terms: terms.hash, v: 1, at_90k: T0 }, {}]);
  const { key } = await proofsOf([{}, {}]);
  await expect(approve(terms, { segments: offerOf(0), proof: JSON.parse(file).proofs[0] }, key, one, quiet)).rejects.toThrow();
});

const strange = (): Promise<Sealed> =>
  seal({ camera: "north-gate", start_90k: T0, chain: 9, needed: 2, custodians: custodians.map((one) => one.recipient) }, clearOf(0));

test.each([
  ["more", { more: 1 }], ["another version", { v: 2 }], ["another purpose", { purpose: "look" }], ["no segment", { segments: [] }], ["a range that is none", { until_90k: T0 }],
  ["a fraction", { start_90k: 0.5 }], ["no reason", { reason: undefined }],
])("a request that says %s is refused", async (_, changes) => {
  await expect(termsOf(changes)).rejects.toThrow(CustodyError);
});

/** A ledger of two entries under a fresh key, and the proofs of both. */
async function proofsOf(entries: readonly Readonly<Record<string, unknown>>[]): Promise<{ readonly key: string; readonly file: string }> {
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const raw = new Uint8Array([1, ...new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))]);
  const id = (await sha256(join([utf8("groundglass/test\n"), raw]))).slice(0, 4);
  const key = `groundglass/test+${hexOf(id)}+${base64Of(raw)}`;
  const bytes = entries.map((entry) => utf8(canonical(entry)));
  const leaves = await Promise.all(bytes.map(leafHash));
  const text = `groundglass/test\n2\n${base64Of(await nodeHash(leaves[0] as Uint8Array, leaves[1] as Uint8Array))}\n`;
  const signature = new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, utf8(text)));
  const checkpoint = `${text}\n\u2014 groundglass/test ${base64Of(join([id, signature]))}\n`;
  const proofs = bytes.map((entry, index) => ({ index, entry: base64Of(entry), size: 2, hashes: [base64Of(leaves[1 - index] as Uint8Array)], checkpoint }));
  return { key, file: JSON.stringify({ v: 1, key, proofs }) };
}

interface BundleChanges {
  readonly from?: readonly number[]; // custodians whose shares are in it
  readonly damage?: string; // the file in which a byte is changed
  readonly kinds?: readonly string[];
}

async function bundleOf({ from = [0, 2], damage = "", kinds = ["unseal.requested", "unseal.released"] }: BundleChanges = {}) {
  const terms = await termsOf();
  const { key, file } = await proofsOf(kinds.map((kind) => ({ kind, terms: terms.hash, v: 1, at_90k: T0 })));
  const files: [string, Uint8Array][] = [["request.json", documentOf()], ["proofs.json", utf8(file)], ["checkpoint.txt", utf8("note")]];
  for (const one of sealed) files.push([`sealed/${one.segment}.gg`, one.file]);
  for (const index of from) {
    const shares = await approved(terms, offerOf(index), custodians[index] as Identity);
    for (const [segment, share] of Object.entries(shares)) files.push([`shares/${segment}/${index + 1}.age`, Uint8Array.from(atob(share), (letter) => letter.charCodeAt(0))]);
  }
  const damaged = files.map(([name, body]) => (name.startsWith(damage) && damage !== "" ? [name, body.map((byte, at) => (at === body.length - 1 ? byte ^ 1 : byte))] as const : [name, body] as const));
  const zip = await zipOf(damaged.map(([name, body]) => ({ name, body: new Blob([body as Uint8Array<ArrayBuffer>]) })));
  return { zip, terms, key };
}

describe("a bundle", () => {
  test("opens to one clip without what was carried over, and its manifest is canonical", async () => {
    const { zip, terms, key } = await bundleOf();
    const opened = await openBundle(zip, requester, terms.hash, key, quiet);
    expect([opened.pictures, opened.missing, opened.gaps, opened.soundLeftOut, opened.length_90k]).toEqual([200, 0, 0, false, 1_800_000]);
    const clip = new Uint8Array(await opened.clip.arrayBuffer());
    expect(hexOf(await sha256(clip))).toBe(opened.clip_sha256);
    expect(textOf(clip.slice(4, 12))).toBe("ftypisom");
    const manifest = await manifestOf(opened, opened.request, T0 / 90);
    expect(manifest.text).toBe(canonical(JSON.parse(manifest.text)));
    expect(JSON.parse(manifest.text)).toMatchObject({ kind: "original", terms: terms.hash, from: "2027-01-15T08:00:00.000Z", files: [{ name: "clip.mp4", size_bytes: clip.length }, { name: "request.json" }] });
  });

  test.each<[string, BundleChanges, RegExp]>([
    ["one approval", { from: [1] }, /1 of 2 shares/], ["a changed segment", { damage: "sealed/" }, /changed, cut off or moved/], ["a changed share", { damage: "shares/" }, /does not open/],
    ["a changed request", { damage: "request.json" }, /cannot be read/], ["no release on record", { kinds: ["unseal.requested", "drill.started"] }, /was released/],
    ["no request on record", { kinds: ["unseal.released", "unseal.approved"] }, /was asked/],
  ])("with %s opens nothing", async (_, changes, says) => {
    const { zip, terms, key } = await bundleOf(changes);
    await expect(openBundle(zip, requester, terms.hash, key, quiet)).rejects.toThrow(says);
  });

  test("of another request, another ledger or for another key opens nothing", async () => {
    const { zip, terms, key } = await bundleOf();
    await expect(openBundle(zip, requester, "00".repeat(32), key, quiet)).rejects.toThrow("of another request");
    await expect(openBundle(zip, requester, terms.hash, (await proofsOf([{}, {}])).key, quiet)).rejects.toThrow("of another ledger");
    await expect(openBundle(zip, custodians[0] as Identity, terms.hash, key, quiet)).rejects.toThrow("does not open");
  });
});

describe("a zip", () => {
  test("is read back as it was written", async () => {
    const zip = await ZipReader.open(await zipOf([{ name: "a.txt", body: new Blob(["one"]) }, { name: "b/c.txt", body: new Blob([new Uint8Array(70_000)]) }]));
    expect(zip.names).toEqual(["a.txt", "b/c.txt"]);
    expect(textOf(await zip.read("a.txt"))).toBe("one");
    expect((await zip.read("b/c.txt")).length).toBe(70_000);
    await expect(zip.read("d.txt")).rejects.toThrow("has no d.txt");
  });

  test("that is cut or is none is refused", async () => {
    const whole = await zipOf([{ name: "a.txt", body: new Blob(["one"]) }]);
    for (let length = 0; length < whole.size; length += 1) await expect(ZipReader.open(whole.slice(0, length))).rejects.toThrow(CustodyError);
  });
});
