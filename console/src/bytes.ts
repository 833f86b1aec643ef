/** Bytes as text and back, and the one hash everything here uses. Strict: text that is not what it claims to be throws RangeError. */

export { join } from "./media/boxes";

/** Bytes over memory of their own, as the browser's cryptography asks for. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError("these bytes are not text");
  }
}

export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function fromHex(untrusted: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(untrusted)) throw new RangeError("this is not lower-case hexadecimal");
  return Uint8Array.from({ length: untrusted.length / 2 }, (_, index) => Number.parseInt(untrusted.slice(2 * index, 2 * index + 2), 16));
}

export function base64Of(bytes: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(letters);
}

export function fromBase64(untrusted: string): Bytes {
  const bytes = decoded(untrusted);
  // The browser forgives spaces and stray bits at the end; one value has one text here.
  if (base64Of(bytes) !== untrusted) throw new RangeError("this is not base64");
  return bytes;
}

function decoded(untrusted: string): Bytes {
  try {
    return Uint8Array.from(atob(untrusted), (letter) => letter.charCodeAt(0));
  } catch {
    throw new RangeError("this is not base64");
  }
}

/** Whether two byte strings are the same. Takes as long for a difference at the start as at the end. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  let different = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) different |= (a[at] as number) ^ (b[at] ?? 0);
  return different === 0;
}

export const sha256 = async (bytes: Uint8Array): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Bytes));

/** Browsers give their cryptography only to pages over https or from this very machine. */
export const hasCryptography = (): boolean => globalThis.crypto?.subtle !== undefined;
