import type { OpsSample, OpsStatus } from '../../shared/protocol/ops.ts';

const EVERY_MS = 5000;
/** An hour. */
const KEPT = 720;

/** The last hour of this process in samples of five seconds, each with the worst of its seconds. */
export class OpsHistory {
  readonly #samples: OpsSample[] = [];

  get samples(): readonly OpsSample[] {
    return this.#samples;
  }

  add(figures: Omit<OpsStatus, 'rooms' | 'draining'>, live: Pick<OpsSample, 'rooms' | 'people'>): void {
    const sample: OpsSample = {
      at: figures.at,
      residentMiB: figures.memory.resident,
      heapMiB: figures.memory.heap,
      externalMiB: figures.memory.external,
      eventLoopP99: figures.eventLoopDelay.p99,
      tickJitterP99: figures.tickJitter.p99,
      decisionLatencyP99: figures.decisionLatency.p99,
      agentLatencyP99: Math.max(0, ...figures.agents.map(({ latency }) => latency.p99)),
      decisionsPerSecond: figures.decisionsPerSecond,
      ...live,
    };
    const last = this.#samples.at(-1);
    if (last && Math.floor(last.at / EVERY_MS) === Math.floor(sample.at / EVERY_MS))
      this.#samples[this.#samples.length - 1] = worseOf(last, sample);
    else this.#samples.push(sample);
    if (this.#samples.length > KEPT) this.#samples.shift();
  }
}

function worseOf(before: OpsSample, now: OpsSample): OpsSample {
  const entries = Object.entries(now) as [keyof OpsSample, number][];
  const worst = Object.fromEntries(entries.map(([name, value]) => [name, Math.max(value, before[name])]));
  return { ...(worst as unknown as OpsSample), at: before.at };
}
