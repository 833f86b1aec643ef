/** What the server finds when it looks for cameras. Apart from api.ts because only one page asks. */

import { json, send } from "./api";
import type { Outcome } from "./outcome";

export interface Device {
  readonly ip: string;
  readonly name: string;
  readonly hardware: string;
  readonly service: string; // "" for a camera plugged in
  readonly path: string;
  readonly cameras: readonly string[];
}

export interface Scan {
  readonly networks: readonly { readonly interface: string; readonly own: string; readonly reach: string }[];
  readonly failed: readonly string[];
  readonly devices: readonly Device[];
}

export interface Stream {
  readonly name: string;
  readonly encoding: string;
  readonly width: number;
  readonly height: number;
  readonly address: string;
}

export const lookAround = (): Promise<Outcome<Scan>> => send("POST", "/discovery", {}, json<Scan>);
export const askStreams = (service: string, user: string, password: string): Promise<Outcome<{ readonly streams: readonly Stream[] }>> =>
  send("POST", "/discovery/streams", { service, user, password }, json<{ readonly streams: readonly Stream[] }>);
