import { RandomStream } from '../../shared/random.ts';
import type { AnyGame } from '../../shared/game.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import { checkPolicyFits, type Policy } from '../policies/policy.ts';
import { readSeat, seatInputs } from '../policies/readSeat.ts';
import type { SeatController } from './seatController.ts';

interface Remembering {
  /** The stream (episode seed, 'player SEAT'), as for every other player. */
  readonly randomness: RandomStream;
  /** [memoryLength] */
  readonly memory: Float32Array;
}

/**
 * A policy in every seat it is given, all of them decided as one batch.
 * @param name how errors call it   @throws RangeError from `sit` if the game is not like the one it was trained in
 */
export function policyController(policy: Policy, game: AnyGame, name: string): SeatController<Remembering> {
  const { inputs, memoryLength } = policy;
  return {
    sit({ episode, seat, params, spec }) {
      checkPolicyFits(policy, { ...learnableGame(game, params), ...spec }, name);
      return {
        randomness: new RandomStream(episode.seed, `player ${seat}`),
        memory: new Float32Array(memoryLength),
      };
    },
    decide(turns) {
      const observations = seatInputs(inputs, turns.length);
      const memories = new Float32Array(turns.length * memoryLength);
      const rngs = turns.map(({ episode, seat, occupant }, row) => {
        readSeat(inputs, episode, seat, observations, row);
        memories.set(occupant.memory, row * memoryLength);
        return occupant.randomness.moveTo(episode.step);
      });
      const { choices, memories: after } = policy.act({ observations, memories, rngs });
      turns.forEach(({ occupant }, row) =>
        occupant.memory.set(after.subarray(row * memoryLength, (row + 1) * memoryLength)),
      );
      return choices.map(({ action }) => action);
    },
  };
}
