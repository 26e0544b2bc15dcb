import { afterAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFile } from '../../../models/background/stateFile.ts';
import { trainerConfig } from '../../../models/background/trainerConfig.ts';
import { findAgent, listAgents } from '../../../models/checkpoints/agents.ts';
import { runCli } from '../../../models/cli/runCli.ts';
import { runServerScript } from '../../../models/cli/serverScript.ts';
import { isModelOfPeople } from '../../../models/checkpoints/origin.ts';
import { readMetrics, readRunConfig } from '../../../models/trainer/runFolder.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import type { TrainerState } from '../../../shared/lifecycle/trainerState.ts';
import { person, SCRIPTED } from '../../fixtures/episodeLog.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { playedLog } from '../../fixtures/playedLog.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';
import { makeTrainerHouse, peopleOf, QUICK } from '../../fixtures/trainerHouse.ts';

afterAll(removeTemporaryFolders);

/** So many episodes of the prisoner's dilemma, each with somebody else, later ones later. */
const episodes = (count: number, plays = 'tit-for-tat') =>
  Array.from({ length: count }, (_, at) =>
    playedLog({
      episode: `e-${at}`,
      game: 'ipd',
      seed: at,
      seats: [
        { controller: person(`p-${at}`), plays },
        { controller: SCRIPTED, plays: 'random' },
      ],
      at,
    }),
  );

const FOLDER = 'trainer-ipd-imitate-000000';
const models = async (house: ReturnType<typeof makeTrainerHouse>) =>
  (await listAgents(house.places)).agents.filter(({ meta }) => isModelOfPeople(meta));

describe('models of people that the background trainer makes', () => {
  test('[BT11] with enough new episodes a turn makes one, and the next turn meets it', async () => {
    const house = makeTrainerHouse({ runServerScript: peopleOf(episodes(12)) });
    const { state } = await house.run({ turns: 2 });
    const [made, next] = state.done;
    expect(made).toMatchObject({ kind: 'imitate', game: 'ipd', outcome: 'model', iterations: 2 });
    expect(made?.why).toMatch(/^from 192 decisions of 12 people in 12 episodes; log-likelihood -0\.\d+ on/);
    expect(made?.sources).toEqual({
      'moves of people': 1,
      'moves of simulated people': 0,
      'known to the model before': 0,
    });
    const { meta } = await findAgent(`agent:${made?.agent}`, house.places);
    expect(isModelOfPeople(meta)).toBe(true);
    const { config } = readRunConfig(join(house.data, 'runs', 'trainer-ipd-improve-000001'));
    expect(config.opponents.at(-1)).toMatchObject({ player: `agent:${made?.agent}`, share: 0.1 });
    expect(next?.sources['models of people']).toBeCloseTo(0.05, 1);
    expect(state.turnsOf).toEqual({ ipd: 1 });
    expect(state.people).toEqual({ ipd: { ended: 12, given: 12, known: 12 } });
    const lines = readMetrics(join(house.data, 'runs', FOLDER));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({ iteration: 2, sources: { 'moves of people': 1 } });
    expect(house.lines.join('\n')).not.toMatch(/no models of people yet/);
    expect(house.lines[0]).toMatch(/^turn 0, ipd, model of people: agent:\w{12} after 2 passes, model/);
  });

  test('[BT11] the next one waits for ten new episodes; what the one before knew is told as stale', async () => {
    const first = makeTrainerHouse({ runServerScript: peopleOf(episodes(20)) });
    await first.run({ turns: 1 });
    const { data, places } = first;
    const few = makeTrainerHouse({ data, places, runServerScript: peopleOf(episodes(29)) });
    expect((await few.run({ turns: 2 })).state.done.map(({ kind }) => kind)).toEqual(['imitate', 'improve']);
    const many = makeTrainerHouse({ data, places, runServerScript: peopleOf(episodes(30)) });
    const { state } = await many.run({ turns: 3 });
    expect(state.done[2]).toMatchObject({ kind: 'imitate', outcome: 'model' });
    // Of 30 people six are held back, and five tell it when to stop: 20 of 30 were known.
    expect(state.done[2]?.sources['known to the model before']).toBeGreaterThan(0.4);
    expect(state.done[2]?.sources['known to the model before']).toBeLessThan(0.95);
    expect(await models(many)).toHaveLength(2);
    writeFileSync(join(data, 'trainer', 'config.json'), JSON.stringify(QUICK));
    const context = makeCliContext({ directory: places.directory });
    expect(await runCli(['trainer', 'status'], context)).toBe(0);
    expect(context.stdout.text).toContain(
      'Episodes of consenting people: ipd 30 (30 when the last model was made).',
    );
    expect(context.stdout.text).toMatch(
      /moves of people 100 %, moves of simulated people 0 %; [\d.]+ % known to the model before/,
    );
  });

  test('[BT11] what it knew is read from the newest model where its own state is lost', async () => {
    const house = makeTrainerHouse({ runServerScript: peopleOf(episodes(12)) });
    await house.run({ turns: 1 });
    writeFileSync(stateFile(house.data), '{"torn');
    const again = makeTrainerHouse({ ...house, runServerScript: peopleOf(episodes(13)) });
    const { state } = await again.run({ turns: 1 });
    expect(state.done.map(({ kind }) => kind)).toEqual(['improve']);
  });

  test('[BT11] episodes that say nothing make no model, and are not read again until others have come', async () => {
    const torn = episodes(10).map((log) => log.toSpliced(5, 1));
    const house = makeTrainerHouse({ runServerScript: peopleOf(torn) });
    const { state } = await house.run({ turns: 3 });
    expect(state.done.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'imitate failed',
      'improve refused',
      'improve refused',
    ]);
    expect(state.done[0]?.why).toMatch(/^too little to learn from: 0 decisions/);
  });

  test('[BT11] a log that cannot be read is told of, and candidates are made all the same', async () => {
    const house = makeTrainerHouse({ runServerScript: () => Promise.resolve({ exitCode: 1 }) });
    const { state } = await house.run({ turns: 1 });
    expect(state.done[0]?.kind).toBe('improve');
    expect(house.lines[0]).toMatch(/^makes no models of people for now: expected a count/);
  });

  test('[BT11] without a share of the games, or without turns, people are not read at all', async () => {
    const asked: string[] = [];
    const runPeople: typeof runServerScript = (name) => {
      asked.push(name);
      return Promise.resolve({ exitCode: 1, output: '' });
    };
    const config = trainerConfig.parse({ ...QUICK, mix: { people: 0 } });
    await makeTrainerHouse({ config, runServerScript: runPeople }).run({ turns: 1 });
    expect(asked).toEqual([]);
  });

  test('[BT5] told to stop in the middle it keeps nothing of a model and makes it whole later, once', async () => {
    const config = trainerConfig.parse({ ...QUICK, turn: { iterations: 4 } });
    let isStopping = false;
    const house = makeTrainerHouse({
      config,
      runServerScript: peopleOf(episodes(12)),
      isStopping: () => isStopping || existsSync(join(house.data, 'runs', FOLDER, 'metrics.jsonl')),
    });
    const { state } = await house.run({});
    expect(state).toMatchObject({ current: { job: { kind: 'imitate' } }, done: [] });
    expect(await models(house)).toEqual([]);
    isStopping = true;
    const again = makeTrainerHouse({ ...house, config, runServerScript: peopleOf(episodes(12)) });
    const after = await again.run({ turns: 1 });
    expect(after.state.done[0]).toMatchObject({ turn: 0, kind: 'imitate', outcome: 'model', iterations: 4 });
    // As if it had died between the model and its own state.
    const current: TrainerState['current'] = {
      ...state.current!,
      iterations: 4,
      attempts: 1,
    };
    writeFileSync(stateFile(house.data), JSON.stringify({ ...after.state, done: [], current }));
    const third = await again.run({ turns: 1 });
    expect(third.state.done[0]).toMatchObject({ agent: after.state.done[0]?.agent, outcome: 'model' });
    expect(await models(again)).toHaveLength(1);
  });

  test('[BT11] nothing is learned from people who have not agreed: the log is read by the server’s reader alone', async () => {
    const house = makeTrainerHouse({ runServerScript });
    mkdirSync(house.data, { recursive: true });
    const store = openSqliteStore({ folder: house.data });
    for (const [at, log] of episodes(16).entries()) {
      const participant = `p-${at}`;
      await store.addParticipant({ participant, secretHash: participant, createdAt: 0 });
      await store.addConsent({ participant, given: at < 11, textVersion: '1', at: 0 });
      store.append(log);
    }
    await store.close();
    const { state } = await house.run({ turns: 1 });
    expect(state.done[0]?.why).toMatch(/^from 176 decisions of 11 people in 11 episodes/);
    expect(state.people).toEqual({ ipd: { ended: 16, given: 11, known: 11 } });
    const [model] = await models(house);
    expect(JSON.parse(readFileSync(join(model!.folder, 'checkpoint.json'), 'utf8'))).toMatchObject({
      config: { data: { counts: { given: 11, withoutConsent: 5, simulated: 0, exploiters: 0 } } },
      training: { command: 'background trainer, turn 0' },
    });
  });
});
