import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { readGateEvidence } from '../../models/checkpoints/gateEvidenceFiles.ts';
import { agentPlacesOf } from '../../server/inference/agentCatalogue.ts';
import { createPrograms } from '../../server/players/programs.ts';
import { systemClock } from '../../server/systemClock.ts';
import type { IpdView } from '../../shared/games/ipd/game.ts';
import { livesOf, stageOf } from '../../shared/lifecycle/registryState.ts';
import type { TurnUpdate } from '../../shared/protocol/table.ts';
import { releaseAgent } from '../fixtures/agents.ts';
import { startArena, type TestArena, type TestSeat } from '../fixtures/arena.ts';
import { openTestLive, type TestLive } from '../fixtures/openLive.ts';
import { DEFECTOR, KIND_TIT_FOR_TAT, plantAgent, TIT_FOR_TAT, WOLF } from '../fixtures/plantedAgents.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

const scratch = scratchFolder();
const ROUNDS = 10;
const TABLES = 6;
/** Nine of ten get there in less than 100. */
const MOST_EPISODES = 400;

let arena: TestArena | undefined;
let agents: TestLive | undefined;
afterEach(async () => {
  await arena?.close();
  await agents?.close();
  arena = agents = undefined;
});

/** A server whose clock stands still: how long anybody thinks on this machine today is no part of this. */
async function open(folder: string) {
  agents = await openTestLive(folder, { ...systemClock, now: () => 1_000_000 });
  const { live, catalogue } = agents;
  arena = await startArena({
    programs: createPrograms('test', [], catalogue),
    onEvents: (events) => live.take(events),
    // These people think for no time at all.
    limits: { perSecond: 10_000, burst: 10_000, refusals: 1 },
  });
  return { arena, agents };
}

const stage = (agent: string) => stageOf(livesOf(agents?.live.cast.state ?? {}, 'ipd'), agent);

/** Plays an episode as tit-for-tat. */
async function playOut(seat: TestSeat, before: ReadonlySet<string>): Promise<string> {
  let id = '';
  for (let step = 0; step < ROUNDS; step += 1) {
    const { episode, view } = await seat.turn((turn) => turn.step === step && !before.has(turn.episode));
    id = episode;
    expect(await seat.move(step, theirLast(view))).toEqual({ ok: true });
  }
  await seat.messages.until<{ readonly episode: string }>('ended', ({ episode }) => episode === id);
  return id;
}

function theirLast(view: TurnUpdate['view']): number {
  return (view as IpdView).history.at(-1)?.other ?? 0;
}

/** People at several tables play episode after episode with agent:live/ipd until the condition holds. */
async function playUntil({ person }: TestArena, isThere: () => boolean): Promise<void> {
  let episodes = 0;
  const play = async (): Promise<void> => {
    const ann = await person();
    const seat = await ann.join(
      await ann.openTable({
        game: 'ipd',
        params: { rounds: ROUNDS },
        seats: ['person', 'agent:live/ipd'],
        agentDeadlineMs: 60_000,
        turnSeconds: 600,
      }),
    );
    const before = new Set<string>();
    while (!isThere() && episodes < MOST_EPISODES) {
      episodes += 1;
      if (before.size > 0) await seat.request('again', {});
      before.add(await playOut(seat, before));
      await agents?.live.lifecycle.look();
    }
  };
  await Promise.all(Array.from({ length: TABLES }, play));
  expect({ episodes, isThere: isThere() }).toMatchObject({ isThere: true });
}

test('[LV8] [LV9] [LV10] by games that were played in rooms alone a good candidate goes live, and bad ones are refused and taken back', async () => {
  const folder = scratch();
  const planted = join(folder, 'agents');
  const { id: old } = await plantAgent(planted, KIND_TIT_FOR_TAT);
  const { id: good } = await plantAgent(planted, TIT_FOR_TAT);
  const { id: wolf } = await plantAgent(planted, WOLF);
  const { id: defector } = await plantAgent(planted, DEFECTOR);
  const { arena, agents } = await open(folder);
  await agents.place(old, 'live');
  await agents.place(good, 'shadow');
  await agents.live.lifecycle.look();

  await playUntil(arena, () => stage(good) === 'live');
  expect(agents.moves).toEqual([
    expect.stringContaining('from shadow to canary: passed as shadow'),
    expect.stringContaining('from canary to live: passed as canary'),
  ]);
  const evidence = readGateEvidence(
    agentPlacesOf(folder),
    livesOf(agents.live.cast.state, 'ipd').live?.evidence ?? '',
  );
  expect(evidence).toMatchObject({ step: 'canary', candidate: good, live: old });
  // Nobody but the live agent and, in its share of the episodes, the canary sat at the tables.
  const seated = arena.store.events.flatMap((event) =>
    event.kind === 'episode.started' ? (event.occupants[1]?.controller.version ?? []) : [],
  );
  expect(new Set(seated)).toEqual(new Set([old, good]));
  expect(seated.filter((id) => id === good).length).toBeGreaterThanOrEqual(8);

  // Asked what the live agent is asked, amid cooperation, it cooperates; at tables of its own it does not begin to.
  await agents.place(wolf, 'shadow');
  await playUntil(arena, () => stage(wolf) === 'refused');
  expect(agents.moves.slice(-2)).toEqual([
    expect.stringContaining('from shadow to canary'),
    expect.stringMatching(/from canary to refused: .*It exploits its partners/),
  ]);
  expect(stage(good)).toBe('live');

  // By a person's word it is live at once, and by what it gets it is not for long.
  await agents.place(defector, 'live');
  await playUntil(arena, () => stage(defector) === 'refused');
  expect(agents.moves.at(-1)).toContain('from live to refused: It gets less in rooms');
  expect(stage(good)).toBe('live');
  expect(agents.troubles).toEqual([]);
  expect(arena.errors).toEqual([]);
});

test('[LV15] a shadow that reads features is asked beside a live agent that reads observations, and the other way round', async () => {
  const seats = ['person', ...Array.from({ length: 6 }, () => 'agent:live/harvest')];
  // Longer than the thread of the shadow needs to start, on any machine.
  const params = { episode: { minimum: 5000, cap: 5000 } };
  const network = { encoder: [16], memory: 16, actorLayers: [8] };
  const readers = [
    { seed: 5, network },
    { seed: 6, network: { ...network, reads: 'features' } },
  ] as const;
  for (const [first, second] of [readers, readers.toReversed()]) {
    const folder = `${scratch()}/${first?.seed}`;
    const { id: live } = await releaseAgent(folder, 'hana', { game: 'harvest', ...first });
    const { id: shadow } = await releaseAgent(folder, 'ida', { game: 'harvest', ...second });
    const { arena: here, agents: house } = await open(folder);
    await house.place(shadow, 'shadow', undefined, 'harvest');
    await house.live.lifecycle.look();
    const kinds: string[] = [];
    const answered = new Promise<void>((resolve) => {
      const { figures } = house.live;
      const before = figures.compared.bind(figures);
      figures.compared = (...args) => {
        before(...args);
        kinds.push(args[2].kind);
        if (args[2].kind === 'answered') resolve();
      };
    });
    const ann = await here.person();
    const seat = await ann.join(
      await ann.openTable({ game: 'harvest', seats, params, agentDeadlineMs: 100 }),
    );
    await answered;
    await seat.request('leave', {});
    expect(kinds).not.toContain('failed');
    const started = here.store.events.find(({ kind }) => kind === 'episode.started');
    expect(started).toMatchObject({
      occupants: expect.arrayContaining([
        expect.objectContaining({ controller: { kind: 'agent', id: 'agent:live/harvest', version: live } }),
      ]),
    });
    expect(house.troubles).toEqual([]);
    await here.close();
    await house.close();
  }
});
