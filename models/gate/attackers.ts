import { gameById } from '../../shared/games/registry.ts';
import { exploitersOf } from '../../shared/scripted/exploiters.ts';
import { canonicalJson } from '../checkpoints/canonicalJson.ts';
import { listAgents, type FoundAgent } from '../checkpoints/agents.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { usualSeats, type Attempt } from '../evaluation/ladder.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import type { OfflineSuiteOptions } from './suiteOptions.ts';

/** Best responses to one agent that take part, the newest ones. */
const MOST = 6;

/** Whose files are damaged is left out, with a note: what others did must not keep anybody from being judged. */
export interface Attackers {
  readonly attempts: readonly Attempt[];
  readonly notes: readonly string[];
}

/**
 * All who attack a candidate: the scripts of the ladder, the best responses that there are to the candidate and to the
 * live agent, whoever trained them, and whom the caller names, each once.
 * @throws UnusablePlayer if one of those named cannot play
 */
export async function attackersOf(options: OfflineSuiteOptions): Promise<Attackers> {
  const { exploiters, sources } = options;
  const game = gameById(options.game);
  const seats = usualSeats(game, game.params.parse({}));
  const attempts: Attempt[] = [];
  const notes: string[] = [];
  const add = (exploiter: Contestant, kind: Attempt['kind'], attacks: string | null): void => {
    const isKnown = attempts.some(({ exploiter: { ref, version } }) =>
      ref.startsWith('agent:') ? version === exploiter.version : ref === exploiter.ref,
    );
    if (!isKnown) attempts.push({ exploiter, kind, attacks, seats });
  };
  const scripts = exploitersOf(game.id);
  const scripted = await resolveContestants(
    game.id,
    scripts.map(({ ref }) => ref),
    sources,
  );
  for (const [i, one] of scripted.entries()) add(one, 'scripted', scripts[i]?.attacks ?? null);
  for (const { ref, meta } of await bestResponses(options)) {
    const found = await orNote(resolveContestants(game.id, [ref], sources), notes);
    for (const one of found) add(one, 'learned', `A best response to ${meta.exploits?.ref ?? 'it'}.`);
  }
  for (const one of await resolveContestants(game.id, exploiters, sources)) add(one, 'other', null);
  return { attempts, notes };
}

/** To the candidate and to the live agent, by the rules and parameters that the suite plays by. */
async function bestResponses({ game, candidate, live, places }: OfflineSuiteOptions) {
  const { rulesVersion, params } = gameById(game);
  const usual = canonicalJson(params.parse({}));
  const { agents } = await listAgents(places);
  const isUsual = (own: unknown): boolean => {
    const fit = params.safeParse(own);
    return fit.success && canonicalJson(fit.data) === usual;
  };
  const all = agents.filter(
    ({ meta }) => meta.game === game && meta.rulesVersion === rulesVersion && isUsual(meta.params),
  );
  const to = (target: string | null): readonly FoundAgent[] =>
    all
      .filter(({ meta }) => target !== null && meta.exploits?.version === target)
      .sort((a, b) => (a.meta.created < b.meta.created ? -1 : 1))
      .slice(-MOST);
  return [...to(candidate), ...to(live)].map(({ meta }) => ({ ref: `agent:${shortId(meta.id)}`, meta }));
}

async function orNote<T>(finding: Promise<readonly T[]>, notes: string[]): Promise<readonly T[]> {
  try {
    return await finding;
  } catch (error) {
    if (!(error instanceof UnusablePlayer)) throw error;
    notes.push(`A best response was left out: ${error.message}`);
    return [];
  }
}
