import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import type { CancelTimer, Clock } from '../../shared/clock.ts';
import type { AgentPlayer, AgentSeating } from '../players/program.ts';
import { afterOwnTime } from './afterOwnTime.ts';
import { AgentChannel, type AskedPolicy } from './agentChannel.ts';
import { startInferenceThread, type InferenceThread } from './inferenceThread.ts';
import type { GroupReply, InferenceReply } from './messages.ts';
import { RecentlyUsed } from './recentlyUsed.ts';
import { packBatch, type PackedGroup } from './packBatch.ts';

export interface InferenceOptions {
  readonly clock: Clock;
  /** The thread ended although nobody had asked it to, or a policy could not decide. */
  readonly onTrouble: (what: string) => void;
  readonly startThread?: () => InferenceThread;
}

/** Checkpoints that the thread keeps, each with networks for several sizes of batches. */
const MOST_KNOWN = 32;
const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 4000;
/** A batch takes milliseconds: a thread that is silent for this long hangs. The first one waits for its start. */
const HANGS_AFTER_MS = 5000;
const FAILS_TO_START_AFTER_MS = 15_000;

interface UnderWay {
  readonly batch: number;
  readonly groups: readonly PackedGroup[];
  readonly cancelWatch: CancelTimer;
}

/**
 * Decides for the trained agents of all rooms, in a thread of its own. Questions that come in one turn of the event
 * loop, or while the thread computes, go out as one batch. A thread that dies or hangs is started again, with a pause
 * that grows if it keeps dying; what it had not answered is asked again.
 */
export class Inference {
  restarts = 0;
  readonly #options: InferenceOptions;
  readonly #waiting = new Set<AgentChannel>();
  /** Checkpoints that the present thread has. */
  readonly #known = new RecentlyUsed<true>();
  #thread: InferenceThread | undefined;
  #underWay: UnderWay | undefined;
  #batches = 0;
  /** Why the present thread is being stopped, if it is. */
  #hangs: string | undefined;
  #pauseMs = FIRST_RESTART_MS;
  #cancelRestart: CancelTimer | undefined;
  #isScheduled = false;
  #closed = false;

  constructor(options: InferenceOptions) {
    this.#options = options;
  }

  /** Starts the thread, if it does not run: it takes a moment, which the first decision need not wait for. */
  warmUp(): void {
    if (this.#closed || this.#thread || this.#cancelRestart) return;
    const thread = (this.#options.startThread ?? startInferenceThread)();
    this.#thread = thread;
    this.#known.clear();
    this.#batches = 0;
    this.#hangs = undefined;
    thread.onReply((reply) => this.#receive(thread, reply));
    thread.onEnd((why) => this.#ended(thread, why));
  }

  /** Whether the present thread has this checkpoint. */
  knows(id: string): boolean {
    return this.#known.has(id);
  }

  /** @param policy of the checkpoint */
  seat(checkpoint: LoadedCheckpoint, policy: AskedPolicy, seating: AgentSeating): AgentPlayer {
    this.warmUp();
    return new AgentChannel(checkpoint, seating, { policy, ask: (channel) => this.#ask(channel) });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRestart?.();
    this.#underWay?.cancelWatch();
    await this.#thread?.stop();
  }

  #ask(channel: AgentChannel): void {
    this.#waiting.add(channel);
    if (this.#isScheduled || this.#closed) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#closed || this.#underWay || this.#waiting.size === 0) return;
    this.warmUp();
    const thread = this.#thread;
    if (!thread) return;
    const groups = packBatch(this.#waiting);
    this.#waiting.clear();
    const asked = groups.map(({ checkpoint }) => checkpoint);
    const checkpoints = asked.filter(({ meta }) => !this.#known.has(meta.id));
    for (const checkpoint of asked) this.#known.set(checkpoint.meta.id, true);
    // All that are asked were used just now, and are not among those.
    const forgotten = this.#known.keep(Math.max(MOST_KNOWN, asked.length));
    const batch = this.#batches;
    this.#batches += 1;
    const patience = batch === 0 ? FAILS_TO_START_AFTER_MS : HANGS_AFTER_MS;
    const cancelWatch = afterOwnTime(this.#options.clock, patience, () => {
      this.#hangs = `it had not answered for ${patience / 1000} s`;
      void thread.stop();
    });
    this.#underWay = { batch, groups, cancelWatch };
    thread.send(
      { batch, checkpoints, forgotten, groups: groups.map(({ group }) => group) },
      groups.flatMap(({ group }) => [group.observations.buffer, group.memories.buffer] as ArrayBuffer[]),
    );
  }

  #receive(thread: InferenceThread, reply: InferenceReply): void {
    const underWay = this.#underWay;
    if (thread !== this.#thread || underWay?.batch !== reply.batch) return;
    underWay.cancelWatch();
    this.#underWay = undefined;
    this.#pauseMs = FIRST_RESTART_MS;
    for (const [i, packed] of underWay.groups.entries()) this.#pass(packed, reply.groups[i] as GroupReply);
    this.#flush();
  }

  #pass({ channels, checkpoint }: PackedGroup, reply: GroupReply): void {
    if (reply.kind === 'failed') {
      this.#options.onTrouble(`checkpoint ${checkpoint.meta.id} could not decide: ${reply.why}`);
      for (const channel of channels) channel.failed(reply.why);
      return;
    }
    const width = reply.memories.length / channels.length;
    for (const [row, channel] of channels.entries()) {
      const memory = reply.memories.slice(row * width, (row + 1) * width);
      channel.decided(reply.choices[row] as (typeof reply.choices)[number], memory);
    }
  }

  #ended(thread: InferenceThread, why: string): void {
    if (thread !== this.#thread || this.#closed) return;
    this.#thread = undefined;
    this.restarts += 1;
    const underWay = this.#underWay;
    this.#underWay = undefined;
    underWay?.cancelWatch();
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(2 * pauseMs, LAST_RESTART_MS);
    this.#options.onTrouble(
      `the thread of the trained agents ended (${this.#hangs ?? why}); it starts again in ${pauseMs} ms`,
    );
    this.#cancelRestart = this.#options.clock.after(pauseMs, () => {
      this.#cancelRestart = undefined;
      this.warmUp();
      this.#flush();
    });
    for (const { channels } of underWay?.groups ?? []) for (const channel of channels) channel.lost();
  }
}
