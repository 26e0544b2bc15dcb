import { ZodError } from 'zod';
import type { AnyGame, GameSpec } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { TableSetup } from '../../shared/protocol/lobby.ts';
import type { Program, Programs } from '../players/program.ts';
import { refuse, type Refusal } from './refusal.ts';

/** How a table is set up, checked and complete. */
export interface TableSpec {
  readonly setup: TableSetup;
  readonly game: AnyGame;
  readonly title: string;
  /** Parsed by the game. */
  readonly params: unknown;
  readonly gameSpec: GameSpec;
  /** One per seat: a program, or undefined for a person. */
  readonly programs: readonly (Program | undefined)[];
  /** Turn games: milliseconds until a step resolves anyway. */
  readonly turnMs: number;
}

/** Nobody hurries in a guided game. */
const GUIDED_TURN_SECONDS = 3600;

/** Checks a setup against rules and players. What does not fit is refused with the reason. */
export function tableSpec(setup: TableSetup, programs: Programs): TableSpec | Refusal {
  try {
    return complete(setup, programs);
  } catch (error) {
    if (error instanceof RangeError) return refuse('bad-message', error.message);
    if (error instanceof ZodError) return refuse('bad-message', firstIssue(error));
    throw error;
  }
}

function complete(setup: TableSetup, programs: Programs): TableSpec {
  const game = gameById(setup.game);
  const preset = setup.preset === undefined ? game.presets[0] : presetOf(game, setup.preset);
  const params = game.params.parse({ ...preset.params, ...setup.params });
  const gameSpec = game.spec(params);
  const seats = setup.seats ?? Array.from({ length: gameSpec.numSeats }, () => 'person');
  if (seats.length !== gameSpec.numSeats) {
    throw new RangeError(`expected ${gameSpec.numSeats} seats for ${game.id}, got ${seats.length}`);
  }
  const paceSeconds = gameSpec.pace.kind === 'turns' ? gameSpec.pace.seconds : 0;
  const turnSeconds = setup.turnSeconds ?? (setup.guided ? GUIDED_TURN_SECONDS : paceSeconds);
  return {
    setup,
    game,
    title: setup.params === undefined ? `${game.title}: ${preset.title}` : game.title,
    params,
    gameSpec,
    programs: seats.map((seat) => (seat === 'person' ? undefined : programs.resolve(game.id, seat))),
    turnMs: turnSeconds * 1000,
  };
}

function presetOf(game: AnyGame, id: string) {
  const preset = game.presets.find((candidate) => candidate.id === id);
  if (preset) return preset;
  throw new RangeError(
    `expected a preset of ${game.id} (${game.presets.map((p) => p.id).join(', ')}), got ${JSON.stringify(id)}`,
  );
}

/** One line of a zod error, with the path, for people. */
export function firstIssue(error: ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'expected another shape';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
