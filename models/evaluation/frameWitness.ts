import type { Episode, StepResult } from '../../shared/episode.ts';
import { APPLE } from '../../shared/games/harvest/geometry.ts';
import type { HarvestSpectatorView } from '../../shared/games/harvest/view.ts';
import type { Witness } from './playTables.ts';

/** Keeps the whole arena as it is after chosen steps of one episode of Commons Harvest. */
export class FrameWitness implements Witness {
  readonly #at: readonly number[];
  readonly views: HarvestSpectatorView[] = [];
  /** Cells of the spectator's view that bore an apple at the start. */
  sites: readonly number[] = [];

  /** @param at numbers of steps, 0 being the start; those beyond the end give no frame */
  constructor(at: readonly number[]) {
    this.#at = at;
  }

  started(episode: Episode): void {
    const { ground } = episode.view('spectator') as HarvestSpectatorView;
    this.sites = [...ground.keys()].filter((cell) => ground[cell] === APPLE);
    this.#look(episode);
  }

  stepped(_: StepResult, episode: Episode): void {
    this.#look(episode);
  }

  #look(episode: Episode): void {
    if (this.#at.includes(episode.step)) this.views.push(episode.view('spectator') as HarvestSpectatorView);
  }
}
