import type { ControllerTag, LogEvent } from '../../shared/log/events.ts';
import { SITUATIONS, type CooperationRates } from '../../shared/readout/cooperationRates.ts';
import { addIpdEvidence, ipdEvidence, type IpdEvidence } from '../../shared/readout/ipdEvidence.ts';
import { ipdGameOf } from '../../shared/readout/ipdGame.ts';
import type { Proportion } from '../../shared/readout/proportion.ts';
import { ipdStrategies, readIpdEvidence } from '../../shared/readout/readIpdPlayer.ts';
import { isSimulated } from '../../shared/simulated.ts';
import type { IpdPlayerRow } from './tables.ts';

interface Player {
  readonly controller: ControllerTag;
  readonly evidence: IpdEvidence;
}

/** Gathers what the games of everybody who played the prisoner's dilemma say, person or program, over an export. */
export class IpdPlayers {
  readonly #players = new Map<string, Player>();

  /** @param events of one whole episode, of any game */
  add(events: readonly LogEvent[]): void {
    for (const { seat, controller } of deciders(events)) {
      const game = ipdGameOf(events, seat, (one) => keyOf(one) === keyOf(controller));
      if (!game?.rounds.some(({ isOwnChoice }) => isOwnChoice)) continue;
      const before = this.#players.get(keyOf(controller))?.evidence;
      const added = ipdEvidence([game], ipdStrategies());
      const evidence = before ? addIpdEvidence(before, added) : added;
      this.#players.set(keyOf(controller), { controller, evidence });
    }
  }

  /** In the order of kind, id and version. */
  *rows(): Generator<IpdPlayerRow, undefined> {
    for (const [, player] of [...this.#players].toSorted(([a], [b]) => (a < b ? -1 : 1))) yield rowOf(player);
    return undefined;
  }
}

function rowOf({ controller: { kind, id, version }, evidence }: Player): IpdPlayerRow {
  const { games, choices, rates, nearest, strategies } = readIpdEvidence(evidence);
  return {
    controller_kind: kind,
    controller_id: id,
    controller_version: version,
    simulated: kind === 'human' && isSimulated(id),
    games,
    choices,
    ...ratesRow(rates),
    nearest: [...nearest],
    nearest_share: strategies[0]?.share ?? 0,
    shares: Object.fromEntries(strategies.map(({ name, share }) => [name, share])),
  };
}

type RatesRow = Omit<
  IpdPlayerRow,
  | `controller_${'kind' | 'id' | 'version'}`
  | 'simulated'
  | 'games'
  | 'choices'
  | 'nearest'
  | 'nearest_share'
  | 'shares'
>;

function ratesRow(rates: CooperationRates): RatesRow {
  const columns = SITUATIONS.flatMap((situation) => {
    const { count, of, estimate, low, high }: Proportion = rates[situation];
    return Object.entries({ estimate, low, high, cooperated: count, of }).map(([name, value]) => [
      name === 'estimate' ? situation : `${situation}_${name}`,
      value,
    ]);
  });
  return Object.fromEntries(columns) as RatesRow;
}

/** Everybody who decided for a seat, once each. */
function deciders(
  events: readonly LogEvent[],
): readonly { readonly seat: number; readonly controller: ControllerTag }[] {
  const found = new Map<string, { readonly seat: number; readonly controller: ControllerTag }>();
  for (const event of events) {
    if (event.kind === 'decision') found.set(`${event.seat} ${keyOf(event.controller)}`, event);
  }
  return [...found.values()];
}

function keyOf({ kind, id, version }: ControllerTag): string {
  return JSON.stringify([kind, id, version]);
}
