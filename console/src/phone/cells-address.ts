/** Addresses under which pictures that are only in memory are shown; one for each, for as long as the page is open. */

const addresses = new Map<string, string>();

export function cellsAddress(id: string, cells: ArrayBuffer): string {
  const known = addresses.get(id);
  if (known !== undefined) return known;
  const made = URL.createObjectURL(new Blob([cells], { type: "image/png" }));
  addresses.set(id, made);
  return made;
}
