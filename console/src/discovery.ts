/** What the server finds when it looks for cameras. Apart from api.ts because only one page asks. */

import { json, send } from "./api";
import type { DeviceTold, ScanTold, StreamTold, StreamsTold } from "./api/types";
import type { Outcome } from "./outcome";

export type Device = DeviceTold; // its `service` is "" for a camera plugged in
export type Scan = ScanTold;
export type Stream = StreamTold;

export const lookAround = (): Promise<Outcome<Scan>> => send("POST", "/discovery", {}, json<Scan>);
export const askStreams = (service: string, user: string, password: string): Promise<Outcome<StreamsTold>> =>
  send("POST", "/discovery/streams", { service, user, password }, json<StreamsTold>);
