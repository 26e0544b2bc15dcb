import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Clock } from '../../shared/clock.ts';
import type { OpsMemory, OpsStatus, Quantiles } from '../../shared/protocol/ops.ts';
import type { RefusalCode } from '../../shared/protocol/reply.ts';
import type { TableMonitor } from '../session/tablePort.ts';
import { AgentFigures } from './agentFigures.ts';
import { Recent } from './recent.ts';

export interface MonitorOptions {
  readonly clock: Clock;
  readonly onFailure: (error: unknown, where: string) => void;
  /** Live figures, read when metrics are asked for. */
  readonly live: () => {
    readonly tables: number;
    readonly people: number;
    readonly pendingEvents: number;
    readonly inferenceRestarts: number;
  };
}

const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const NANOSECONDS_PER_MS = 1e6;
const NOTHING: Quantiles = Object.freeze({ p50: 0, p99: 0, max: 0, count: 0 });

/**
 * Counts what happens, for Prometheus and for the researchers' page. Decisions are counted when their step
 * resolves: a counter that moved earlier would tell a player that the other has moved.
 */
export class Monitor implements TableMonitor {
  readonly registry = new Registry();
  readonly #options: MonitorOptions;
  readonly #refusals: Counter<'code'>;
  readonly #decisions: Counter;
  readonly #failures: Counter;
  readonly #latency: Histogram;
  readonly #jitter: Histogram;
  readonly #agentLatency: Histogram;
  readonly #agentsReplaced: Counter;
  readonly #recentLatency: Recent;
  readonly #recentJitter: Recent;
  readonly #agents: AgentFigures;
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 10 });
  readonly #refusalCounts: Record<string, number> = {};
  readonly #startedAt: number;
  #decisionsTotal = 0;
  #decisionsSeen = 0;
  #decisionsPerSecond = 0;
  #loopDelay: Quantiles = NOTHING;
  #seenAt: number;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#startedAt = this.#seenAt = options.clock.now();
    this.#recentLatency = new Recent(options.clock);
    this.#recentJitter = new Recent(options.clock);
    this.#agents = new AgentFigures(options.clock);
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#refusals = new Counter({
      name: 'commonground_refusals_total',
      help: 'Refused requests',
      labelNames: ['code'],
      registers,
    });
    this.#decisions = new Counter({
      name: 'commonground_decisions_total',
      help: 'Decisions of resolved steps',
      registers,
    });
    this.#failures = new Counter({
      name: 'commonground_failures_total',
      help: 'Tables and requests that failed',
      registers,
    });
    this.#latency = new Histogram({
      name: 'commonground_decision_latency_seconds',
      help: 'From the message that resolves a step, or from its tick, to the update that shows it',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    this.#jitter = new Histogram({
      name: 'commonground_tick_lateness_seconds',
      help: 'How late ticks come',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    this.#agentLatency = new Histogram({
      name: 'commonground_agent_latency_seconds',
      help: 'From the question to a trained agent to its answer, of answers that came in time',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    this.#agentsReplaced = new Counter({
      name: 'commonground_agent_fallbacks_total',
      help: 'Decisions that a fallback made for a trained agent',
      registers,
    });
    this.#liveGauges(registers);
    this.#eventLoop.enable();
  }

  refused(code: RefusalCode): void {
    this.#refusals.inc({ code });
    this.#refusalCounts[code] = (this.#refusalCounts[code] ?? 0) + 1;
  }

  decisionTook(ms: number): void {
    this.#latency.observe(ms / 1000);
    this.#recentLatency.record(ms);
  }

  tickWasLate(ms: number): void {
    this.#jitter.observe(ms / 1000);
    this.#recentJitter.record(ms);
  }

  agentAnswered(ms: number, agent: string): void {
    this.#agentLatency.observe(ms / 1000);
    this.#agents.answered(ms, agent);
  }

  agentReplaced(agent: string): void {
    this.#agentsReplaced.inc();
    this.#agents.replaced(agent);
  }

  stepped(decisions: number): void {
    this.#decisions.inc(decisions);
    this.#decisionsTotal += decisions;
  }

  failed(error: unknown, where: string): void {
    this.#failures.inc();
    this.#options.onFailure(error, where);
  }

  get uptimeSeconds(): number {
    return (this.#options.clock.now() - this.#startedAt) / 1000;
  }

  /** Over the last ten seconds, in milliseconds. */
  recent(): Pick<OpsStatus, 'tickJitter' | 'decisionLatency'> {
    return {
      tickJitter: this.#recentJitter.quantiles(),
      decisionLatency: this.#recentLatency.quantiles(),
    };
  }

  /** To be called about once a second: event loop and decisions a second are those of the page before. */
  turnPage(): void {
    const now = this.#options.clock.now();
    const seconds = Math.max((now - this.#seenAt) / 1000, 0.001);
    this.#decisionsPerSecond = (this.#decisionsTotal - this.#decisionsSeen) / seconds;
    this.#decisionsSeen = this.#decisionsTotal;
    this.#seenAt = now;
    const loop = this.#eventLoop;
    const ms = (nanoseconds: number) => nanoseconds / NANOSECONDS_PER_MS;
    this.#loopDelay =
      loop.count === 0
        ? NOTHING
        : {
            p50: ms(loop.percentile(50)),
            p99: ms(loop.percentile(99)),
            max: ms(loop.max),
            count: loop.count,
          };
    loop.reset();
  }

  /** Everything of the status but the rooms. */
  figures(): Omit<OpsStatus, 'rooms' | 'draining'> {
    return {
      at: this.#options.clock.now(),
      uptimeSeconds: this.uptimeSeconds,
      memory: memoryNow(),
      eventLoopDelay: this.#loopDelay,
      tickJitter: this.#recentJitter.quantiles(),
      decisionLatency: this.#recentLatency.quantiles(),
      decisionsPerSecond: this.#decisionsPerSecond,
      agents: this.#agents.all(),
      refusals: { ...this.#refusalCounts },
    };
  }

  stop(): void {
    this.#eventLoop.disable();
    this.registry.clear();
  }

  #liveGauges(registers: Registry[]): void {
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    const { live } = this.#options;
    gauge('commonground_tables', 'Live tables', () => live().tables);
    gauge('commonground_people', 'People with a seat', () => live().people);
    gauge(
      'commonground_inference_restarts',
      'How often the thread of the trained agents was started again',
      () => live().inferenceRestarts,
    );
    gauge('commonground_log_pending_events', 'Log events not yet durable', () => live().pendingEvents);
  }
}

function memoryNow(): OpsMemory {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  const mebibytes = (bytes: number): number => bytes / 2 ** 20;
  return {
    resident: mebibytes(rss),
    heap: mebibytes(heapTotal),
    heapUsed: mebibytes(heapUsed),
    external: mebibytes(external),
  };
}
