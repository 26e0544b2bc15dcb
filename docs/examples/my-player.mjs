// An own player for the Iterated Prisoner's Dilemma, explained in docs/players.md. Try it:
//   npm run -s cli -- simulate --game ipd --seats module:docs/examples/my-player.mjs,scripted:random

const COOPERATE = 0;
const DEFECT = 1;

/** It forgives a defection three times in ten; after three unforgiven ones it never cooperates again. */
export const player = {
  name: 'three-strikes',
  game: 'ipd',
  summary: 'Forgives some defections, and gives up after three that it did not forgive.',
  sees: 'seat',

  // Memory at the start of an episode.
  begin: () => ({ strikes: 0 }),

  decide({ view, memory, rng }) {
    const last = view.history.at(-1);
    const offended = last !== undefined && last.other === DEFECT && !rng.chance(0.3);
    const strikes = memory.strikes + (offended ? 1 : 0);
    const action = offended || strikes >= 3 ? DEFECT : COOPERATE;
    return { action, memory: { strikes } };
  },
};
