import type { CancelTimer, EpochMs } from '../../shared/clock.ts';
import { RandomStream, shuffle } from '../../shared/random.ts';
import type { Guard } from './guard.ts';
import { seatProgram, type Seat } from './seat.ts';
import { firstOpenSeat } from './seating.ts';
import type { TableServices } from './tableServices.ts';
import { programForFill, type TableSpec } from './tableSpec.ts';

export interface GatheringOptions {
  readonly spec: TableSpec;
  readonly seats: readonly Seat[];
  readonly services: TableServices;
  readonly guard: Guard;
  /** Since when somebody waits here; null: nobody does. */
  readonly waitingSince: () => EpochMs | null;
  /** Programs have taken the open seats. */
  readonly onFilled: () => void;
}

/** People gather at a waiting table for a while; then programs take the seats that are still open. */
export class Gathering {
  /** When that is; null: nobody waits, nothing is open, or this table is not made so. */
  at: EpochMs | null = null;
  readonly #options: GatheringOptions;
  #cancel: CancelTimer = () => undefined;

  constructor(options: GatheringOptions) {
    this.#options = options;
  }

  /** Somebody came or went. */
  reconsider(): void {
    const { services, guard } = this.#options;
    const at = this.#due();
    if (at === this.at) return;
    this.#cancel();
    this.at = at;
    if (at !== null) this.#cancel = guard.after(at - services.clock.now(), () => this.#fill());
  }

  stop(): void {
    this.#cancel();
    this.at = null;
  }

  #due(): EpochMs | null {
    const { spec, seats, waitingSince } = this.#options;
    const since = waitingSince();
    if (spec.fillAfterMs === undefined || since === null || !firstOpenSeat(seats)) return null;
    return since + spec.fillAfterMs;
  }

  async #fill(): Promise<void> {
    const { spec, seats, services, onFilled } = this.#options;
    const { programs } = services;
    const game = spec.game.id;
    // Of several kinds of agents every table meets as many as it has seats for, by chance.
    const company = shuffle(new RandomStream(services.newSeed(), 'company'), [...programs.company(game)]);
    await programs.prepare(company);
    // While they were loaded the last person may have left, or the seats may have been taken.
    if (this.#due() === null) return;
    const open = seats.filter(({ occupant }) => occupant.kind === 'open');
    for (const [index, seat] of open.entries()) {
      const program = programForFill(spec, programs, company[index % company.length] as string);
      // An agent that cannot play by this table's parameters, or whose files are damaged.
      seatProgram(seat, 'ok' in program ? programs.guide(game) : program);
    }
    onFilled();
  }
}
