import { actionFault } from '../../shared/action.ts';
import type { Action, AnyGame, GameSpec } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { TableInfo } from '../../shared/protocol/table.ts';
import { RandomStream, type Rng, type Seed } from '../../shared/random.ts';

export interface RemoteSeating {
  readonly definition: AnyPlayer;
  /** Raw input of the player's own schema. */
  readonly options?: unknown;
  /** Of the table, as the wire has them. */
  readonly game: string;
  readonly params: unknown;
  readonly seat: number;
  readonly seed: Seed;
}

/** Who plays for a visitor at a table, in each episode anew.  @param drawPlayer asked once an episode */
export function playersAt(
  game: string,
  rng: Rng,
  drawPlayer: () => Pick<RemoteSeating, 'definition' | 'options'>,
) {
  return ({ params }: Pick<TableInfo, 'params'>, seat: number): RemotePlayer =>
    new RemotePlayer({ ...drawPlayer(), game, params, seat, seed: rng.uint32() });
}

/** Whether a player can do with what a person is shown. */
export function playsByView({ sees }: AnyPlayer): boolean {
  return sees === 'seat';
}

/** A scripted player that knows of a game what the wire shows to the person in its seat, and no more. */
export class RemotePlayer {
  readonly game: AnyGame;
  readonly spec: GameSpec;
  readonly #seating: RemoteSeating;
  readonly #params: unknown;
  readonly #options: unknown;
  readonly #randomness: RandomStream;
  #memory: unknown;

  /** @throws ZodError if options or parameters do not fit; RangeError for a player that must see more than a person */
  constructor(seating: RemoteSeating) {
    const { definition, seat } = seating;
    if (!playsByView(definition))
      throw new RangeError(
        `expected a player that sees what its seat sees, got ${definition.name}: ${definition.sees}`,
      );
    this.#seating = seating;
    this.game = gameById(seating.game);
    this.#params = this.game.params.parse(seating.params);
    this.spec = this.game.spec(this.#params);
    this.#options = definition.options.parse(seating.options ?? {});
    this.#randomness = new RandomStream(seating.seed, `remote player ${seat}`);
    const start = { params: this.#params, spec: this.spec, seat, options: this.#options };
    this.#memory = definition.begin(start);
  }

  /** @param view of `turn`   @throws RangeError if the player's action lies outside the space */
  choose(step: number, view: unknown): Action {
    const { definition, seat } = this.#seating;
    const { action, memory } = definition.decide({
      params: this.#params,
      spec: this.spec,
      seat,
      options: this.#options,
      step,
      view,
      memory: this.#memory,
      rng: this.#randomness.moveTo(step),
    });
    const fault = actionFault(this.spec.actions, action);
    if (fault !== undefined) throw new RangeError(`player ${definition.name} in seat ${seat}: ${fault}`);
    this.#memory = memory;
    return action;
  }
}
