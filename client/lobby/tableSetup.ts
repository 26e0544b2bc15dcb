import type { AnyGame } from '../../shared/game.ts';
import type { TableSetupInput } from '../../shared/protocol/lobby.ts';

/** What `seats` of a setup says of a seat that waits for a person. */
export const PERSON = 'person';

/** What somebody chose in a game card. */
export interface LobbyChoice {
  readonly preset: string;
  readonly partners: 'labelled' | 'unlabelled';
  /** null: the game's own. */
  readonly turnSeconds: number | null;
  /** By seat: `PERSON` or the reference of a program; people where it ends. Read it by `occupantsOf`. */
  readonly seats: readonly string[];
}

export function defaultChoice(game: AnyGame): LobbyChoice {
  return { preset: game.presets[0].id, partners: 'labelled', turnSeconds: null, seats: [] };
}

/** Seats of the game as a preset sets it up. */
export function seatsOf(game: AnyGame, presetId: string): number {
  return specOf(game, presetId).numSeats;
}

export function specOf(game: AnyGame, presetId: string): ReturnType<AnyGame['spec']> {
  const preset = game.presets.find(({ id }) => id === presetId) ?? game.presets[0];
  return game.spec(game.params.parse(preset.params));
}

/** Who sits where, one entry per seat of the chosen preset, at least one of them `PERSON`. */
export function occupantsOf(game: AnyGame, { preset, seats }: LobbyChoice): readonly string[] {
  const chosen = Array.from({ length: seatsOf(game, preset) }, (_, seat) => seats[seat] ?? PERSON);
  // A preset with fewer seats may have cut the people off.
  return chosen.includes(PERSON) ? chosen : chosen.with(0, PERSON);
}

/** @param occupant `PERSON` or the reference of a program; in the only person's seat a program changes nothing */
export function seatedWith(
  game: AnyGame,
  choice: LobbyChoice,
  { seat, occupant }: { readonly seat: number; readonly occupant: string },
): LobbyChoice {
  const seats = occupantsOf(game, choice).with(seat, occupant);
  return seats.includes(PERSON) ? { ...choice, seats } : choice;
}

/** A table against a program in every other seat. */
export function practiceSetup(game: AnyGame, choice: LobbyChoice, ref: string): TableSetupInput {
  return { ...base(game, choice), visibility: 'private', seats: againstProgram(game, choice.preset, ref) };
}

/** A table of the chosen people and programs for whoever has the link. */
export function privateSetup(game: AnyGame, choice: LobbyChoice): TableSetupInput {
  return { ...base(game, choice), visibility: 'private', ...chosenSeats(game, choice) };
}

/** Whether quick match gives the same as this choice: then it also finds people who wait. */
export function isQuickMatch(game: AnyGame, choice: LobbyChoice): boolean {
  const usual = defaultChoice(game);
  return (
    choice.preset === usual.preset &&
    choice.partners === usual.partners &&
    choice.turnSeconds === usual.turnSeconds &&
    hasPeopleEverywhere(occupantsOf(game, choice))
  );
}

/** A public table that waits for the people of the choice. */
export function publicSetup(game: AnyGame, choice: LobbyChoice): TableSetupInput {
  return { ...base(game, choice), visibility: 'public', ...chosenSeats(game, choice) };
}

/** The first game with a guide: short, against a friendly program, without hurry. */
export function guidedSetup(game: AnyGame, guide: string): TableSetupInput {
  const preset = shortPreset(game);
  return {
    game: game.id,
    preset,
    visibility: 'private',
    seats: againstProgram(game, preset, guide),
    guided: true,
  };
}

/** The preset with the fewest steps that is still a whole game: about two minutes. */
function shortPreset(game: AnyGame): string {
  const lengths = game.presets.map(({ id }) => ({ id, steps: specOf(game, id).maxSteps }));
  return lengths.reduce((a, b) => (b.steps < a.steps ? b : a)).id;
}

function againstProgram(game: AnyGame, preset: string, ref: string): string[] {
  return Array.from({ length: seatsOf(game, preset) }, (_, seat) => (seat === 0 ? PERSON : ref));
}

/** Nothing where people sit everywhere: that is what a table is without saying. */
function chosenSeats(game: AnyGame, choice: LobbyChoice): Pick<TableSetupInput, 'seats'> {
  const seats = occupantsOf(game, choice);
  return hasPeopleEverywhere(seats) ? {} : { seats: [...seats] };
}

function hasPeopleEverywhere(seats: readonly string[]): boolean {
  return seats.every((occupant) => occupant === PERSON);
}

function base(game: AnyGame, { preset, partners, turnSeconds }: LobbyChoice): TableSetupInput {
  return { game: game.id, preset, partners, ...(turnSeconds === null ? {} : { turnSeconds }) };
}
