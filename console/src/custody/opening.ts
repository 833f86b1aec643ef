/**
 * What the requester's own browser does with a released bundle: join, check, decrypt, and write a clip that any player shows.
 *
 * The server is believed in nothing: the request in the bundle is compared with the one that was made, each segment must be one it
 * names, each key the one its header commits to, each chunk authentic. Nothing clear leaves the page but into a file its owner saves.
 */

import { type Bytes, hexOf, sha256 } from "../bytes";
import { MovieWriter } from "../media/movie";
import { type Description, describe, withLengths } from "../media/parameters";
import { type ProofFile, parseProofs } from "../ledger/portable";
import type { Identity } from "./keys";
import { checkReleased } from "./on-record";
import { type SealedRecord, readRecords } from "./records";
import { CustodyError } from "./refusal";
import { type Codec, type Header, type Share, checkShare, joinShares, openChunks, parseHeader, parseShare, splitFile } from "./sealed";
import { type Terms, askedFor, parseTerms } from "./terms";
import { ZipReader } from "./zip";

const MAX_SEALED_BYTES = 512 * 1024 * 1024;

export interface OpenedClip {
  readonly terms: Terms;
  readonly clip: Blob;
  readonly clip_sha256: string;
  readonly codec: Codec;
  readonly pictures: number;
  readonly length_90k: number;
  readonly soundLeftOut: boolean; // the segments hold sound, which this page does not write
  readonly segments: readonly OpenedSegment[];
  readonly missing: number; // segments of the request that are not in the bundle
  readonly gaps: number; // places where nothing was sealed
  readonly request: Bytes; // request.json, checkpoint.txt and proofs.json as they stood in the bundle
  readonly checkpoint: Bytes;
  readonly proofs: ProofFile;
}

interface OpenedSegment {
  readonly segment: string;
  readonly start_90k: number;
  readonly until_90k: number;
  readonly header_sha256: string;
  readonly sealed_sha256: string;
}

interface SegmentFile {
  readonly name: string;
  readonly header: Header;
}

/**
 * Opens a bundle, or throws and gives nothing.
 *
 * 1. The bundle is of the request that was made: its terms have the `expected` hash.
 * 2. The ledger holds, under `ledgerKey`, that these very terms were asked for and released.
 * 3. Each segment is one that the request names; they are opened in the order of time, as one clip.
 */
export async function openBundle(
  untrusted: Blob | Uint8Array, identity: Identity, expected: string, ledgerKey: string, onProgress: (done: number, total: number) => void,
): Promise<OpenedClip> {
  const bundle = await ZipReader.open(untrusted);
  const request = await bundle.read("request.json");
  const terms = await parseTerms(request);
  if (terms.hash !== expected) throw new CustodyError("the bundle is of another request", "download it again"); // 1
  const proofs = parseProofs(await bundle.read("proofs.json"));
  await checkReleased(terms, proofs, ledgerKey); // 2
  const files = await filesOf(bundle, terms); // 3
  const film = new Film();
  const segments: OpenedSegment[] = [];
  for (const { name, header } of files) {
    const file = await bundle.read(name);
    film.begin(header);
    for await (const record of openSegment(bundle, file, header, identity)) film.take(record, header);
    film.rest();
    const { start_90k, until_90k } = header;
    segments.push({ segment: hexOf(header.segment), start_90k, until_90k, header_sha256: hexOf(header.hash), sealed_sha256: hexOf(await sha256(file)) });
    onProgress(segments.length, files.length);
  }
  const clip = film.finish(files.at(-1)?.header.until_90k ?? 0);
  const clip_sha256 = hexOf(await sha256(new Uint8Array(await clip.arrayBuffer())));
  const checkpoint = await bundle.read("checkpoint.txt");
  return {
    terms, clip, clip_sha256, codec: files[0]?.header.codec ?? "h264", pictures: film.count, length_90k: film.length_90k, soundLeftOut: film.heardSound, segments,
    missing: terms.segments.length - files.length, gaps: gapsIn(segments), request, checkpoint, proofs,
  };
}

const gapsIn = (segments: readonly OpenedSegment[]): number =>
  segments.filter((one, index) => index > 0 && one.start_90k > (segments[index - 1]?.until_90k ?? 0)).length;

/** The sealed files of the bundle, each one that the request names, in the order of their time. */
async function filesOf(bundle: ZipReader, terms: Terms): Promise<readonly SegmentFile[]> {
  const files: SegmentFile[] = [];
  for (const name of bundle.names.filter((one) => one.startsWith("sealed/") && one.endsWith(".gg"))) {
    const file = await bundle.read(name);
    if (file.length > MAX_SEALED_BYTES) throw new CustodyError("a sealed file is longer than a segment can be");
    const header = await parseHeader(splitFile(file).header);
    askedFor(header, terms);
    if (header.codec === "mjpeg") throw new CustodyError("this camera sends single pictures, which the browser cannot join to a clip", "use `groundglass unseal open`");
    files.push({ name, header });
  }
  if (files.length === 0) throw new CustodyError("the bundle holds no sealed segment", "download it again");
  return files.sort((a, b) => a.header.start_90k - b.header.start_90k || a.header.chain - b.header.chain);
}

/**
 * The records of one sealed file. What was yielded before an error is authentic.
 *
 * 1. Each share opens with the requester's key and is of this segment, under this header.
 * 2. Enough different shares join to the key that the header commits to.
 * 3. The chunks authenticate one by one; the records end with their end.
 */
async function* openSegment(bundle: ZipReader, file: Bytes, header: Header, identity: Identity): AsyncGenerator<SealedRecord> {
  const folder = `shares/${hexOf(header.segment)}/`;
  const shares: Share[] = [];
  for (const name of bundle.names.filter((one) => one.startsWith(folder) && one.endsWith(".age"))) { // 1
    const share = parseShare(await identity.decrypt(await bundle.read(name)));
    checkShare(share, header);
    shares.push(share);
  }
  const key = await joinShares(shares, header); // 2
  yield* readRecords(openChunks(splitFile(file).chunks, header, key)); // 3
}

type VideoRecord = Extract<SealedRecord, { readonly kind: "video" | "sound" }>;

/**
 * Turns the records of all segments into one movie.
 *
 * A segment may begin with pictures from before its span, back to the last key picture, because the first ones of the span are built on
 * them. What an earlier segment has given already is left out; what is new is needed to decode and not shown.
 */
class Film {
  private readonly movie = new MovieWriter();
  private description: Description | null = null;
  private newest_90k = Number.NEGATIVE_INFINITY;
  private end_90k = 0;
  private chain: number | null = null; // of the segment before
  private isAfterGap = false;
  private carried: VideoRecord[] = []; // after a gap: pictures from before the span, until its first one comes
  heardSound = false;

  get count(): number {
    return this.movie.count;
  }

  get length_90k(): number {
    return this.movie.shown_90k;
  }

  begin(header: Header): void {
    this.isAfterGap = this.chain !== null && header.chain !== this.chain + 1;
    this.chain = header.chain;
  }

  take(record: SealedRecord, header: Header): void {
    switch (record.kind) {
      case "parameters":
        return this.learn(header.codec, record.body);
      case "sound":
      case "sound-parameters":
        this.heardSound = true;
        return;
      case "end":
        this.end_90k = record.at_90k;
        return;
      case "video":
        return this.show(record, header);
    }
  }

  rest(): void {
    this.carried = [];
    this.movie.flush();
  }

  finish(until_90k: number): Blob {
    return this.movie.finish(this.end_90k === 0 ? until_90k : this.end_90k);
  }

  private show(record: VideoRecord, header: Header): void {
    // Many cameras repeat their parameters before each key picture, and some say them nowhere else.
    if (record.isKey && (this.description === null || this.description.lengthBytes === null)) this.learn(header.codec, record.body);
    if (record.dts_90k <= this.newest_90k || this.description === null) return; // given already, or nobody could show it
    const isBefore = record.pts_90k < header.start_90k;
    if (isBefore && this.isAfterGap) {
      this.carried.push(record);
      return;
    }
    if (isBefore && this.movie.count === 0) this.movie.hideUntil(header.start_90k);
    // After a gap, what came from before it is given one tick each: decoded, and gone before anybody could see it.
    this.carried.forEach((one, index) => {
      const at_90k = record.dts_90k - this.carried.length + index;
      this.add(one, at_90k, at_90k);
    });
    this.carried = [];
    this.add(record, record.dts_90k, record.pts_90k);
  }

  private add(record: VideoRecord, dts_90k: number, pts_90k: number): void {
    if (this.description === null) return;
    this.movie.add(this.description, withLengths(record.body, this.description), dts_90k, pts_90k, record.isKey);
    this.newest_90k = Math.max(this.newest_90k, record.dts_90k);
  }

  private learn(codec: Codec, bytes: Uint8Array): void {
    if (codec === "mjpeg") return;
    const said = describe(codec, bytes);
    if (said !== null && said.record.join() !== this.description?.record.join()) this.description = said;
  }
}
