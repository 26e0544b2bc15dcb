import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';

/** An export that can be taken home. */
export interface ExportListing {
  readonly name: string;
  readonly manifest: unknown;
  /** Where its files are, for a quarter of an hour: `/ops/files/TICKET/NAME`. */
  readonly ticket: string;
}

const VALID_MS = 15 * 60_000;
const MAX_TICKETS = 1000;

/** Exports in a folder, and tickets that let a browser fetch their files without a password in an address. */
export class ExportFiles {
  readonly folder: string;
  readonly #clock: Clock;
  readonly #tickets = new Map<string, { readonly name: string; readonly until: number }>();

  constructor(folder: string, clock: Clock) {
    this.folder = folder;
    this.#clock = clock;
  }

  /** Newest first, for their names begin with a time. */
  list(): readonly ExportListing[] {
    let names: readonly string[];
    try {
      names = readdirSync(this.folder).sort().reverse();
    } catch {
      // Nothing was exported here yet.
      return [];
    }
    return names.flatMap((name) => {
      try {
        const manifest: unknown = JSON.parse(readFileSync(join(this.folder, name, 'manifest.json'), 'utf8'));
        return [{ name, manifest, ticket: this.#ticketFor(name) }];
      } catch {
        // An export under way, or something else.
        return [];
      }
    });
  }

  /** @returns the file's path; undefined for a ticket that nobody has or that has run out, or a file that is none */
  fileOf(ticket: string, file: string): string | undefined {
    const held = this.#tickets.get(ticket);
    if (!held || held.until < this.#clock.now()) return undefined;
    const folder = join(this.folder, held.name);
    return readdirSync(folder).includes(file) ? join(folder, file) : undefined;
  }

  #ticketFor(name: string): string {
    const ticket = randomBytes(18).toString('base64url');
    this.#tickets.set(ticket, { name, until: this.#clock.now() + VALID_MS });
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > MAX_TICKETS && oldest !== undefined) this.#tickets.delete(oldest);
    return ticket;
  }
}
