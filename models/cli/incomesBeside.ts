import type { Seed } from '../../shared/random.ts';
import { measureIncomes, type Incomes } from '../evaluation/calibrate.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import type { Scenario } from '../evaluation/scenarios/scenario.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import type { Breath } from './interruptible.ts';
import { orUsageError } from './playerGroups.ts';

export interface IncomesInput {
  readonly scenario: Scenario;
  /** Reference. */
  readonly focal: string;
  readonly episodes: number;
  readonly seed: Seed;
  readonly context: CliContext;
  readonly breathe: Breath;
}

/**
 * What a focal and a scenario's background earn.
 * @throws UsageError if a player is not to be had; CommandFailed if it was told to stop
 */
export function incomesBeside({ scenario, focal, context, ...rest }: IncomesInput): Promise<Incomes> {
  return orUsageError('--bots, --focal', async () => {
    const refs = [focal, ...scenario.background];
    const players = await resolveContestants(scenario.game, refs, context);
    const incomes = await measureIncomes({
      ...rest,
      scenario,
      focal: players[0] as Contestant,
      background: players.slice(1),
      seconds: context.seconds,
    });
    if (incomes === undefined) throw new CommandFailed('stopped before all pairs were measured');
    return incomes;
  });
}
