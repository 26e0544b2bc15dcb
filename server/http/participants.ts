import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { Consent, ParticipantCreated } from '../../shared/protocol/http.ts';
import { simulatedId } from '../../shared/simulated.ts';
import type { ResearchStore } from '../storage/store.ts';

/** Random identities: who holds the secret is the participant, and nothing else is known of them. */
export class Participants {
  readonly #store: ResearchStore;
  readonly #clock: Clock;

  constructor(store: ResearchStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @param simulated what it calls itself, if it says that it is no person */
  async create(simulated?: string): Promise<ParticipantCreated> {
    const random = randomBytes(9).toString('base64url');
    const participant = simulated === undefined ? `p-${random}` : simulatedId(simulated, random);
    const secret = randomBytes(24).toString('base64url');
    const createdAt = this.#clock.now();
    await this.#store.addParticipant({ participant, secretHash: hashOf(secret), createdAt });
    return { participant, secret };
  }

  participantOf(secret: string): string | undefined {
    return this.#store.participantBySecretHash(hashOf(secret))?.participant;
  }

  /** @returns whether the secret belongs to anybody */
  async consent({ secret, given, textVersion }: Consent): Promise<boolean> {
    const participant = this.participantOf(secret);
    if (participant === undefined) return false;
    await this.#store.addConsent({ participant, given, textVersion, at: this.#clock.now() });
    return true;
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
