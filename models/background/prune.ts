import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LifeEvent } from '../../shared/lifecycle/lifeEvent.ts';
import { livesOf, stageOf, type RegistryState } from '../../shared/lifecycle/registryState.ts';
import type { TrainerJob } from '../../shared/lifecycle/trainerState.ts';
import type { FoundAgent } from '../checkpoints/agents.ts';
import { isModelOfPeople } from '../checkpoints/origin.ts';
import { turnOf } from './turnConfig.ts';

export interface PrunableOptions {
  readonly agents: readonly FoundAgent[];
  readonly registry: { readonly state: RegistryState; readonly events: readonly LifeEvent[] };
  /** Ids of all agents that ever had a seat in the research log, those of studies among them. */
  readonly used: ReadonlySet<string>;
  readonly current: TrainerJob | undefined;
  /** Of each game and kind of turn, the newest so many stay. */
  readonly keep: number;
}

/**
 * Checkpoints that nobody needs: made by the trainer, none of the newest of their kind, and either refused before
 * anybody could meet them, or best responses, or models of people, or never proposed. Whoever is or was live, pinned, candidate, shadow or
 * canary stays for ever, and so does whoever had a seat, or is parent or past self or opponent in the present turn.
 */
export function prunableAgents({
  agents,
  registry,
  used,
  current,
  keep,
}: PrunableOptions): readonly FoundAgent[] {
  const met = new Set(registry.events.filter(({ to }) => isMet(to)).map(({ agent }) => agent));
  const needed = idsOf(current);
  const own = agents.filter(({ meta }) => turnOf(meta) !== undefined);
  const kindOf = ({ meta }: FoundAgent): string =>
    `${meta.game} ${meta.exploits === undefined} ${isModelOfPeople(meta)}`;
  return own.filter((agent) => {
    const { id, game } = agent.meta;
    const stage = stageOf(livesOf(registry.state, game), id);
    if ((stage !== 'refused' && stage !== 'none') || met.has(id) || used.has(id)) return false;
    if (needed.some((prefix) => id.startsWith(prefix))) return false;
    const turn = turnOf(agent.meta) ?? 0;
    const newer = own.filter((other) => kindOf(other) === kindOf(agent) && (turnOf(other.meta) ?? 0) > turn);
    return newer.length >= keep;
  });
}

function isMet(stage: LifeEvent['to']): boolean {
  return stage === 'shadow' || stage === 'canary' || stage === 'live';
}

/** Ids or their first digits. */
function idsOf(job: TrainerJob | undefined): readonly string[] {
  if (job === undefined) return [];
  const refs = job.opponents.map(({ player }) => player).filter((ref) => /^agent:[0-9a-f]{6,64}$/.test(ref));
  const others = [job.parent, job.target, ...job.past].filter((id) => id !== null);
  return [...refs.map((ref) => ref.slice('agent:'.length)), ...others];
}

/** Of the trainer's own runs of each game and kind, all but the newest.  @param names of folders */
export function prunableRuns(
  names: readonly string[],
  current: string | undefined,
  keep: number,
): readonly string[] {
  const own = names.filter((name) => /^trainer-[a-z]+-[a-z]+-\d{6,}$/.test(name)).sort();
  const kindOf = (name: string): string => name.replace(/\d+$/, '');
  return own.filter(
    (name) =>
      name !== current &&
      own.filter((other) => kindOf(other) === kindOf(name) && other > name).length >= keep,
  );
}

/** The weights go last: a folder that is half deleted is not mistaken for an agent. */
export function removeAgent({ folder }: FoundAgent): void {
  rmSync(join(folder, 'checkpoint.json'), { force: true });
  rmSync(folder, { recursive: true, force: true });
}

export function namesOfRuns(runs: string): readonly string[] {
  return existsSync(runs) ? readdirSync(runs) : [];
}

export function runsFolder(agents: string): string {
  return join(dirname(agents), 'runs');
}
