/** What the server finds when it looks for cameras. Apart from api.ts because only one page asks. */

import { json, send } from "./api";
import type { CertificateTold, DeviceTold, ScanTold, StreamTold, StreamsTold } from "./api/types";
import type { Outcome } from "./outcome";

export type Device = DeviceTold; // its `service` is "" for a camera plugged in
export type Scan = ScanTold;
export type Stream = StreamTold;

export const lookAround = (): Promise<Outcome<Scan>> => send("POST", "/discovery", {}, json<Scan>);
/** `certificate` is what an https service must show before anything is said to it. */
export const askStreams = (service: string, user: string, password: string, certificate: string | null): Promise<Outcome<StreamsTold>> =>
  send("POST", "/discovery/streams", { service, user, password, certificate }, json<StreamsTold>);
/** The certificate that is shown at an address. Nothing is said there. */
export const lookAtCertificate = (address: string): Promise<Outcome<CertificateTold>> => send("POST", "/discovery/certificate", { address }, json<CertificateTold>);
export const lookAgain = (camera: string): Promise<Outcome<CertificateTold>> => send("POST", `/cameras/${encodeURIComponent(camera)}/certificate`, {}, json<CertificateTold>);
