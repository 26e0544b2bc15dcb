import { DEFECT, ipd } from '../../shared/games/ipd/game.ts';
import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import type { CreateNetwork, Learner } from '../learner.ts';
import { networkActor, type RowActor } from '../rollout/actor.ts';
import { collect } from '../rollout/collect.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** Previous joint action, own move first. */
export const IPD_SITUATIONS = ['start', 'CC', 'CD', 'DC', 'DD'] as const;
export type IpdSituation = (typeof IPD_SITUATIONS)[number];

export interface IpdProbe {
  /** Share of cooperation by what happened before, against a uniformly random opponent; NaN if it never did. */
  readonly cooperation: Readonly<Record<IpdSituation, number>>;
  /** Mean reward per step in self-play, and of both sides against always-defect. */
  readonly selfPlay: number;
  readonly versusDefector: { readonly own: number; readonly other: number };
}

export interface ProbeOptions {
  readonly learner: Learner;
  readonly createNetwork: CreateNetwork;
  readonly games: number;
  readonly seed: Seed;
}

/**
 * How an IPD policy answers every situation. On-policy figures hide this: a policy that always cooperates with
 * itself never visits DC, and a handful of samples there says nothing.
 */
export async function probeIpd({ learner, createNetwork, games, seed }: ProbeOptions): Promise<IpdProbe> {
  const { config, head, actor } = learner;
  const { layout } = actor.network;
  const rows = Array.from({ length: 2 * games }, (_, row) => row);
  const network = createNetwork(layout, { rows: rows.length, steps: config.steps });
  network.parameters.set(actor.network.parameters);
  const play = (index: number, others: readonly RowActor[]): Promise<Rollout> =>
    collect({
      game: ipd as unknown as AnyGame,
      params: ipd.params.parse(config.params),
      head,
      games,
      steps: config.steps,
      learner: networkActor(network, head, rows),
      others,
      seed,
      index,
    });
  const seatOne = rows.filter((row) => row % 2 === 1);
  const withRandom = await play(0, [moves(seatOne, (rng) => rng.int(2))]);
  const selfPlay = await play(1, []);
  const versusDefector = await play(2, [moves(seatOne, () => DEFECT)]);
  network.dispose();
  return {
    cooperation: cooperationBySituation(withRandom),
    selfPlay: (meanReward(selfPlay, 0) + meanReward(selfPlay, 1)) / 2,
    versusDefector: { own: meanReward(versusDefector, 0), other: meanReward(versusDefector, 1) },
  };
}

function moves(rows: readonly number[], choose: (rng: Parameters<RowActor['act']>[2]) => number): RowActor {
  return {
    rows,
    act: (rollout, t, rng) => {
      for (const row of rows) rollout.decisions[t * rollout.rows + row] = choose(rng);
      return Promise.resolve();
    },
  };
}

/** Of seat 0. */
function cooperationBySituation({ decisions, rows, steps }: Rollout): Record<IpdSituation, number> {
  const counts = new Map<IpdSituation, { seen: number; cooperated: number }>();
  for (let row = 0; row < rows; row += 2) {
    for (let t = 0; t < steps; t += 1) {
      const letter = (at: number) => (decisions[(t - 1) * rows + at] === DEFECT ? 'D' : 'C');
      const situation = t === 0 ? 'start' : (`${letter(row)}${letter(row + 1)}` as const);
      const count = counts.get(situation) ?? { seen: 0, cooperated: 0 };
      count.seen += 1;
      if (decisions[t * rows + row] !== DEFECT) count.cooperated += 1;
      counts.set(situation, count);
    }
  }
  const shareOf = (situation: IpdSituation): number => {
    const count = counts.get(situation);
    return count === undefined ? Number.NaN : count.cooperated / count.seen;
  };
  return Object.fromEntries(IPD_SITUATIONS.map((s) => [s, shareOf(s)])) as Record<IpdSituation, number>;
}

function meanReward({ rewards, seats }: Rollout, seat: number): number {
  const own = rewards.filter((_, i) => i % seats === seat);
  return own.reduce((sum, r) => sum + r, 0) / own.length;
}
