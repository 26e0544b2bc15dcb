import type { Rng } from '../../shared/random.ts';
import { chances } from '../exact/lookahead.ts';
import type { BySituation, ExactGame } from '../exact/memoryOneValue.ts';
import { firstMetaState, META_INPUTS, metaStep, type MetaState } from '../exact/metaGame.ts';
import { freeParameters, type Learner } from '../learner.ts';
import { emptyRollout, type Rollout } from '../rollout/rollout.ts';

export interface MetaPlayOptions {
  /** 2: the learner meets itself; 1: it meets naive learners, who climb at this rate. */
  readonly seats: 1 | 2;
  readonly rate: number;
  /** B */
  readonly games: number;
  readonly game: ExactGame;
  /** 'drawn' to learn from, or what the policy finds likeliest. */
  readonly choice: 'drawn' | 'likeliest';
  readonly rng: Rng;
  /** Left out: standard normal logits. */
  readonly start?: MetaState;
}

interface MetaPlay {
  readonly rollout: Rollout;
  /** [T, B] what those in the other seats got, per round. */
  readonly others: Float32Array;
  /** [N] logits that were played last. */
  readonly last: readonly BySituation[];
}

/** Plays B games of learning side by side, one inner game per step, and cuts them after T. */
export async function playMeta(learner: Learner, options: MetaPlayOptions): Promise<MetaPlay> {
  const { seats, rate, games, game, choice, rng } = options;
  const { head, config, actor } = learner;
  const { steps } = config;
  const rows = games * seats;
  const rollout = emptyRollout({ steps, seats, rows, inputs: { inputs: META_INPUTS }, stored: head.stored });
  const others = new Float32Array(steps * games);
  const states = Array.from({ length: games }, () => [...(options.start ?? firstMetaState(rng))]);
  actor.network.use(rows);
  for (let t = 0; t < steps; t += 1) {
    observe(rollout, t, states);
    await act(learner, rollout, t, { choice, rng });
    for (const [g, state] of states.entries()) {
      const cell = t * rows + g * seats;
      for (let seat = 0; seat < seats; seat += 1)
        state[seat] = head.action(rollout.decisions, (cell + seat) * head.stored) as BySituation;
      const { rewards, learned } = metaStep(pairOf(state), game, seats === 2 ? 0 : rate);
      rollout.rewards.set(rewards.slice(0, seats), cell);
      others[t * games + g] = rewards[1];
      if (seats === 1) state[1] = learned;
    }
  }
  observe(rollout, steps, states);
  rollout.truncated.fill(1, (steps - 1) * rows);
  return { rollout, others, last: states.flatMap((state) => state.slice(0, seats)) };
}

/** Each seat sees itself first. */
function observe({ observations, rows, seats }: Rollout, t: number, states: readonly BySituation[][]): void {
  for (const [g, state] of states.entries()) {
    const [own, other] = pairOf(state).map(chances) as [BySituation, BySituation];
    for (let seat = 0; seat < seats; seat += 1) {
      const seen = seat === 0 ? [...own, ...other] : [...other, ...own];
      observations.set(seen, (t * rows + g * seats + seat) * META_INPUTS);
    }
  }
}

async function act(
  { head, actor: { network } }: Learner,
  rollout: Rollout,
  t: number,
  { choice, rng }: Pick<MetaPlayOptions, 'choice' | 'rng'>,
): Promise<void> {
  const { rows, decisions, logProbs } = rollout;
  const { width } = network.layout.heads.actor as { readonly width: number };
  const [first, end] = [t * rows, (t + 1) * rows];
  const seen = rollout.observations.subarray(first * META_INPUTS, end * META_INPUTS);
  network.observations.set(seen, first * META_INPUTS);
  await network.forwardStep(t);
  const from = { outputs: network.outputs('actor'), offset: 0, free: freeParameters(head, network) };
  for (let cell = first; cell < end; cell += 1) {
    from.offset = cell * width;
    if (choice === 'drawn') logProbs[cell] = head.sample(from, rng, decisions, cell * head.stored);
    else head.likeliest(from, decisions, cell * head.stored);
  }
}

function pairOf(state: readonly BySituation[]): MetaState {
  return [state[0] as BySituation, state[1] as BySituation];
}
