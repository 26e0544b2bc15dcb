import type { AgentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { changeRegistry } from '../../../models/checkpoints/agentRegistry.ts';
import { shortId } from '../../../models/checkpoints/checkpoint.ts';
import { storeEvidence } from '../../../models/checkpoints/gateEvidenceFiles.ts';
import { JournalError } from '../../../models/checkpoints/lifeJournal.ts';
import type { CancelTimer, Clock } from '../../../shared/clock.ts';
import { move, rollBack, withdraw, type LifeChange } from '../../../shared/lifecycle/changes.ts';
import { GATE_EVIDENCE_FORMAT } from '../../../shared/lifecycle/gateEvidence.ts';
import { gateLimits } from '../../../shared/lifecycle/limits.ts';
import {
  livesOf,
  stageOf,
  type GameLives,
  type RegistryState,
} from '../../../shared/lifecycle/registryState.ts';
import { verdict, type Measures, type Verdict } from '../../../shared/lifecycle/verdict.ts';
import { gamesOf, type LiveCast } from './liveCast.ts';
import type { RoomFigures } from './roomFigures.ts';

export interface LifecycleOptions {
  readonly places: AgentPlaces;
  readonly cast: LiveCast;
  readonly figures: RoomFigures;
  readonly clock: Clock;
  readonly codeVersion: string;
  /** Ids of agents without a part that stay in memory. */
  readonly kept: () => ReadonlySet<string>;
  /** An agent has moved on, or back. */
  readonly onMove: (what: string) => void;
  /** Something went wrong and was got over. */
  readonly onTrouble: (what: string) => void;
}

/** An agent in a step that is judged in rooms, and how it stands there. */
export interface Standing {
  readonly game: string;
  readonly step: 'shadow' | 'canary' | 'live';
  readonly agent: string;
  readonly measures: Measures;
  readonly verdict: Verdict;
}

/** The registry is looked at, and agents are judged, this often. */
const LOOKS_EVERY_MS = 2000;
const UNUSABLE = 'Its files are damaged or gone: rooms cannot use it';

/**
 * Moves agents on, and back: what command line and trainer wrote into the registry counts from its next look on; shadows,
 * canaries and live agents are judged by what they did in rooms.
 */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  readonly #told = new Set<string>();
  #cancel: CancelTimer | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  /** Looks at once, and from then on now and then. */
  async start(): Promise<void> {
    await this.look();
    this.#wait();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel?.();
    await this.#looking;
  }

  /** How everybody stands who is judged in rooms. */
  standings(): readonly Standing[] {
    return gamesOf(this.#options.cast.state).flatMap(({ game, lives }) => this.#standings(game, lives));
  }

  /** Reads the registry if it has changed, and moves whoever is due. A disk that refuses is tried again at the next look. */
  async look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { cast, kept } = this.#options;
    try {
      await cast.update(kept());
      let moved = false;
      for (const { game, lives } of gamesOf(cast.state)) {
        moved = this.#takeBackUnusable(game, lives) || moved;
        moved = this.#dropUnusable(game, lives) || moved;
        for (const standing of this.#standings(game, lives)) moved = this.#judge(standing) || moved;
        moved = this.#callNext(game, lives) || moved;
      }
      if (moved) await cast.update(kept());
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      this.#tell(error.message);
    }
  }

  #wait(): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(LOOKS_EVERY_MS, () => {
      this.look().then(
        () => this.#wait(),
        (error: unknown) => {
          this.#tell(`the registry could not be looked at: ${String(error)}`);
          this.#wait();
        },
      );
    });
  }

  #standings(game: string, { live, previous, canary, shadow }: GameLives): readonly Standing[] {
    const { figures, cast } = this.#options;
    // Who plays: where the live agent's files are damaged, the one that stands in for it.
    const playing = cast.of(game).live?.id ?? null;
    const standing = (step: Standing['step'], agent: string, measures: Measures): Standing => {
      const evidence = { measures, live: playing };
      return { game, step, agent, measures, verdict: verdict(step, evidence, gateLimits(game)) };
    };
    const before = previous.at(-1)?.agent ?? null;
    return [
      ...(shadow ? [standing('shadow', shadow.agent, figures.inShadow(game, shadow.agent))] : []),
      ...(canary ? [standing('canary', canary.agent, figures.inRooms(game, canary.agent, playing))] : []),
      ...(live ? [standing('live', live.agent, figures.inRooms(game, live.agent, before))] : []),
    ];
  }

  /** @returns whether that changed anything */
  #judge(standing: Standing): boolean {
    const { game, step, agent, verdict } = standing;
    const lives = livesOf(this.#options.cast.state, game);
    const why = verdict.reasons.join('; ') || `passed as ${step}`;
    if (verdict.kind === 'wait') return false;
    if (step === 'live') {
      // The released agent has nobody before it, and a pinned one is a person's decision.
      if (verdict.kind === 'pass' || lives.previous.length === 0 || lives.pinned) return false;
      return this.#write(standing, (state, evidence) =>
        rollBack(state, game, { who: 'server', why, evidence }),
      );
    }
    const onwards = step === 'shadow' ? 'canary' : 'live';
    if (verdict.kind === 'pass' && (step === 'shadow' ? lives.canary !== null : lives.pinned !== null))
      return false;
    const to = verdict.kind === 'pass' ? onwards : 'refused';
    return this.#write(standing, (state, evidence) =>
      move(state, { game, agent }, to, { who: 'server', why, evidence }),
    );
  }

  /** Rooms play somebody else already: the registry goes the same way back, a step a look. A pin is a person's decision. */
  #takeBackUnusable(game: string, lives: GameLives): boolean {
    const { live, previous, pinned } = lives;
    const playing = this.#options.cast.of(game).live;
    if (live === null || pinned !== null || playing?.id === live.agent) return false;
    const { agent } = live;
    const unusable = { who: 'server', why: UNUSABLE };
    if (previous.length > 0 || playing === null)
      return this.#change(agent, 'live', game, (state) => withdraw(state, game, unusable));
    // The released one, which was taken back some time ago.
    const why = `stands in for agent ${shortId(agent)}, whose files are damaged or gone`;
    const isReplaced = this.#change(playing.id, stageOf(lives, playing.id), game, (state) =>
      move(state, { game, agent: playing.id }, 'live', { who: 'server', why }),
    );
    if (isReplaced)
      this.#change(agent, 'previous', game, (state) => move(state, { game, agent }, 'refused', unusable));
    return isReplaced;
  }

  /** Whom rooms cannot use they would never decide about, and nobody else could take the place. */
  #dropUnusable(game: string, lives: GameLives): boolean {
    const cast = this.#options.cast.of(game);
    const unusable = (['shadow', 'canary'] as const).flatMap((step) => {
      const life = lives[step];
      return life === null || cast[step]?.id === life.agent ? [] : [{ step, agent: life.agent }];
    });
    return unusable
      .map(({ step, agent }) =>
        this.#change(agent, step, game, (state) =>
          move(state, { game, agent }, 'refused', { who: 'server', why: UNUSABLE }),
        ),
      )
      .includes(true);
  }

  /** The last candidate that has passed its suite takes the place of the shadow, if nobody is on the way. */
  #callNext(game: string, { shadow, canary, live, candidates }: GameLives): boolean {
    const next = candidates.findLast(({ evidence }) => evidence !== null);
    if (shadow || canary || !live || !next) return false;
    return this.#change(next.agent, 'candidate', game, (state) =>
      move(state, { game, agent: next.agent }, 'shadow', {
        who: 'server',
        why: 'its turn',
        evidence: next.evidence,
      }),
    );
  }

  #write(standing: Standing, decide: (state: RegistryState, evidence: string) => LifeChange): boolean {
    const { places, cast, clock, codeVersion } = this.#options;
    const { game, step, agent, measures, verdict } = standing;
    const { previous } = livesOf(cast.state, game);
    const evidence = storeEvidence(places, {
      format: GATE_EVIDENCE_FORMAT,
      step,
      game,
      candidate: agent,
      live: cast.of(game).live?.id ?? null,
      past: previous.slice(-1).map((life) => life.agent),
      seed: null,
      codeVersion,
      at: clock.now(),
      measures: { ...measures },
      notes: [],
      verdict: { kind: verdict.kind, reasons: [...verdict.reasons], checks: [...verdict.checks] },
    });
    return this.#change(agent, step, game, (state) => decide(state, evidence));
  }

  /** Unless somebody else has moved the agent meanwhile. */
  #change(
    agent: string,
    from: ReturnType<typeof stageOf>,
    game: string,
    decide: (state: RegistryState) => LifeChange,
  ): boolean {
    const { places, cast, clock, onMove } = this.#options;
    let change: LifeChange | undefined;
    changeRegistry(places, cast.released, {
      now: clock.now(),
      decide: (state) => {
        if (stageOf(livesOf(state, game), agent) !== from) return [];
        change = decide(state);
        return [change];
      },
    });
    if (change)
      onMove(`${game}: agent ${shortId(agent)} went from ${change.from} to ${change.to}: ${change.why}`);
    return change !== undefined;
  }

  #tell(what: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    this.#options.onTrouble(what);
  }
}
