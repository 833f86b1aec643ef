/** Bits of a NAL unit's payload, without its emulation prevention (ITU-T H.264, 7.3.1 and 9.1). Reading past the end throws RangeError. */

export class BitReader {
  private at = 0;
  private readonly bytes: Uint8Array;

  /** `nal` is a whole NAL unit; `headBytes` of it are its header. */
  constructor(nal: Uint8Array, headBytes: number) {
    const clean: number[] = [];
    let zeros = 0;
    for (const byte of nal.subarray(headBytes)) {
      if (zeros >= 2 && byte === 3) {
        zeros = 0;
        continue;
      }
      zeros = byte === 0 ? zeros + 1 : 0;
      clean.push(byte);
    }
    this.bytes = Uint8Array.from(clean);
  }

  bit(): number {
    const byte = this.bytes[this.at >> 3];
    if (byte === undefined) throw new RangeError("the codec parameters break off");
    const bit = (byte >> (7 - (this.at & 7))) & 1;
    this.at += 1;
    return bit;
  }

  /** Up to 31 bits as a number. */
  bits(count: number): number {
    let value = 0;
    for (let done = 0; done < count; done += 1) value = value * 2 + this.bit();
    return value;
  }

  skip(count: number): void {
    this.at += count;
  }

  /** ue(v): an unsigned Exp-Golomb number. */
  unsigned(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros > 31) throw new RangeError("the codec parameters hold a number that is too large");
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v): a signed one. */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
