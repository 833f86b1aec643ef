/**
 * Joining a split key: Shamir's scheme over GF(2^8), byte by byte (spec/sealed-file.md, section 4).
 *
 * Written apart from the server's own and checked against the same vectors, so that a mistake in one is seen by the other.
 * Nothing is split here. A wrong share joins to a wrong key without a word: whoever joins checks the commitment after.
 */

import type { Bytes } from "../bytes";
import { CustodyError } from "./refusal";

export interface Point {
  readonly number: number; // 1..255
  readonly value: Uint8Array;
}

const POLYNOMIAL = 0x11b;

/** Carry-less multiplication, reduced: the definition itself and no table, so that there is little to get wrong. */
export function times(a: number, b: number): number {
  let product = 0;
  for (let bit = b, shifted = a; bit !== 0; bit >>= 1) {
    if (bit & 1) product ^= shifted;
    shifted <<= 1;
    if (shifted & 0x100) shifted ^= POLYNOMIAL;
  }
  return product;
}

/** 1 / a, as a^254 (a is not 0). */
export function inverse(a: number): number {
  let power = 1;
  for (let step = 0; step < 254; step += 1) power = times(power, a);
  return power;
}

/** The value at 0 of the polynomials through exactly these points. */
export function joinPoints(points: readonly Point[]): Bytes {
  const numbers = points.map((point) => point.number);
  const length = points[0]?.value.length ?? 0;
  if (length === 0 || numbers.some((number) => !Number.isInteger(number) || number < 1 || number > 255)) {
    throw new CustodyError("a share has a number from 1 to 255 and a value");
  }
  if (new Set(numbers).size !== numbers.length) {
    throw new CustodyError("one custodian's share is here twice", "a custodian who approves twice has approved once");
  }
  if (points.some((point) => point.value.length !== length)) throw new CustodyError("the shares are not of one key");
  const secret = new Uint8Array(length);
  for (const { number, value } of points) {
    const weight = weightAtZero(number, numbers);
    for (let at = 0; at < length; at += 1) secret[at] = (secret[at] as number) ^ times(weight, value[at] as number);
  }
  return secret;
}

/** Lagrange's basis polynomial of `number`, at 0; subtraction in this field is exclusive or. */
function weightAtZero(number: number, numbers: readonly number[]): number {
  return numbers.filter((other) => other !== number).reduce((weight, other) => times(weight, times(other, inverse(other ^ number))), 1);
}
