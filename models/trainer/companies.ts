import type { GuestSeats, TrainingConfig } from '../config.ts';

export const PAST_SELVES = 'past selves';
/** Who acts where no guest does. */
export const SELF = 'self';

/** Upper ends of ages in iterations. */
const AGES = [10, 100, 1000];

/** Past selves by how stale they are.  @param age in iterations; undefined: from before the run */
export function pastSelfName(age: number | undefined): string {
  if (age === undefined) return `${PAST_SELVES} from before`;
  const end = AGES.find((end) => age < end);
  return end === undefined ? `${PAST_SELVES} from ${AGES.at(-1)} ago` : `${PAST_SELVES} under ${end} ago`;
}

/** Games in which one kind of player that does not learn has some of the seats. */
export interface Company {
  /** 'past selves' or the player's reference, numbered from the second time on that it comes. */
  readonly name: string;
  readonly firstGame: number;
  readonly games: number;
  readonly seats: GuestSeats;
  /** Raw; what differs in these games from the run's parameters. */
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Divides the games of an iteration: past selves first, then the opponents in the config's order; in all that
 * are left the learner has every seat.
 * @throws RangeError if the shares are more than there is, or one is too small for a single game
 */
export function companiesOf({ games, pool, opponents }: TrainingConfig): readonly Company[] {
  const wanted = [
    ...(pool.share > 0 ? [{ ...pool, name: PAST_SELVES }] : []),
    ...opponents.map((opponent, i) => ({ ...opponent, name: nameOf(opponents, i) })),
  ];
  const total = wanted.reduce((sum, { share }) => sum + share, 0);
  if (total > 1 + 1e-9) {
    const parts = wanted.map(({ name, share }) => `${name} ${share}`).join(', ');
    throw new RangeError(
      `expected shares of at most 1 together, got ${Number(total.toPrecision(6))} (${parts})`,
    );
  }
  let sum = 0;
  return wanted.map(({ name, share, seats, params }) => {
    const firstGame = Math.round(sum * games);
    sum += share;
    const count = Math.round(sum * games) - firstGame;
    if (count === 0 && name !== PAST_SELVES)
      throw new RangeError(`expected a share of at least one of ${games} games for ${name}, got ${share}`);
    return { name, firstGame, games: count, seats, params };
  });
}

/** A player may come again in other seats, and its figures are told apart. */
function nameOf(opponents: TrainingConfig['opponents'], index: number): string {
  const name = opponents[index]?.player ?? '';
  const before = opponents.slice(0, index).filter(({ player }) => player === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}
