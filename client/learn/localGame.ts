import { startEpisode, type Episode } from '../../shared/episode.ts';
import type { Action, GameSpec } from '../../shared/game.ts';
import { ipd, type IpdParams, type IpdView } from '../../shared/games/ipd/game.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { Seed } from '../../shared/random.ts';
import { seatPlayer, type SeatedPlayer } from '../../shared/seatedPlayer.ts';
import type { SceneTurn } from '../games/scene.ts';
import { Store } from '../ui/store.ts';

export interface LocalGameOptions {
  readonly opponent: (spec: GameSpec) => AnyPlayer;
  readonly seed: Seed;
  /** Of both seats, the reader's first. */
  readonly labels: readonly [string, string];
}

const OWN_SEAT = 0;

/** An IPD between the reader and a player in this page: nothing goes over any wire. */
export class LocalGame {
  readonly params: IpdParams = ipd.params.parse({});
  readonly spec = ipd.spec(this.params);
  readonly serverClock = { now: () => 0 };
  readonly turn: Store<SceneTurn<IpdView>>;
  readonly #episode: Episode<unknown, IpdView>;
  readonly #opponent: SeatedPlayer;
  readonly #labels: readonly string[];

  constructor({ opponent, seed, labels }: LocalGameOptions) {
    this.#episode = startEpisode({ game: ipd, params: this.params, seed });
    this.#opponent = seatPlayer({
      definition: opponent(this.spec),
      params: this.params,
      spec: this.spec,
      seat: 1 - OWN_SEAT,
      seed,
    });
    this.#labels = labels;
    this.turn = new Store(this.#turn(undefined));
  }

  /** Turn games hold nothing. */
  hold(): void {}

  get returns(): readonly number[] {
    return this.#episode.returns;
  }

  /** The opponent chooses before it can know this move. Ignored when the game is over. */
  move(action: Action): void {
    if (this.#episode.status !== 'running') return;
    const before = this.turn.value.view;
    const answer = this.#opponent.decide(this.#episode);
    this.#episode.advance([action, answer]);
    this.turn.set(this.#turn(before));
  }

  #turn(previousView: IpdView | undefined): SceneTurn<IpdView> {
    const { step, status } = this.#episode;
    return {
      view: this.#episode.view(OWN_SEAT),
      previousView,
      side: OWN_SEAT,
      labels: this.#labels,
      step,
      status,
      moved: false,
      ownMove: null,
      deadline: null,
      tweenMs: 0,
    };
  }
}
