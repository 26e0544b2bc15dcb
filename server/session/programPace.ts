import { gaussian } from '../../shared/gaussian.ts';
import type { SeatIndex } from '../../shared/game.ts';
import type { ProgramPace } from '../../shared/protocol/lobby.ts';
import { pick, RandomStream, type Rng, type Seed } from '../../shared/random.ts';

export const IMMEDIATE: ProgramPace = Object.freeze({ kind: 'immediate' });

/** People's times for simple choices are about log-normal; a couple of seconds is what newcomers take. */
export const LIKE_PEOPLE: ProgramPace = Object.freeze({ kind: 'lognormal', medianMs: 2000, sigma: 0.5 });

/** When in a step a program's move may count: milliseconds after the step opened, the same in every run of the episode. */
export function programDelayMs(pace: ProgramPace, seed: Seed, seat: SeatIndex, step: number): number {
  return draw(pace, new RandomStream(seed, `pace ${seat}`, step));
}

function draw(pace: ProgramPace, rng: Rng): number {
  switch (pace.kind) {
    case 'immediate':
      return 0;
    case 'fixed':
      return pace.ms;
    case 'lognormal':
      return pace.medianMs * Math.exp(pace.sigma * gaussian(rng));
    case 'drawn':
    default:
      return pick(rng, pace.ms);
  }
}

/** For the log: 'immediate', 'fixed(800)', 'lognormal(2000,0.5)', 'drawn(300,420,...)'. */
export function paceText(pace: ProgramPace): string {
  switch (pace.kind) {
    case 'immediate':
      return 'immediate';
    case 'fixed':
      return `fixed(${pace.ms})`;
    case 'lognormal':
      return `lognormal(${pace.medianMs},${pace.sigma})`;
    case 'drawn':
    default:
      return `drawn(${pace.ms.join(',')})`;
  }
}
