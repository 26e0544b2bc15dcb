import type { ParticipantCreated } from '../../shared/protocol/http.ts';

const STORED_AS = 'commonground.participant';

/** Where the identity is kept, so that tests need no browser. */
export interface IdentityStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface IdentityOptions {
  readonly storage: IdentityStorage;
  create(): Promise<ParticipantCreated>;
}

/**
 * Who this browser is: a random participant that the server hands out on first need, and the secret that proves
 * it. Both stay in this browser.
 */
export class Identity {
  readonly #options: IdentityOptions;
  #known: ParticipantCreated | undefined;
  #pending: Promise<ParticipantCreated> | undefined;

  constructor(options: IdentityOptions) {
    this.#options = options;
  }

  /** @throws what `create` throws; the next call tries again */
  async get(): Promise<ParticipantCreated> {
    const known = this.stored();
    if (known) return known;
    // Two rooms that connect at once must not become two people.
    this.#pending ??= this.#create();
    try {
      return await this.#pending;
    } finally {
      this.#pending = undefined;
    }
  }

  /** Who this browser is already; undefined if nobody yet. */
  stored(): ParticipantCreated | undefined {
    this.#known ??= this.#read();
    return this.#known;
  }

  /** The server does not know this participant (any more). */
  forget(): void {
    this.#known = undefined;
    try {
      this.#options.storage.removeItem(STORED_AS);
    } catch {
      // What cannot be removed cannot be read either.
    }
  }

  async #create(): Promise<ParticipantCreated> {
    const { participant, secret } = await this.#options.create();
    this.#known = { participant, secret };
    try {
      this.#options.storage.setItem(STORED_AS, JSON.stringify(this.#known));
    } catch {
      // Without storage the identity lasts as long as the page.
    }
    return this.#known;
  }

  #read(): ParticipantCreated | undefined {
    try {
      const stored: unknown = JSON.parse(this.#options.storage.getItem(STORED_AS) ?? 'null');
      if (typeof stored !== 'object' || stored === null) return undefined;
      const { participant, secret } = stored as Partial<ParticipantCreated>;
      return typeof participant === 'string' && typeof secret === 'string'
        ? { participant, secret }
        : undefined;
    } catch {
      return undefined;
    }
  }
}
