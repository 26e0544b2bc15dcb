import { categoricalEntropy, categoricalSlope, softmax } from '../losses/categorical.ts';
import type { ActionHead, HeadOutputs } from './actionHead.ts';

/** Softmax over the actions of a discrete space. */
export function categoricalHead(actions: number): ActionHead {
  const probabilities = new Float64Array(actions);
  const read = ({ outputs, offset }: HeadOutputs): number => softmax(outputs, offset, probabilities);
  return {
    outputs: actions,
    free: 0,
    stored: 1,
    sample(from, rng, into, at) {
      const normaliser = read(from);
      let left = rng.float();
      let action = 0;
      while (action < actions - 1 && left >= (probabilities[action] as number)) {
        left -= probabilities[action] as number;
        action += 1;
      }
      into[at] = action;
      return (from.outputs[from.offset + action] as number) - normaliser;
    },
    action: (stored, at) => stored[at] as number,
    store(action, into, at) {
      into[at] = action as number;
    },
    logProb(from, stored, at) {
      const normaliser = read(from);
      return (from.outputs[from.offset + (stored[at] as number)] as number) - normaliser;
    },
    entropy(from) {
      read(from);
      return categoricalEntropy(probabilities);
    },
    slope(from, { stored, at }, weights, { slopes }) {
      read(from);
      categoricalSlope(probabilities, stored[at] as number, weights, slopes, from.offset);
    },
    probabilities(from) {
      read(from);
      return [...probabilities];
    },
  };
}
