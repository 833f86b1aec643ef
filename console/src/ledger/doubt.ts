/** What the verifier throws: something about the record is not as it must be. The message names it. */

export class LedgerDoubt extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LedgerDoubt";
  }
}
