import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import { estimate, type Estimate } from './estimate.ts';
import type { ScenarioEpisode } from './evaluateScenario.ts';
import { summariseHarvest, type HarvestSummary } from './harvestSummary.ts';
import { normalise, type Anchors } from './measures/normalise.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { meanOver, otherSeats } from './sides.ts';
import { mean } from './statistics.ts';

/** What `evaluate --json` prints of a scenario and a focal player. */
export interface ScenarioSummary {
  readonly scenario: string;
  readonly game: string;
  readonly rulesVersion: number;
  readonly focal: Named;
  /** The population that the other seats were drawn from, and what each of them earned. */
  readonly background: readonly BackgroundSummary[];
  readonly episodes: number;
  readonly seed: Seed;
  readonly meanSteps: number;
  /** Mean over focal seats of the undiscounted return: the score. */
  readonly focalReturn: Estimate;
  /** The same of the other seats; null where there is none. */
  readonly backgroundReturn: Estimate | null;
  /** The score between the anchors; null where there are none. */
  readonly normalised: { readonly paper: number | null; readonly own: number | null };
  /** Over all seats; null where it is not defined. */
  readonly equality: Estimate | null;
  /** In steps, over all seats. */
  readonly sustainability: Estimate | null;
  readonly harvest: HarvestSummary | null;
  /** [episode]: for comparisons on the same episodes. */
  readonly perEpisode: {
    readonly focalReturn: readonly number[];
    readonly backgroundReturn: readonly (number | null)[];
  };
}

export interface Named {
  readonly ref: string;
  readonly version: string | null;
}

export interface BackgroundSummary extends Named {
  /** Seats that it sat in, over all episodes. */
  readonly seats: number;
  /** Of the episodes that it sat in, mean over its seats; null if it never did. */
  readonly return: Estimate | null;
}

export interface ScenarioSummaryInput {
  readonly scenario: Scenario;
  readonly game: AnyGame;
  readonly focal: Named;
  readonly background: readonly Named[];
  readonly seed: Seed;
  /** At least one. */
  readonly played: readonly ScenarioEpisode[];
  readonly ownAnchors: Anchors | undefined;
}

export function summariseScenario(input: ScenarioSummaryInput): ScenarioSummary {
  const { scenario, game, focal, background, seed, played, ownAnchors } = input;
  const focalReturns = played.map(({ returns, focalSeats }) => meanOver(returns, focalSeats) as number);
  const backgroundReturns = played.map((episode) => meanOver(episode.returns, otherSeats(episode)));
  const focalReturn = estimate(focalReturns) as Estimate;
  const score = (anchors: Anchors | undefined) =>
    anchors === undefined ? null : normalise(focalReturn.mean, anchors);
  return {
    scenario: scenario.id,
    game: game.id,
    rulesVersion: game.rulesVersion,
    focal: { ref: focal.ref, version: focal.version },
    background: distinct(background).map((player) => backgroundSummary(player, played)),
    episodes: played.length,
    seed,
    meanSteps: mean(played.map(({ steps }) => steps)),
    focalReturn,
    backgroundReturn: estimate(backgroundReturns),
    normalised: { paper: score(scenario.paper), own: score(ownAnchors) },
    equality: estimate(played.map((episode) => episode.equality)),
    sustainability: estimate(played.map((episode) => episode.sustainability)),
    harvest: summariseHarvest(played),
    perEpisode: { focalReturn: focalReturns, backgroundReturn: backgroundReturns },
  };
}

function backgroundSummary({ ref, version }: Named, played: readonly ScenarioEpisode[]): BackgroundSummary {
  const seatsIn = (episode: ScenarioEpisode) =>
    otherSeats(episode).filter((seat) => episode.players[seat] === ref);
  return {
    ref,
    version,
    seats: played.reduce((sum, episode) => sum + seatsIn(episode).length, 0),
    return: estimate(played.map((episode) => meanOver(episode.returns, seatsIn(episode)))),
  };
}

function distinct(players: readonly Named[]): readonly Named[] {
  return players.filter(({ ref }, i) => players.findIndex((other) => other.ref === ref) === i);
}
