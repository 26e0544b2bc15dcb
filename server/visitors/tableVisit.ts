import { randomAction } from '../../shared/action.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Rng } from '../../shared/random.ts';
import type { PlayerOffer, TableInfo, TurnUpdate } from '../../shared/protocol/table.ts';
import type { FrontDoor } from './frontDoor.ts';
import type { RemotePlayer } from './remotePlayer.ts';
import { thinkingMs, type Habits } from './styles.ts';
import { TableLine } from './tableLine.ts';
import type { GameEnd, Tally } from './tally.ts';
import { rest } from './wait.ts';

export interface VisitOptions {
  readonly door: FrontDoor;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly tally: Tally;
  /** The whole crowd goes home. */
  readonly signal: AbortSignal;
  readonly secret: string;
  readonly tableId: string;
  /** Number and play of the person, for the tally. */
  readonly person: number;
  readonly playerName: string;
  readonly habits: Habits;
  /** Times by which everything that a person waits for by itself is shorter. */
  readonly speed: number;
  /** A player for an episode at this table, for the seat that is one's own. */
  readonly begin: (info: TableInfo, seat: number) => RemotePlayer;
  /** Which of the offered programs to fill the table with; undefined: rather wait. */
  readonly company: (offers: readonly PlayerOffer[]) => string | undefined;
}

/** How long somebody waits for others, for another game, and for a server that says nothing in a game. */
const WAIT_FOR_OTHERS_MS = 60_000;
const WAIT_FOR_AGAIN_MS = 12_000;
const SILENCE_MS = 30_000;
const REJOIN_PATIENCE = 20;
/** A page takes about so long to load again. */
const RELOAD_MS = 1500;
/** Answers that come when two things cross on their way, and change nothing. */
const CROSSED: ReadonlySet<string> = new Set([
  'wrong-step',
  'already-moved',
  'not-running',
  'not-allowed',
  'draining',
]);

/** One person's visit to one table: sits down, plays, errs, reloads, perhaps walks out; until it is over. */
export class TableVisit {
  readonly #options: VisitOptions;
  readonly #line: TableLine;
  #player: RemotePlayer | undefined;
  #episode: string | null = null;
  #doneStep = -1;
  #held: number | null = null;
  #waitsSince: number;

  constructor(options: VisitOptions) {
    this.#options = options;
    this.#line = new TableLine(options.clock);
    this.#waitsSince = options.clock.now();
  }

  async run(): Promise<void> {
    const { door, secret, tableId, signal } = this.#options;
    try {
      await this.#line.open(door, secret, tableId);
      const stop = (): void => this.#line.news.ring();
      signal.addEventListener('abort', stop);
      while (await this.#next());
      signal.removeEventListener('abort', stop);
    } finally {
      this.#line.cut();
    }
  }

  /** Does what there is to do, or waits for news.  @returns whether the visit goes on */
  async #next(): Promise<boolean> {
    const { signal } = this.#options;
    const { info, turn, ended } = this.#line;
    if (signal.aborted) return this.#leave('stopped');
    if (!this.#line.isOpen) return this.#comeBack();
    if (info?.you.role !== 'player') return this.#listen(SILENCE_MS, 'nothing was said after joining');
    if (info.phase === 'waiting') return this.#waitForOthers(info);
    if (info.phase === 'playing' && info.episode !== this.#episode) this.#begin(info, info.you.seat);
    if (ended && ended.episode === this.#episode) return this.#afterGame(info.you.seat, ended.returns);
    if (turn && turn.episode === this.#episode && turn.status === 'running' && turn.step > this.#doneStep)
      return this.#turn(turn);
    // Others have played on without this person.
    if (info.phase === 'ended' && !ended) return this.#leave('cut short');
    const deadline = turn?.deadline ?? null;
    const left = deadline === null || !turn ? 0 : Math.max(0, deadline - turn.serverTime);
    return this.#listen(left + SILENCE_MS, `nothing was said in a game of ${info.game}`);
  }

  #begin(info: TableInfo, seat: number): void {
    this.#episode = info.episode;
    this.#player = this.#options.begin(info, seat);
    this.#doneStep = -1;
    this.#held = null;
    this.#line.ended = undefined;
  }

  async #listen(ms: number, silence: string): Promise<boolean> {
    if (await this.#line.news.wait(this.#options.clock, ms)) return true;
    this.#options.tally.failed(silence);
    return this.#leave('cut short');
  }

  async #waitForOthers(info: TableInfo): Promise<boolean> {
    const { clock, company, tally, speed } = this.#options;
    const waited = clock.now() - this.#waitsSince;
    if (waited > WAIT_FOR_OTHERS_MS) {
      tally.count('gave up waiting');
      return this.#leave('stopped');
    }
    const opensIn = info.offer ? info.offer.at - info.serverTime : Infinity;
    if (info.offer && waited >= Math.max(opensIn, 0)) {
      const ref = company(info.offer.players);
      if (ref !== undefined) await this.#line.ask('fill', { ref });
    }
    await this.#line.news.wait(clock, 2000 / speed);
    return true;
  }

  async #turn(turn: TurnUpdate): Promise<boolean> {
    const { habits, rng, tally } = this.#options;
    if (rng.chance(habits.walkOut)) return this.#walkOut();
    if (rng.chance(habits.reload)) return this.#reload();
    this.#doneStep = turn.step;
    if (turn.moved) return true;
    if (rng.chance(habits.lookAway)) {
      tally.count('looked away');
      return true;
    }
    await this.#rest(thinkingMs(habits, rng));
    const player = this.#player;
    if (!player || !this.#line.isOpen) return true;
    if (player.spec.pace.kind === 'ticks') await this.#hold(player);
    else await this.#move(player, turn);
    return true;
  }

  async #move(player: RemotePlayer, { step, view, serverTime }: TurnUpdate): Promise<void> {
    const { habits, rng, tally } = this.#options;
    const meant = player.choose(step, view);
    const errs = rng.chance(habits.mistake);
    if (errs) tally.count('mistakes');
    const action = errs ? randomAction(player.spec.actions, rng) : meant;
    const wire = typeof action === 'number' ? action : [...action];
    const body = { step, action: wire, tShown: serverTime, tInput: this.#serverNow(serverTime) };
    const reply = await this.#line.ask('move', body);
    if (reply?.ok) tally.count('decisions');
    else if (reply && !CROSSED.has(reply.code)) tally.failed(`move refused: ${reply.code}: ${reply.message}`);
  }

  /** By what is shown now, which is newer than what made one think. */
  async #hold(player: RemotePlayer): Promise<void> {
    const { habits, rng, tally } = this.#options;
    const { turn } = this.#line;
    if (turn?.status !== 'running') return;
    this.#doneStep = turn.step;
    const errs = rng.chance(habits.mistake);
    const action = errs ? randomAction(player.spec.actions, rng) : player.choose(turn.step, turn.view);
    const held = action === player.spec.defaultAction ? null : (action as number);
    if (held === this.#held) return;
    this.#held = held;
    if (errs) tally.count('mistakes');
    const tInput = this.#serverNow(turn.serverTime);
    const reply = await this.#line.ask('hold', { action: held, tShown: turn.serverTime, tInput });
    if (reply?.ok) tally.count('decisions');
    else if (reply && !CROSSED.has(reply.code)) tally.failed(`hold refused: ${reply.code}: ${reply.message}`);
  }

  /** @param shownAt server's time of what one acts on: this machine's clock may be another */
  #serverNow(shownAt: number): number {
    return Math.max(shownAt, this.#options.clock.now());
  }

  async #reload(): Promise<true> {
    this.#options.tally.count('reloads');
    this.#line.cut();
    this.#held = null;
    await this.#rest(RELOAD_MS * (0.5 + this.#options.rng.float()));
    return true;
  }

  /** As a browser does: again and again, for as long as it may help. */
  async #comeBack(): Promise<boolean> {
    const { door, secret, tableId, tally } = this.#options;
    const { notice } = this.#line;
    if (notice?.code === 'failed' || notice?.code === 'expelled')
      tally.failed(`${notice.code}: ${notice.message}`);
    if (notice && notice.code !== 'storage') return this.#over('cut short');
    for (let attempt = 0; attempt < REJOIN_PATIENCE; attempt += 1) {
      try {
        await this.#line.open(door, secret, tableId);
        return true;
      } catch (error) {
        if (isGone(error)) return this.#over('cut short');
        await this.#rest(500);
      }
    }
    tally.failed('the table could not be reached again');
    return this.#over('cut short');
  }

  #walkOut(): Promise<boolean> {
    const { tally, rng } = this.#options;
    tally.count('walked out');
    // Some say goodbye, some close the page.
    if (rng.chance(0.5)) return this.#leave('walked out');
    return Promise.resolve(this.#over('walked out'));
  }

  async #afterGame(seat: number, returns: readonly number[]): Promise<boolean> {
    const { rng, habits, clock, signal } = this.#options;
    this.#over('ended', returns[seat]);
    if (signal.aborted || !rng.chance(habits.again)) return this.#leave('stopped');
    await this.#line.ask('again', {});
    const until = clock.now() + WAIT_FOR_AGAIN_MS;
    while (clock.now() < until && this.#line.isOpen && !signal.aborted) {
      if (this.#line.info?.phase === 'playing') return true;
      await this.#line.news.wait(clock, until - clock.now());
    }
    return this.#leave('stopped');
  }

  async #leave(end: GameEnd): Promise<false> {
    await this.#line.ask('leave', {});
    return this.#over(end);
  }

  /** Notes the end of the game, if one is on. */
  #over(end: GameEnd, ownReturn?: number): false {
    const { tally, person, playerName } = this.#options;
    if (this.#player)
      tally.played({ game: this.#player.game.id, player: playerName, person, end, ownReturn });
    this.#player = undefined;
    return false;
  }

  #rest(ms: number): Promise<void> {
    return rest(this.#options.clock, ms / this.#options.speed, this.#options.signal);
  }
}

/** The table is closed, or the seat is somebody else's by now: a program's, after too long an absence. */
function isGone(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'number' && ((code >= 400 && code < 500) || code === 522);
}
