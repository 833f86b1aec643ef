/**
 * A photo made coarse on the phone, and sealed for the process that frosts it.
 *
 * The photo itself is never kept and never sent: what leaves this file is a PNG of one pixel per cell. The process on
 * the server frosts whatever arrives once more, since it cannot know what a phone did (src/groundglass/clear/photo/).
 * The figures are those of src/groundglass/pane/photo.py; a test holds them equal.
 */

export const CELLS = 16;
export const TONES = 8;
export const COLOUR_STEP = 24;
const LEAST_CELLS = 4;

/** How many cells a picture of this size has across and down. Pure. */
export function cellsOf(width: number, height: number): readonly [number, number] {
  const longest = Math.max(width, height);
  const along = (side: number): number => Math.max(LEAST_CELLS, Math.round((side * CELLS) / longest));
  return [along(width), along(height)];
}

/** One cell in one of a few tones and colours, as RGB. Pure. */
export function toned(red: number, green: number, blue: number): readonly [number, number, number] {
  const exact = 0.299 * red + 0.587 * green + 0.114 * blue;
  const stepped = (difference: number): number => Math.floor(difference / COLOUR_STEP + 0.5) * COLOUR_STEP;
  const toRed = stepped(0.713 * (red - exact));
  const toBlue = stepped(0.564 * (blue - exact));
  const luma = (Math.floor((exact / 255) * (TONES - 1) + 0.5) * 255) / (TONES - 1);
  const whole = (value: number): number => Math.min(255, Math.max(0, Math.floor(value + 0.5)));
  return [whole(luma + 1.403 * toRed), whole(luma - 0.714 * toRed - 0.344 * toBlue), whole(luma + 1.773 * toBlue)];
}

/** The photo in a file as coarse cells: a PNG, one pixel per cell. Rejects what is no picture. */
export async function frosted(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const [columns, rows] = cellsOf(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = rows;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (pen === null) throw new Error("this browser draws no pictures");
    const small = await reduced(picture, columns, rows);
    pen.drawImage(small, 0, 0, columns, rows);
    if (small instanceof ImageBitmap) small.close();
    const cells = pen.getImageData(0, 0, columns, rows);
    for (let at = 0; at < cells.data.length; at += 4) {
      const [red, green, blue] = toned(cells.data[at] ?? 0, cells.data[at + 1] ?? 0, cells.data[at + 2] ?? 0);
      cells.data.set([red, green, blue, 255], at);
    }
    pen.putImageData(cells, 0, 0);
    return await new Promise<Blob>((done, fail) => canvas.toBlob((made) => (made === null ? fail(new Error("no picture was made")) : done(made)), "image/png"));
  } finally {
    picture.close();
  }
}

/** Browsers that know no better draw one pixel of many; halving step by step takes the mean of all. */
async function reduced(picture: ImageBitmap, columns: number, rows: number): Promise<ImageBitmap | HTMLCanvasElement> {
  let from: ImageBitmap | HTMLCanvasElement = picture;
  while (from.width >= columns * 4 && from.height >= rows * 4) {
    const half = document.createElement("canvas");
    half.width = Math.floor(from.width / 2);
    half.height = Math.floor(from.height / 2);
    half.getContext("2d")?.drawImage(from, 0, 0, half.width, half.height);
    from = half;
  }
  return from === picture ? createImageBitmap(picture) : from;
}

/** Encrypted with age for this recipient, as base64. */
export async function sealFor(recipient: string, body: Uint8Array): Promise<string> {
  const { Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(body);
  let text = "";
  for (const byte of sealed) text += String.fromCharCode(byte);
  return btoa(text);
}
