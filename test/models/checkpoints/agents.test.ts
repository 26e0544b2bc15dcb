import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { findAgent, listAgents } from '../../../models/checkpoints/agents.ts';
import type { AgentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
let places: AgentPlaces;
const ids: string[] = [];

beforeAll(async () => {
  places = {
    directory: scratch(),
    agents: join(scratch(), 'data', 'agents'),
    released: join(scratch(), 'released'),
  };
  for (const seed of [1, 2, 3]) ids.push((await saveAgent(places, { seed })).meta.id);
  const folder = join(places.released, 'coin', 'tara');
  ids.push((await saveAgent({ ...places, folder }, { game: 'coin' })).meta.id);
  mkdirSync(join(places.agents, 'broken'));
  mkdirSync(join(places.agents, '.writing-x'));
  writeFileSync(join(places.agents, 'notes.txt'), 'not a folder');
});

describe('agents by reference', () => {
  test('[CP11] released ones by name, all by the first digits of their id, any by folder', async () => {
    const idOf = async (ref: string) => (await findAgent(ref, places)).meta.id;
    expect(await idOf('agent:released/coin/tara')).toBe(ids[3]);
    for (const id of ids) {
      expect(await idOf(`agent:${id}`)).toBe(id);
      expect(await idOf(`agent:${id.slice(0, 8)}`)).toBe(id);
    }
    expect(await idOf('agent:./released/coin/tara')).toBe(ids[3]);
    expect(await idOf(`agent:data/agents/${ids[0]!.slice(0, 16)}`)).toBe(ids[0]);
  });

  test('[CP11] a prefix that nobody has is refused with the places; other references too', async () => {
    await expect(findAgent('agent:000000', places)).rejects.toThrow(
      `expected one agent in ${places.agents} or ${places.released} whose id begins with 000000, got none`,
    );
    await expect(findAgent('scripted:grim', places)).rejects.toThrow(
      'expected agent:..., got "scripted:grim"',
    );
  });

  test('[CP11] the list has released ones first, and names folders that it cannot read', async () => {
    const { agents, unusable } = await listAgents(places);
    expect(agents.map(({ ref }) => ref)).toEqual([
      'agent:released/coin/tara',
      ...ids
        .slice(0, 3)
        .sort()
        .map((id) => `agent:${id.slice(0, 12)}`),
    ]);
    expect(unusable.map(({ message }) => message)).toEqual([
      expect.stringContaining(join('broken', 'checkpoint.json')),
    ]);
  });

  test('[CP11] without any folder there are no agents', async () => {
    const nowhere = { directory: '/', agents: join(scratch(), 'a'), released: join(scratch(), 'b') };
    expect(await listAgents(nowhere)).toEqual({ agents: [], unusable: [] });
  });
});
