import type { Clock } from '../../shared/clock.ts';
import { RandomStream } from '../../shared/random.ts';
import { FrontDoor } from './frontDoor.ts';
import { livePerson } from './person.ts';
import { STYLES, type Style } from './styles.ts';
import type { Tally } from './tally.ts';
import { rest } from './wait.ts';

export interface CrowdOptions {
  readonly url: string;
  readonly people: number;
  /** 'mixed': all styles, as evenly as the number allows. */
  readonly style: Style | 'mixed';
  readonly games: readonly string[];
  readonly minutes: number;
  readonly seed: number;
  /** Times by which everybody thinks, reads and pauses faster. */
  readonly speed: number;
  readonly clock: Clock;
  /** Ends early. */
  readonly signal: AbortSignal;
  readonly tally: Tally;
}

/** They come one after another, all within this long: a server's limit for new people of one address is 5 a second. */
const ARRIVE_EVERY_MS = 210;
/** A game that is on when time is up may go on for so long. */
const LAST_GAME_MS = 60_000;

export function styleOf(number: number, style: Style | 'mixed'): Style {
  return style === 'mixed' ? (STYLES[number % STYLES.length] as Style) : style;
}

/**
 * Simulated people who come to a running server and play until time is up. Who plays what, thinks how long and errs
 * when comes from the seed; who meets whom depends on the moment.
 * @throws Refused, TypeError if the server does not answer
 */
export async function runCrowd(options: CrowdOptions): Promise<void> {
  const { url, people, style, games, minutes, seed, speed, clock, tally } = options;
  const door = new FrontDoor(url);
  const catalogue = await door.catalogue();
  const closing = new AbortController();
  const home = new AbortController();
  const everybody = Array.from({ length: people }, async (_, number) => {
    await rest(clock, (number * ARRIVE_EVERY_MS) / speed, closing.signal);
    const rng = new RandomStream(seed, `visitor ${number}`);
    const { signal } = home;
    await livePerson({
      number,
      style: styleOf(number, style),
      door,
      catalogue,
      games,
      clock,
      rng,
      tally,
      speed,
      closing: closing.signal,
      signal,
    });
  });
  const gone = Promise.all(everybody);
  await Promise.race([rest(clock, minutes * 60_000, options.signal), gone]);
  closing.abort();
  const patience = options.signal.aborted ? 0 : LAST_GAME_MS / speed;
  await Promise.race([rest(clock, patience, options.signal), gone]);
  home.abort();
  await gone;
}
