/** The sentences of looking for cameras; a part of words.ts, which is where a translation begins. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const discoveryWords = {
  title: "Look for cameras", text: "Asks each network of this machine once, and listens for three seconds. No address is tried one by one, and no password is guessed.",
  look: "Look", again: "Look again", looking: "Listening for cameras",
  asked: (networks: string): string => `Asked: ${networks}.`, failed: (names: string): string => `Could not be asked: ${names}.`,
  found: (count: number): string => plural(count, "camera answered", "cameras answered"),
  none: "No camera answered.", noneHint: "Cameras in another network, or with ONVIF switched off, do not answer. Enter the address by hand.",
  unnamed: "A camera", plugged: "Plugged into this machine", here: (names: string): string => `Added already: ${names}`, choose: "Choose", back: "Another camera",
  account: (name: string): string => `Sign in at ${name}`, accountHint: "The camera's own name and password. They are sent to the camera and to nobody else, and kept in its address.",
  user: "Name", password: "Password", ask: "Ask for its streams", asking: "Asking the camera",
  streams: "Its streams", size: (width: number, height: number): string => (width === 0 ? "size not told" : `${width} × ${height}`), use: "Use this stream", sub: "Frost its smaller stream instead, which costs less", byHand: "Enter an address by hand",
} as const;
