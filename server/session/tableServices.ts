import type { Clock } from '../../shared/clock.ts';
import type { Seed } from '../../shared/random.ts';
import type { Programs } from '../players/program.ts';
import type { DurableLog } from './durableLog.ts';
import type { TableMonitor } from './tablePort.ts';

/** What all tables of a server share. */
export interface TableServices {
  readonly clock: Clock;
  readonly log: DurableLog;
  readonly programs: Programs;
  readonly monitor: TableMonitor;
  readonly codeVersion: string;
  newSeed(): Seed;
  newEpisodeId(): string;
  /** A person who waits alone is offered a program after this long. */
  readonly offerAfterMs: number;
}
