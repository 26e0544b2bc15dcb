import type { SeatIndex } from '../game.ts';
import { ipd } from '../games/ipd/game.ts';
import type { ControllerTag, EpisodeStarted, LogEvent } from '../log/events.ts';
import type { LogVerifier, VerifiedStep } from '../log/logVerifier.ts';
import { replay } from '../log/replay.ts';
import { countMoves, type MoveCounts } from './moveCounts.ts';
import { socialMovesOf } from './socialMoves.ts';

/** One episode of one person with one kind of partner: all that the report needs of it. */
export interface PersonPlay {
  readonly game: string;
  readonly episode: string;
  readonly participant: string;
  /** The program, or 'people' for another person. */
  readonly partner: ControllerTag;
  readonly steps: number;
  /** Return over the mean return of all seats (the fair split), per step. */
  readonly gain: number;
  /** Mean return of all seats, per step. */
  readonly welfare: number;
  /** Null for games without a notion of cooperation between two. */
  readonly moves: MoveCounts | null;
}

/** All other people are one partner. */
const PEOPLE: ControllerTag = { kind: 'human', id: 'people', version: null };

/** The last fifth of a game whose length is known beforehand. */
const NEAR_END = 0.2;

/**
 * What the people of an episode did to whom. Episodes that did not end by their rules give nothing, and neither does a
 * seat in which a stand-in decided for more than half of the time: its return would not be its owner's. In a game of
 * many seats a person has one play with every program version that sits in another seat.
 * @param events a whole log   @throws ReplayDivergence if the log is not that of the rules
 */
export function personPlays(events: readonly LogEvent[]): readonly PersonPlay[] {
  const steps: VerifiedStep[] = [];
  let verifier: LogVerifier | undefined;
  const { header, end, returns } = replay(events, {
    onStart: (replaying) => (verifier = replaying),
    onStep: (step) => steps.push(step),
  });
  const isWhole = end?.reason === 'terminated' || end?.reason === 'truncated';
  if (!isWhole || steps.length === 0 || verifier === undefined) return [];
  const firstNearEnd = firstStepNearEnd(header, verifier);
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const holders = header.occupants.toSorted((a, b) => a.seat - b.seat).map(({ controller }) => controller);
  return holders.flatMap((person, seat) => {
    if (person.kind !== 'human' || !holds(person, seat, steps)) return [];
    const partners = new Map<string, { readonly partner: ControllerTag; readonly seat: SeatIndex }>();
    for (const [other, holder] of holders.entries()) {
      if (other === seat || !holds(holder, other, steps)) continue;
      const partner = holder.kind === 'human' ? PEOPLE : holder;
      partners.set(partnerKey(partner), { partner, seat: other });
    }
    return [...partners.values()].map(({ partner, seat: other }): PersonPlay => ({
      game: header.game,
      episode: header.episode,
      participant: person.id,
      partner,
      steps: steps.length,
      gain: ((returns[seat] as number) - mean) / steps.length,
      welfare: mean / steps.length,
      moves: holders.length === 2 ? movesOf({ game: header.game, steps, seat, other, firstNearEnd }) : null,
    }));
  });
}

export function partnerKey({ kind, id, version }: ControllerTag): string {
  // The same weights may go by several names: a checkpoint is known by its hash.
  return kind === 'agent' && version !== null ? `agent ${version}` : JSON.stringify([kind, id, version]);
}

function holds({ kind, id }: ControllerTag, seat: SeatIndex, steps: readonly VerifiedStep[]): boolean {
  const own = steps.filter(({ decisions }) => {
    const controller = decisions[seat]?.controller;
    return controller?.kind === kind && controller.id === id;
  });
  return 2 * own.length >= steps.length;
}

interface PairInput {
  readonly game: string;
  readonly steps: readonly VerifiedStep[];
  readonly seat: SeatIndex;
  readonly other: SeatIndex;
  readonly firstNearEnd: number;
}

function movesOf({ game, steps, seat, other, firstNearEnd }: PairInput): MoveCounts | null {
  const moveOf = socialMovesOf(game);
  if (moveOf === undefined) return null;
  const pairs = steps.map((step) => ({
    person: moveOf(step, seat),
    partner: moveOf(step, other),
    isOwnChoice: step.decisions[seat]?.source === 'input',
  }));
  return countMoves(pairs, firstNearEnd);
}

/** Nobody knows the last round of a prisoner's dilemma that goes on by chance. */
function firstStepNearEnd({ game, steps }: EpisodeStarted, { spec, params }: LogVerifier): number {
  const isOpen = game === ipd.id && (params as { readonly continuation: number }).continuation < 1;
  if (isOpen && steps === null) return Infinity;
  const length = steps ?? spec.maxSteps;
  return length - Math.ceil(NEAR_END * length);
}
