import type { AnyGame } from '../../shared/game.ts';
import type { TrainingConfig } from '../config.ts';
import type { CreateNetwork } from '../learner.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import type { RowActor } from '../rollout/actor.ts';
import type { ArenaPlan } from '../rollout/arenas.ts';
import type { LearnableGame } from '../../shared/learnableGame.ts';
import { companiesOf, PAST_SELVES, type Company } from './companies.ts';

/** A player that the learner meets and that does not learn. */
export interface Opponent {
  readonly name: string;
  /** Takes whatever rows of a rollout it is given. */
  readonly seat: (input: SeatInput) => RowActor;
}

export interface SeatInput {
  /** Parsed. */
  readonly params: unknown;
  readonly game: LearnableGame;
  readonly head: ActionHead;
  /** N, of the rollout. */
  readonly rows: number;
  /** Most that it may have to act for at a time. */
  readonly most: number;
  readonly createNetwork: CreateNetwork;
}

/** Who plays where. */
export interface SeatingPlan {
  readonly companies: readonly Company[];
  /** [B] */
  readonly plans: readonly ArenaPlan[];
  /** Guests that are past selves: the first ones. */
  readonly pastSelves: number;
}

/**
 * Gives every arena of an iteration its company. Several past selves share the games of theirs in turns; opponents
 * follow in the config's order.
 * @throws RangeError as `companiesOf`; ZodError if the game refuses the parameters of a company
 */
export function planSeating(config: TrainingConfig, game: AnyGame): SeatingPlan {
  const companies = companiesOf(config);
  const [past] = companies.filter(({ name }) => name === PAST_SELVES);
  const pastSelves = Math.min(config.pool.drawn, past?.games ?? 0);
  const own = game.params.parse(config.params);
  const plans: ArenaPlan[] = Array.from({ length: config.games }, () => ({
    params: own,
    company: 0,
    guest: 0,
    seats: 'others',
  }));
  let guests = pastSelves;
  for (const [i, company] of companies.entries()) {
    const params = paramsOf(company, config, game, own);
    if (company !== past) guests += 1;
    for (let n = 0; n < company.games; n += 1) {
      const guest = company === past ? 1 + (n % pastSelves) : guests;
      plans[company.firstGame + n] = { params, company: i + 1, guest, seats: company.seats };
    }
  }
  return { companies, plans, pastSelves };
}

function paramsOf(company: Company, config: TrainingConfig, game: AnyGame, own: unknown): unknown {
  if (Object.keys(company.params).length === 0) return own;
  return game.params.parse({ ...config.params, ...company.params });
}
