import type { Clock } from '../../../shared/clock.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { RandomStream } from '../../../shared/random.ts';
import type { AgentPlayer, AgentProgram, AgentSeating, EpisodeTerms } from '../../players/program.ts';
import type { Inference } from '../inference.ts';
import { fits, type CastAgent, type LiveCast } from './liveCast.ts';
import { shadowedPlayer, type Comparison } from './shadowedPlayer.ts';
import type { StudyPins } from './studyPins.ts';

export interface LiveProgramOptions {
  readonly cast: LiveCast;
  readonly pins: StudyPins;
  readonly inference: Inference;
  /** Shadows think apart: they may cost nobody anything. */
  readonly shadowInference: Inference;
  readonly clock: Clock;
  /** Share of the game's rooms outside of studies in which its canary sits now. */
  readonly canaryShare: (game: string) => number;
  readonly onComparison: (game: string, shadow: string, comparison: Comparison) => void;
}

/** What people read at the table. */
const LABEL = 'current agent';

export function liveRef(game: string): string {
  return `agent:live/${game}`;
}

/**
 * The player agent:live/GAME: at every episode the one who is live then, or, in a share of rooms outside of studies, the
 * canary. In a study it is the one with which the study began.
 * @returns undefined if nobody is live
 */
export function liveProgram(game: string, options: LiveProgramOptions): AgentProgram | undefined {
  const { live } = options.cast.of(game);
  return live === null ? undefined : programOf(game, { agent: live, shadow: null }, options);
}

interface Part {
  readonly agent: CastAgent;
  readonly shadow: CastAgent | null;
}

function programOf(game: string, part: Part, options: LiveProgramOptions): AgentProgram {
  const { agent } = part;
  const ref = liveRef(game);
  return {
    kind: 'agent',
    ref,
    label: LABEL,
    controller: { kind: 'agent', id: ref, version: agent.id },
    check(params) {
      if (!fits(agent, params))
        throw new RangeError(
          `expected parameters that the live agent of ${game} was trained for, got others`,
        );
    },
    begin: (seating) => playerOf(game, part, options, seating),
    forEpisode(terms) {
      const next = partFor(game, terms, options);
      // Somebody who cannot play by this table's rules leaves the seat to who had it.
      return next && fits(next.agent, terms.params)
        ? programOf(game, next, options)
        : programOf(game, part, options);
    },
  };
}

function partFor(
  game: string,
  { seed, params, study }: EpisodeTerms,
  { cast, pins, canaryShare }: LiveProgramOptions,
): Part | undefined {
  const { live, canary, shadow } = cast.of(game);
  if (live === null) return undefined;
  if (study !== null) {
    const pinned = cast.loaded(pins.get(study, game) ?? '');
    if (!pinned) pins.set(study, game, live.id);
    return { agent: pinned ?? live, shadow: null };
  }
  const draw = new RandomStream(seed, 'canary').float();
  if (canary && draw < canaryShare(game) && fits(canary, params)) return { agent: canary, shadow: null };
  return { agent: live, shadow: shadow && fits(shadow, params) ? shadow : null };
}

function playerOf(
  game: string,
  { agent, shadow }: Part,
  { inference, shadowInference, clock, onComparison }: LiveProgramOptions,
  seating: AgentSeating,
): AgentPlayer {
  const live = inference.seat(agent.checkpoint, agent.policy, seating);
  if (shadow === null) return live;
  const rules = gameById(game);
  return shadowedPlayer({
    live,
    shadow: shadowInference.seat(shadow.checkpoint, shadow.policy, seating),
    clock,
    actions: rules.spec(rules.params.parse({})).actions,
    onComparison: (comparison) => onComparison(game, shadow.id, comparison),
  });
}
