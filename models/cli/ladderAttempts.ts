import type { AnyGame } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import { exploitersOf } from '../../shared/scripted/exploiters.ts';
import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { listAgents, type FoundAgent } from '../checkpoints/agents.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { usualSeats, type Attempt } from '../evaluation/ladder.ts';
import type { CliContext } from './context.ts';
import { UsageError } from './failure.ts';
import { gameParams } from './gameParams.ts';
import type { LadderFlags } from './ladder.ts';
import { GAME_LIST, required } from './options.ts';
import { trainedTarget } from './trainedTarget.ts';

/** Who attacks whom, and in which game. */
export interface LadderPlan {
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: unknown;
  readonly target: Contestant;
  readonly attempts: readonly Attempt[];
}

interface Named extends Pick<Attempt, 'kind' | 'attacks'> {
  readonly ref: string;
}

/** Scripts of the list, best responses that were trained against the target, and whom the caller names, each once. */
export async function ladderAttempts(flags: LadderFlags, context: CliContext): Promise<LadderPlan> {
  const ref = required(flags.target, '--target', 'the player that is attacked, as agent:... or scripted:...');
  const trained = await trainedTarget(ref, context);
  const game = flags.game ?? (trained && gameById(trained.game));
  if (game === undefined) throw new UsageError(`--game: expected a game (${GAME_LIST}), got nothing`);
  const chosen = flags.preset !== undefined || flags.params !== undefined;
  const params = chosen ? gameParams(game, flags) : game.params.parse(trained?.params ?? {});
  const [target] = await resolveContestants(game.id, [ref], context);
  const learned = await bestResponses(target as Contestant, game, context);
  const named: Named[] = [
    ...exploitersOf(game.id).map((one): Named => ({ ...one, kind: 'scripted' })),
    ...learned.map(({ ref: own }): Named => {
      return { ref: own, kind: 'learned', attacks: `A best response to ${ref}.` };
    }),
    ...flags.players.map((own): Named => ({ ref: own, kind: 'other', attacks: null })),
  ];
  const once = named.filter(({ ref: own }, i) => named.findIndex((other) => other.ref === own) === i);
  const players = await resolveContestants(
    game.id,
    once.map((one) => one.ref),
    context,
  );
  const seats = usualSeats(game, params);
  const attempts = once.map(({ kind, attacks }, i): Attempt => {
    return { exploiter: players[i] as Contestant, kind, attacks, seats };
  });
  return { game, params, target: target as Contestant, attempts };
}

/** Agents that were trained against exactly this: the same checkpoint, module or, whatever the version, script. */
async function bestResponses(
  { ref, version }: Contestant,
  game: AnyGame,
  { directory }: CliContext,
): Promise<readonly FoundAgent[]> {
  const { agents } = await listAgents(agentPlaces(directory));
  return agents.filter(({ meta }) => {
    const { game: own, rulesVersion, exploits } = meta;
    if (own !== game.id || rulesVersion !== game.rulesVersion || exploits === undefined) return false;
    return ref.startsWith('scripted:') ? exploits.ref === ref : exploits.version === version;
  });
}
