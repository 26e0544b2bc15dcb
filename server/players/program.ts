import type { ControllerTag } from '../../shared/log/events.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';

/** A program that can take a seat: what its reference stands for. */
export interface Program {
  readonly ref: string;
  /** For people's eyes. */
  readonly label: string;
  readonly definition: AnyPlayer;
  /** Raw input of the definition's own schema, already known to fit. */
  readonly options: unknown;
  /** What the log says about who decides. */
  readonly controller: ControllerTag;
}

/** Turns references into programs. The only way from a client's text to code that runs. */
export interface Programs {
  /** @throws RangeError or ZodError that says what was expected and what came */
  resolve(game: string, ref: string): Program;
  /** What the lobby offers for a game. */
  offers(game: string): readonly PlayerOffer[];
  /** The friendly program of the guided game, which also stands in for absent people. */
  guide(game: string): Program;
}
