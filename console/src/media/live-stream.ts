/**
 * One camera's live pictures from its socket to a screen: opens, says honestly what it does (live-state.ts), starts again by
 * itself with back-off. Knows no document, so that it runs in a window and in a worker.
 *
 * Leaves the wish to see to the caller: `want(false)` closes everything.
 */

import { type LiveEvent, type LiveState, nextLive } from "./live-state";
import type { OpenScreen, Screen } from "./screen";

const LOOK_MS = 100;

interface RunMessage {
  readonly type: string;
  readonly codec: string;
}

export class LiveStream {
  private state: LiveState = { kind: "idle" };
  private socket: WebSocket | null = null;
  private screen: Screen | null = null;
  private codec: string | null = null; // told of a run whose init is the next message
  private looks: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: string,
    private readonly openScreen: OpenScreen,
    private readonly onChange: (state: LiveState) => void,
  ) {}

  want(wanted: boolean): void {
    this.take({ kind: wanted ? "wanted" : "unwanted" });
  }

  private take(event: LiveEvent): void {
    const before = this.state;
    this.state = nextLive(before, event);
    if (this.state === before) return;
    if (this.state.kind !== before.kind) this.enter(this.state);
    this.onChange(this.state);
  }

  private enter(state: LiveState): void {
    switch (state.kind) {
      case "opening":
        this.open();
        return;
      case "retrying":
        this.shut();
        this.retry = setTimeout(() => this.take({ kind: "due" }), state.wait_ms);
        return;
      case "idle":
      case "unsupported":
        this.shut();
        return;
      case "waiting":
      case "showing":
      case "stalled":
        return;
    }
  }

  private open(): void {
    this.shut();
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.screen = this.openScreen({ changed: () => this.look(), broke: () => this.broken() });
    socket.onopen = () => this.take({ kind: "opened" });
    socket.onclose = () => this.broken();
    socket.onmessage = (message: MessageEvent<string | ArrayBuffer>) => this.receive(message.data);
    this.looks = setInterval(() => this.look(), LOOK_MS);
  }

  private shut(): void {
    clearInterval(this.looks);
    clearTimeout(this.retry);
    if (this.socket !== null) {
      this.socket.onopen = this.socket.onclose = this.socket.onmessage = null;
      this.socket.close();
      this.socket = null;
    }
    this.screen?.close();
    this.screen = null;
    this.codec = null;
  }

  private broken(): void {
    this.take({ kind: "broken", chance: Math.random() });
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data === "string") {
      const message = JSON.parse(data) as RunMessage;
      if (message.type === "run") this.codec = message.codec;
    } else if (this.codec !== null) {
      const codec = this.codec;
      this.codec = null;
      this.screen?.begin(codec, new Uint8Array(data));
    } else {
      this.screen?.append(new Uint8Array(data));
    }
  }

  private look(): void {
    const seen = this.screen?.look() ?? "nothing";
    if (seen === "picture") this.take({ kind: "picture" });
    if (seen === "silent") this.take({ kind: "silent" });
  }
}
