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
    likeliest({ outputs, offset }, into, at) {
      let best = 0;
      for (let action = 1; action < actions; action += 1) {
        if ((outputs[offset + action] as number) > (outputs[offset + best] as number)) best = action;
      }
      into[at] = best;
    },
    action: (stored, at) => stored[at] as number,
    store(action, into, at) {
      into[at] = action as number;
    },
    teach({ outputs: logits, offset }, { stored, at }, { weigh, scale, entropy: bonus }, { slopes }) {
      const normaliser = softmax(logits, offset, probabilities);
      const row = { logits, offset, probabilities, normaliser };
      const action = stored[at] as number;
      const entropy = categoricalEntropy(row);
      const weight = scale * weigh((logits[offset + action] as number) - normaliser);
      categoricalSlope(row, entropy, action, { logProb: weight, entropy: bonus }, slopes);
      return entropy;
    },
    scope: undefined,
    probabilities(from) {
      read(from);
      return [...probabilities];
    },
  };
}
