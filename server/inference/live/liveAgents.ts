import { join } from 'node:path';
import type { AgentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { registryFolder } from '../../../models/checkpoints/agentRegistry.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { LogEvent } from '../../../shared/log/events.ts';
import { canaryShare } from '../../../shared/lifecycle/canaryShare.ts';
import { gateLimits } from '../../../shared/lifecycle/limits.ts';
import { livesOf, stageOf } from '../../../shared/lifecycle/registryState.ts';
import type { PlayerOffer } from '../../../shared/protocol/table.ts';
import type { AgentProgram } from '../../players/program.ts';
import { describeAgent } from '../describeAgent.ts';
import type { Inference } from '../inference.ts';
import { Lifecycle } from './lifecycle.ts';
import { LiveCast, type CastAgent } from './liveCast.ts';
import { liveProgram } from './liveProgram.ts';
import { RoomFigures } from './roomFigures.ts';
import { StudyPins } from './studyPins.ts';

export interface LiveAgentsOptions {
  readonly places: AgentPlaces;
  readonly inference: Inference;
  /** A thread of their own: shadows may cost nobody anything. */
  readonly shadowInference: Inference;
  readonly clock: Clock;
  readonly codeVersion: string;
  readonly onMove: (what: string) => void;
  readonly onTrouble: (what: string) => void;
}

/** The live agents of a server: who they are, how they do, and how they become others. */
export class LiveAgents {
  readonly lifecycle: Lifecycle;
  readonly cast: LiveCast;
  readonly figures = new RoomFigures();
  readonly #options: LiveAgentsOptions;
  readonly #pins: StudyPins;

  constructor(options: LiveAgentsOptions) {
    const { places, onTrouble } = options;
    this.#options = options;
    this.cast = new LiveCast(places, onTrouble);
    this.#pins = new StudyPins(join(registryFolder(places), 'studies.json'), onTrouble);
    this.lifecycle = new Lifecycle({
      ...options,
      cast: this.cast,
      figures: this.figures,
      kept: () => this.#pins.ids(),
    });
  }

  /** The player agent:live/GAME; undefined if nobody is live. */
  program(game: string): AgentProgram | undefined {
    return liveProgram(game, {
      ...this.#options,
      cast: this.cast,
      pins: this.#pins,
      canaryShare: (game) => this.canaryShare(game),
      onComparison: (game, shadow, comparison) => this.figures.compared(game, shadow, comparison),
    });
  }

  offer(game: string): PlayerOffer | undefined {
    const program = this.program(game);
    const { live } = this.cast.of(game);
    if (!program || !live) return undefined;
    const { ref, label } = program;
    return {
      ref,
      label,
      summary: `The agent that is live now. ${describeAgent(live.checkpoint.meta)}`,
      checkpoint: live.id,
    };
  }

  /** Who may sit down as agent:live/GAME at the next episode. */
  playing(game: string): readonly CastAgent[] {
    const { live, canary } = this.cast.of(game);
    return [live, canary].filter((agent) => agent !== null);
  }

  /** Share of the rooms outside of studies in which a canary of the game sits, as it is now. */
  canaryShare(game: string): number {
    const { canaryRooms } = gateLimits(game);
    const since = this.#options.clock.now() - 60_000 * canaryRooms.minutes;
    return canaryShare(this.figures.endedSince(game, since), canaryRooms);
  }

  /** Agents that the gate examines or has refused are met as canaries, or not at all. */
  isOffered(game: string, id: string): boolean {
    return ['none', 'live', 'previous'].includes(stageOf(livesOf(this.cast.state, game), id));
  }

  /** What happens at tables, for the figures. */
  take(events: readonly LogEvent[]): void {
    this.figures.take(events);
  }
}
