/** What is wrong with a log that cannot be replayed. */
export type DivergenceKind =
  /** The log names a game, rules version or parameters that this code cannot play. */
  | 'unknown-game'
  | 'rules-version'
  | 'params'
  /** An event stands where it cannot stand: twice, too early, too late, or from another episode. */
  | 'order'
  | 'missing-decision'
  | 'action'
  /** The rules give something else than what the log says. */
  | 'reward'
  | 'return'
  | 'end';

export interface DivergenceDetail {
  readonly kind: DivergenceKind;
  /** The first step that differs; 0 where the log differs before its first step. */
  readonly step: number;
  readonly seat?: number;
  /** Says what the log and the rules say. */
  readonly message: string;
}

/** A log and the rules disagree: the log was changed, is damaged, or belongs to other rules. */
export class ReplayDivergence extends Error {
  readonly kind: DivergenceKind;
  readonly step: number;
  readonly seat: number | undefined;

  constructor({ kind, step, seat, message }: DivergenceDetail) {
    super(`step ${step}${seat === undefined ? '' : `, seat ${seat}`}: ${message}`);
    this.name = 'ReplayDivergence';
    this.kind = kind;
    this.step = step;
    this.seat = seat;
  }
}
