import type { EpochMs } from '../../../shared/clock.ts';
import type { DecisionEvent, EpisodeEnded, EpisodeStarted, LogEvent } from '../../../shared/log/events.ts';
import { MEASURE } from '../../../shared/lifecycle/limits.ts';
import type { Measure, Measures } from '../../../shared/lifecycle/verdict.ts';
import { liveRef } from './liveProgram.ts';
import type { Comparison } from './shadowedPlayer.ts';

/** What an agent did in one episode, in all seats that it had: they share its fate, and count as one. */
interface EpisodeFigures {
  decisions: number;
  missed: number;
  failed: number;
  /** Per step and seat; null unless the episode went to its end. */
  own: number | null;
  /** Mean of the seats that it did not have, per step; null where it had all. */
  partners: number | null;
}

/** An episode that runs, and who had seats as the live agent: one and the same, for a room keeps it. */
interface Open {
  readonly game: string;
  readonly agent: string;
  readonly seats: ReadonlySet<number>;
  readonly figures: EpisodeFigures;
}

/** Episodes of each agent that are looked back on: enough to be sure, few enough to notice a change. */
const WINDOW = 200;
/** Comparisons of a shadow that are looked back on. */
const COMPARISONS = 5000;
const MOST_OVERLOOKED = 500;

/**
 * How agents do in rooms as agent:live/GAME, over their last episodes: counted from the events of the research log, and
 * for shadows from their comparisons. Knows nothing but what it is told.
 */
export class RoomFigures {
  readonly #open = new Map<string, Open>();
  readonly #episodes = new Map<string, EpisodeFigures[]>();
  /** When episodes ended that were played to their end, by game. */
  readonly #endings = new Map<string, EpochMs[]>();
  readonly #comparisons = new Map<string, Comparison[]>();
  readonly #overlooked = new Map<string, number>();

  take(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.kind === 'episode.started') this.#started(event);
      else if (event.kind === 'decision') this.#decided(event);
      else if (event.kind === 'episode.ended') this.#ended(event);
    }
  }

  /** Its thread starts with its first question: until a shadow has answered in time once, what it misses is overlooked. */
  compared(game: string, shadow: string, comparison: Comparison): void {
    const key = `${game} ${shadow}`;
    const overlooked = this.#overlooked.get(key) ?? 0;
    if (comparison.kind === 'missed' && !this.#comparisons.has(key) && overlooked < MOST_OVERLOOKED) {
      this.#overlooked.set(key, overlooked + 1);
    } else remember(this.#comparisons, key, comparison, COMPARISONS);
  }

  /** Of an agent in the episodes that it was in.  @param beside another one, whose returns it is compared with */
  inRooms(game: string, agent: string, beside: string | null): Measures {
    const episodes = this.#of(game, agent);
    const missed = missedBy(episodes);
    const own = valuesOf(episodes, 'own');
    const measures: Record<string, Measure> = {
      [MEASURE.misses]: missed,
      [MEASURE.faults]: share(total(episodes, 'failed'), total(episodes, 'decisions')),
      [MEASURE.returns]: over(own),
    };
    if (beside === null) return measures;
    const others = this.#of(game, beside);
    measures[MEASURE.moreMisses] = difference(missed, missedBy(others));
    measures[MEASURE.fellShort] = difference(over(own), over(valuesOf(others, 'own')));
    measures[MEASURE.partnersFellShort] = difference(
      over(valuesOf(episodes, 'partners')),
      over(valuesOf(others, 'partners')),
    );
    return measures;
  }

  /** Episodes of everybody who sat there as agent:live/GAME that went to their end, up to as many as are looked back on. */
  endedSince(game: string, since: EpochMs): number {
    return (this.#endings.get(game) ?? []).filter((at) => at > since).length;
  }

  inShadow(game: string, shadow: string): Measures {
    const all = this.#comparisons.get(`${game} ${shadow}`) ?? [];
    const count = (kind: Comparison['kind']) => all.filter((comparison) => comparison.kind === kind).length;
    return {
      [MEASURE.misses]: share(count('missed'), all.length),
      [MEASURE.faults]: share(count('failed'), all.length),
      [MEASURE.shadowMs]: over(all.flatMap(({ msLonger }) => msLonger ?? [])),
      [MEASURE.agreement]: over(all.flatMap(({ agreement }) => agreement ?? [])),
    };
  }

  #of(game: string, agent: string): readonly EpisodeFigures[] {
    return this.#episodes.get(`${game} ${agent}`) ?? [];
  }

  #started({ episode, game, occupants }: EpisodeStarted): void {
    const live = occupants.filter(
      ({ controller: { id, version } }) => id === liveRef(game) && version !== null,
    );
    const agent = live[0]?.controller.version;
    if (agent === null || agent === undefined) return;
    const figures = { decisions: 0, missed: 0, failed: 0, own: null, partners: null };
    this.#open.set(episode, { game, agent, seats: new Set(live.map(({ seat }) => seat)), figures });
  }

  #decided({ episode, seat, flags }: DecisionEvent): void {
    const open = this.#open.get(episode);
    if (!open?.seats.has(seat)) return;
    open.figures.decisions += 1;
    if (flags.includes('agent_timeout')) open.figures.missed += 1;
    if (flags.includes('agent_failed')) open.figures.failed += 1;
  }

  #ended({ episode, reason, returns, steps, at }: EpisodeEnded): void {
    const open = this.#open.get(episode);
    this.#open.delete(episode);
    if (!open) return;
    const { game, agent, seats, figures } = open;
    if ((reason === 'terminated' || reason === 'truncated') && steps > 0) {
      const others = returns.filter((_, seat) => !seats.has(seat));
      figures.own = over(returns.filter((_, seat) => seats.has(seat))).mean / steps;
      figures.partners = others.length === 0 ? null : over(others).mean / steps;
      remember(this.#endings, game, at, WINDOW);
    }
    remember(this.#episodes, `${game} ${agent}`, figures, WINDOW);
  }
}

function remember<T>(lists: Map<string, T[]>, key: string, value: T, most: number): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [value]);
  else {
    list.push(value);
    if (list.length > most) list.shift();
  }
}

function valuesOf(episodes: readonly EpisodeFigures[], name: 'own' | 'partners'): readonly number[] {
  return episodes.flatMap((episode) => episode[name] ?? []);
}

function share(count: number, of: number): Measure {
  const mean = of === 0 ? 0 : count / of;
  return { mean, standardError: of === 0 ? null : Math.sqrt((mean * (1 - mean)) / of), n: of };
}

function over(values: readonly number[]): Measure {
  const n = values.length;
  const mean = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: n < 2 ? null : Math.sqrt(squares / (n - 1) / n), n };
}

/** Of two means of independent values; as many values as the smaller side has. */
function difference(one: Measure, other: Measure): Measure {
  const [e, f] = [one.standardError, other.standardError];
  const n = Math.min(one.n, other.n);
  return {
    mean: one.mean - other.mean,
    standardError: e === null || f === null ? null : Math.hypot(e, f),
    n,
  };
}

function missedBy(episodes: readonly EpisodeFigures[]): Measure {
  return share(total(episodes, 'missed'), total(episodes, 'decisions'));
}

function total(episodes: readonly EpisodeFigures[], name: 'decisions' | 'missed' | 'failed'): number {
  return episodes.reduce((sum, episode) => sum + episode[name], 0);
}
