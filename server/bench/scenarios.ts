import { AGAIN, deadlineOf, echoFrame, holdFrame, messageName, moveFrame } from './frames.ts';
import { epochNow, join, pingNow, type BenchRoom } from './benchRoom.ts';
import type { Latencies } from './latencies.ts';
import type { RoomPlaces, Scenario } from './loadMessages.ts';
import type { WireClient } from './wireClient.ts';

const BEATS_PER_PING = 20;
const BEATS_PER_KEY = 3;
const ACTIONS = 7;

/** Takes all places of a room. */
export async function openRoom(scenario: Scenario, port: number, places: RoomPlaces): Promise<BenchRoom> {
  const room = { echo: () => new EchoLoad(), turns: () => new TurnLoad(), harvest: () => new HarvestLoad() }[
    scenario
  ]();
  for (const place of places) {
    const index = room.clients.length;
    room.clients.push(await join(port, place, (frame) => room.heard(index, frame)));
  }
  return room;
}

abstract class Load implements BenchRoom {
  readonly clients: WireClient[] = [];
  latencies: Latencies | undefined;
  protected beats = 0;

  get closed(): number {
    return this.clients.filter(({ isOpen }) => !isOpen).length;
  }

  abstract beat(): void;
  abstract heard(client: number, frame: Buffer): void;
}

/** Each client sends a message a beat; latency: from the second one to what each of the two hears of it. */
class EchoLoad extends Load {
  #sentAt = 0;
  /** Messages that each client has yet to hear. */
  readonly #awaited: number[] = [];

  beat(): void {
    this.beats += 1;
    if (this.#awaited.some((n) => n > 0)) {
      // What is still on its way counts as late.
      this.latencies?.record(performance.now() - this.#sentAt);
      return;
    }
    const now = epochNow();
    for (const client of this.clients) client.send(echoFrame(this.beats & 0xff, now));
    this.#sentAt = performance.now();
    for (const index of this.clients.keys()) this.#awaited[index] = this.clients.length;
  }

  heard(client: number, frame: Buffer): void {
    if (messageName(frame) !== 'turn') return;
    this.#awaited[client] = (this.#awaited[client] ?? 0) - 1;
    if (this.#awaited[client] === 0) this.latencies?.record(performance.now() - this.#sentAt);
  }
}

/** Both move at each beat; latency: from the second move to the update that each of them gets. */
class TurnLoad extends Load {
  #sentAt = 0;
  /** Updates that are due; the first one of an episode answers no move. */
  #awaited = 0;
  #step = -1;
  readonly #turns: number[] = [];

  beat(): void {
    this.beats += 1;
    if (this.beats % BEATS_PER_PING === 0) pingNow(this.clients);
    if (this.#awaited > 0) {
      this.latencies?.record(performance.now() - this.#sentAt);
      return;
    }
    if (this.#step < 0) return;
    const now = epochNow();
    for (const client of this.clients) client.send(moveFrame(this.#step, this.beats & 1, now));
    this.#sentAt = performance.now();
    this.#awaited = this.clients.length;
  }

  heard(client: number, frame: Buffer): void {
    const name = messageName(frame);
    if (name === 'ended') {
      this.#step = -1;
      this.#turns[client] = -1;
      this.clients[client]?.send(AGAIN);
    }
    if (name !== 'turn') return;
    this.#turns[client] = (this.#turns[client] ?? -1) + 1;
    if (this.#awaited > 0) {
      this.#awaited -= 1;
      this.latencies?.record(performance.now() - this.#sentAt);
    }
    const reached = Math.min(...this.clients.map((_, i) => this.#turns[i] ?? -1));
    if (deadlineOf(frame) !== undefined) this.#step = reached;
  }
}

/** Keys go down and up; latency: from the moment a tick is due to the update that shows it. */
class HarvestLoad extends Load {
  readonly #due: (number | undefined)[] = [];

  beat(): void {
    this.beats += 1;
    if (this.beats % BEATS_PER_PING === 0) pingNow(this.clients);
    for (const [index, client] of this.clients.entries()) {
      if ((this.beats + index) % BEATS_PER_KEY !== 0) continue;
      const action = (this.beats * 5 + index * 3) % (ACTIONS + 1);
      client.send(holdFrame(action === ACTIONS ? null : action, epochNow()));
    }
  }

  heard(client: number, frame: Buffer): void {
    const name = messageName(frame);
    if (name === 'ended') {
      this.#due[client] = undefined;
      this.clients[client]?.send(AGAIN);
    }
    if (name !== 'turn') return;
    const due = this.#due[client];
    if (due !== undefined) this.latencies?.record(epochNow() - due);
    this.#due[client] = deadlineOf(frame);
  }
}
