import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { gateEvidenceSchema } from '../../shared/lifecycle/gateEvidence.ts';
import { parseLog } from '../../shared/log/jsonLines.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import {
  opsActions,
  opsRequests,
  type OpsReply,
  type OpsRequest,
  type OpsRequestName,
} from '../../shared/protocol/ops.ts';
import { ActionLog } from './sources/actionLog.ts';
import { failureOf, type CommandOutput, type RunCommandLine } from './sources/commandLine.ts';
import { ExportFiles } from './sources/exportFiles.ts';
import { leagueFiles, type IsAtHand } from './sources/leagueFiles.ts';
import { ShownEpisodes } from './sources/shownEpisodes.ts';
import { trainerNow } from './sources/trainerNow.ts';
import { trainingJobs } from './sources/trainingJobs.ts';

export interface OpsDeskOptions {
  readonly dataFolder: string;
  /** The project's folder of results. */
  readonly resultsFolder: string;
  readonly clock: Clock;
  readonly run: RunCommandLine;
  /** In a line of its own: no panel waits for an export. */
  readonly runExport: RunCommandLine;
  readonly isAtHand: IsAtHand;
}

/** A refusal that a researcher can read. */
class Refused extends Error {}

type Answers = {
  readonly [Name in OpsRequestName]: (body: OpsRequest<Name>) => unknown;
};

/**
 * Answers what researchers ask and does what they order. What needs models is asked of the command line, in a process
 * of its own; every order is written down before it is carried out, and again with what came of it.
 */
export class OpsDesk {
  readonly exports: ExportFiles;
  readonly #options: OpsDeskOptions;
  readonly #log: ActionLog;
  readonly #shown = new ShownEpisodes();
  readonly #answers: Answers;

  constructor(options: OpsDeskOptions) {
    const { dataFolder, clock } = options;
    this.#options = options;
    this.#log = new ActionLog(join(dataFolder, 'ops-actions.jsonl'));
    this.exports = new ExportFiles(join(dataFolder, 'exports'), clock);
    this.#answers = this.#allAnswers();
  }

  /** Never throws.  @param body as the wire has it   @param address of who asks */
  async answer(name: unknown, body: unknown, address: string): Promise<OpsReply> {
    const request =
      typeof name === 'string' && Object.hasOwn(opsRequests, name) ? (name as OpsRequestName) : undefined;
    if (request === undefined) return { ok: false, message: 'expected one of the requests of /ops' };
    const parsed = opsRequests[request].safeParse(body);
    if (!parsed.success) return { ok: false, message: z.prettifyError(parsed.error) };
    const act = this.#answers[request] as (body: unknown) => unknown;
    const isAction = request in opsActions;
    const note = (outcome: string): void => {
      if (isAction) this.note(request, parsed.data as { readonly who?: string }, address, outcome);
    };
    try {
      note('begun');
      const answer = await act(parsed.data);
      note('done');
      return { ok: true, answer };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      try {
        note(`failed: ${message}`);
      } catch {
        // The disk refuses; the researcher is told of the first failure.
      }
      return { ok: false, message };
    }
  }

  /** Writes something down that somebody did. */
  note(what: string, body: { readonly who?: string }, address: string, outcome: string): void {
    const { who = '', ...rest } = body;
    this.#log.add({ at: this.#options.clock.now(), what, who, address, body: rest, outcome });
  }

  /** An episode that was played here to be looked at; empty if unknown. */
  shown(episode: string): readonly LogEvent[] {
    return this.#shown.get(episode);
  }

  #allAnswers(): Answers {
    const { dataFolder, resultsFolder, clock, isAtHand } = this.#options;
    const data = ['--data', dataFolder];
    // In one word each: whatever people write, it is no flag of its own.
    const reason = ({ who, why }: { readonly who: string; readonly why: string }) => [
      `--who=${who}`,
      `--why=${why}`,
      ...data,
    ];
    return {
      trainer: () => trainerNow(dataFolder),
      jobs: () => trainingJobs(join(dataFolder, 'runs'), clock.now()),
      leagues: () => leagueFiles({ results: resultsFolder, own: join(dataFolder, 'leagues') }, isAtHand),
      exports: () => this.exports.list(),
      actions: () => this.#log.newest(),
      registry: () => this.#json(['registry', '--json', ...data]),
      evidence: ({ id }) => evidenceOf(join(dataFolder, 'registry', 'evidence'), id),
      standing: ({ by }) => this.#json(['standing', '--by', by, '--json', ...data]),
      people: ({ simulated }) =>
        this.#json(['report', '--json', ...data, ...(simulated ? ['--simulated'] : [])]),
      'roll-back': ({ game, ...why }) => this.#say(['rollback', '--game', game, ...reason(why)]),
      pin: ({ game, ...why }) => this.#say(['pin', '--game', game, ...reason(why)]),
      unpin: ({ game, ...why }) => this.#say(['unpin', '--game', game, ...reason(why)]),
      promote: ({ agent, ...why }) => this.#say(['promote', '--candidate', `agent:${agent}`, ...reason(why)]),
      export: (order) => this.#export(order),
      watch: (order) => this.#watch(order),
    };
  }

  async #export({ format, simulated }: OpsRequest<'export'>): Promise<string> {
    const { dataFolder, clock, runExport } = this.#options;
    const name = `${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')}-${format}`;
    mkdirSync(this.exports.folder, { recursive: true });
    const out = ['--out', join(this.exports.folder, name), '--format', format, '--data', dataFolder];
    stdoutOf(await runExport(['export', ...out, ...(simulated ? ['--simulated'] : [])]));
    return name;
  }

  /** @returns the id of an episode that the replay page shows */
  async #watch({ game, players }: OpsRequest<'watch'>): Promise<string> {
    const file = join(tmpdir(), `commonground-watch-${process.pid}-${this.#options.clock.now()}.jsonl`);
    try {
      const start = String(this.#options.clock.now() % 1_000_000);
      await this.#say([
        'simulate',
        '--game',
        game,
        '--seats',
        players.join(','),
        '--episodes',
        '1',
        '--seed',
        start,
        '--log',
        file,
      ]);
      return this.#shown.add(parseLog(readFileSync(file, 'utf8')));
    } finally {
      rmSync(file, { force: true });
    }
  }

  async #json(args: readonly string[]): Promise<unknown> {
    return JSON.parse(await this.#say(args));
  }

  async #say(args: readonly string[]): Promise<string> {
    return stdoutOf(await this.#options.run(args));
  }
}

/** @throws Refused with what the command says went wrong */
function stdoutOf(output: CommandOutput): string {
  if (output.exitCode !== 0) throw new Refused(failureOf(output));
  return output.stdout;
}

function evidenceOf(folder: string, id: string): unknown {
  let text: string;
  try {
    text = readFileSync(join(folder, `${id}.json`), 'utf8');
  } catch {
    throw new Refused(`expected evidence of the gate, got ${id}, of which there is none`);
  }
  return gateEvidenceSchema.parse(JSON.parse(text));
}
