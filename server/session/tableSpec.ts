import { ZodError } from 'zod';
import type { AnyGame, GameSpec } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { ProgramPace, TableSetup } from '../../shared/protocol/lobby.ts';
import type { Program, Programs, ScriptProgram } from '../players/program.ts';
import { IMMEDIATE, LIKE_PEOPLE } from './programPace.ts';
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
  /** Turn games: when programs move. */
  readonly programPace: ProgramPace;
  readonly agents: AgentRules;
  /** Milliseconds until programs take the open seats of a table where somebody waits; undefined: never. */
  readonly fillAfterMs: number | undefined;
}

/** What happens with trained agents that take long. */
export interface AgentRules {
  readonly deadlineMs: number;
  /** Undefined: the default action is played. */
  readonly fallback: ScriptProgram | undefined;
}

/** Name of the fallback that is no program. */
export const DEFAULT_ACTION = 'default-action';

/** People wait for an agent in a turn as they do for each other; a tick waits for nobody, and half of it is enough. */
const AGENT_DEADLINE_MS = { turns: 1000, ticks: 60 };

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
  // Who comes when a table fills itself is no secret.
  if (setup.fillAfterSeconds !== undefined && setup.partners === 'unlabelled')
    throw new RangeError('expected labelled partners where open seats are filled, got unlabelled ones');
  const paceSeconds = gameSpec.pace.kind === 'turns' ? gameSpec.pace.seconds : 0;
  const turnSeconds = setup.turnSeconds ?? (setup.guided ? GUIDED_TURN_SECONDS : paceSeconds);
  return {
    setup,
    game,
    title: setup.params === undefined ? `${game.title}: ${preset.title}` : game.title,
    params,
    gameSpec,
    programs: seats.map((seat) =>
      seat === 'person' ? undefined : resolveFor(params, programs, game.id, seat),
    ),
    turnMs: turnSeconds * 1000,
    programPace: programPaceOf(setup, gameSpec),
    agents: {
      deadlineMs: setup.agentDeadlineMs ?? AGENT_DEADLINE_MS[gameSpec.pace.kind],
      fallback: fallbackOf(setup, programs),
    },
    fillAfterMs: setup.fillAfterSeconds === undefined ? undefined : setup.fillAfterSeconds * 1000,
  };
}

/** A program for a table that is open already. */
export function programForFill(
  { params, game }: TableSpec,
  programs: Programs,
  ref: string,
): Program | Refusal {
  try {
    return resolveFor(params, programs, game.id, ref);
  } catch (error) {
    // An agent of this game that was trained under other parameters.
    if (error instanceof RangeError) return refuse('not-allowed', error.message);
    throw error;
  }
}

/** @throws as `resolve`; RangeError if the program cannot play by these parameters */
function resolveFor(params: unknown, programs: Programs, game: string, ref: string): Program {
  const program = programs.resolve(game, ref);
  if (program.kind === 'agent') program.check(params);
  return program;
}

function programPaceOf({ programPace, partners }: TableSetup, { pace }: GameSpec): ProgramPace {
  // In a tick game everybody's moves count at the same moments.
  if (pace.kind === 'turns') return programPace ?? (partners === 'unlabelled' ? LIKE_PEOPLE : IMMEDIATE);
  if (programPace === undefined || programPace.kind === 'immediate') return IMMEDIATE;
  throw new RangeError(`expected no pace of programs in a game of ticks, got ${programPace.kind}`);
}

function fallbackOf({ game, agentFallback }: TableSetup, programs: Programs): ScriptProgram | undefined {
  if (agentFallback === undefined || agentFallback === DEFAULT_ACTION) return undefined;
  const program = programs.resolve(game, agentFallback);
  if (program.kind === 'script') return program;
  throw new RangeError(`expected a fallback that is no trained agent, got ${agentFallback}`);
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
