import type { Clock } from '../../shared/clock.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { Catalogue, CatalogueGame } from '../../shared/protocol/http.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import { pick, type Rng } from '../../shared/random.ts';
import { scriptedPlayer } from '../../shared/scripted/registry.ts';
import { Refused, type FrontDoor } from './frontDoor.ts';
import { playersAt } from './remotePlayer.ts';
import { habitsOf, playerOf, STYLES, type Style } from './styles.ts';
import { TableVisit } from './tableVisit.ts';
import type { Tally } from './tally.ts';
import { rest } from './wait.ts';

export interface PersonOptions {
  readonly number: number;
  readonly style: Style;
  readonly door: FrontDoor;
  readonly catalogue: Catalogue;
  /** Ids of the games that this crowd plays. */
  readonly games: readonly string[];
  readonly clock: Clock;
  readonly rng: Rng;
  readonly tally: Tally;
  readonly speed: number;
  /** No new game begins any more. */
  readonly closing: AbortSignal;
  /** Home at once. */
  readonly signal: AbortSignal;
}

/** Between two games, about. */
const PAUSE_MS = 4000;
/** Chance of going home after a game, with somebody new in one's place. */
const GOES_HOME = 0.1;
/** Chances of how a game begins; the rest meets a script. */
const QUICK_MATCH = 0.45;
const MEETS_AGENT = 0.35;
const ANSWERS_CONSENT = 0.9;
const GIVES_CONSENT = 0.9;
const BACK_OFF_MS = 3000;

/** Plays one game after another, sometimes as somebody new, until the crowd goes home. */
export async function livePerson(options: PersonOptions): Promise<void> {
  const { number, games, tally, closing, signal, rng, clock, speed } = options;
  let secret: string | undefined;
  // Neighbours and those of one style begin with different games, so that a small crowd plays all of them.
  const first = number + Math.floor(number / STYLES.length);
  for (let played = 0; !closing.aborted && !signal.aborted; played += 1) {
    const game = games[(first + played) % games.length] as string;
    try {
      secret ??= await arrive(options);
      await play(options, secret, game);
      if (rng.chance(GOES_HOME)) secret = undefined;
      await rest(clock, (PAUSE_MS * (0.5 + rng.float())) / speed, closing);
    } catch (error) {
      if (isPassing(error)) tally.count('turned away');
      else tally.failed(error instanceof Error ? error.message : String(error));
      await rest(clock, (BACK_OFF_MS * (0.5 + rng.float())) / speed, closing);
    }
  }
}

/** Most answer the question of consent, and most of these agree. */
async function arrive({ door, style, tally, catalogue, rng }: PersonOptions): Promise<string> {
  const { secret } = await door.arrive(`crowd:${style}`);
  tally.count('arrivals');
  const { textVersion } = catalogue.consent;
  if (rng.chance(ANSWERS_CONSENT))
    await door.consent({ secret, given: rng.chance(GIVES_CONSENT), textVersion });
  return secret;
}

async function play(options: PersonOptions, secret: string, game: string): Promise<void> {
  const { number, style, door, clock, rng, tally, speed, signal } = options;
  const { pace } = gameById(game).spec(gameById(game).params.parse({}));
  const tableId = await openTable(options, secret, game);
  await new TableVisit({
    door,
    clock,
    rng,
    tally,
    signal,
    secret,
    tableId,
    speed,
    person: number,
    playerName: style,
    habits: habitsOf(style, pace.kind),
    begin: playersAt(game, rng, () => ({ definition: scriptedPlayer(game, playerOf(style, game, rng)) })),
    company: (offers) => companyFor(offers, rng),
  }).run();
}

/** With whoever waits, with an agent, or with a script. */
function openTable({ catalogue, door, rng }: PersonOptions, secret: string, game: string): Promise<string> {
  const way = rng.float();
  const offered = catalogue.games.find(({ id }) => id === game);
  if (way < QUICK_MATCH || !offered) return door.quickMatch(secret, game);
  const partners = partnersOf(offered, way < QUICK_MATCH + MEETS_AGENT, rng);
  return door.openTable(secret, { game, seats: ['person', ...partners] });
}

function partnersOf({ id, players, guide }: CatalogueGame, meetsAgent: boolean, rng: Rng): string[] {
  const game = gameById(id);
  const { numSeats } = game.spec(game.params.parse(game.presets[0].params));
  const agents = players.filter(isAgent).map(({ ref }) => ref);
  const refs = meetsAgent && agents.length > 0 ? agents : [guide];
  return Array.from({ length: numSeats - 1 }, () => pick(rng, refs));
}

function companyFor(offers: readonly PlayerOffer[], rng: Rng): string | undefined {
  const agents = offers.filter(isAgent);
  const from = agents.length > 0 ? agents : offers;
  return from.length > 0 ? pick(rng, from).ref : undefined;
}

function isAgent({ ref }: PlayerOffer): boolean {
  return ref.startsWith('agent:');
}

/** Too many at the door, a seat that others took meanwhile, a server that is about to stop: nobody's mistake. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  return ['429', 'draining', 'full', 'too-fast'].includes(error.code);
}
