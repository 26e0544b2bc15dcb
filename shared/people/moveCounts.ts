import type { SocialMove } from './socialMoves.ts';

/** So many of so many occasions. */
export interface Occasions {
  readonly count: number;
  readonly of: number;
}

/** How two players treated each other in an episode, from the first one's side. */
export interface MoveCounts {
  /** Times that the person cooperated. */
  readonly person: Occasions;
  /** Times that the partner cooperated. */
  readonly partner: Occasions;
  /** Times that the person defected where the partner's last move was cooperation. */
  readonly afterCooperation: Occasions;
  /** The same where the person's own last move was cooperation too, before the end is near. */
  readonly betrayalBefore: Occasions;
  /** And near the end. */
  readonly betrayalNearEnd: Occasions;
}

/** One step, and whether the person chose in it. */
export interface PairStep {
  readonly person: SocialMove;
  readonly partner: SocialMove;
  readonly isOwnChoice: boolean;
}

/** @param firstNearEnd first step that is near the end; Infinity where nobody knows when that is */
export function countMoves(steps: readonly PairStep[], firstNearEnd: number): MoveCounts {
  const counts = {
    person: { count: 0, of: 0 },
    partner: { count: 0, of: 0 },
    afterCooperation: { count: 0, of: 0 },
    betrayalBefore: { count: 0, of: 0 },
    betrayalNearEnd: { count: 0, of: 0 },
  };
  const last: { person: SocialMove; partner: SocialMove } = { person: null, partner: null };
  for (const [t, { person, partner, isOwnChoice }] of steps.entries()) {
    if (partner !== null) add(counts.partner, partner === 'cooperate');
    if (person !== null && isOwnChoice) {
      add(counts.person, person === 'cooperate');
      if (last.partner === 'cooperate') {
        add(counts.afterCooperation, person === 'defect');
        if (last.person === 'cooperate')
          add(t < firstNearEnd ? counts.betrayalBefore : counts.betrayalNearEnd, person === 'defect');
      }
    }
    last.person = person ?? last.person;
    last.partner = partner ?? last.partner;
  }
  return counts;
}

function add(occasions: { count: number; of: number }, happened: boolean): void {
  occasions.of += 1;
  if (happened) occasions.count += 1;
}
