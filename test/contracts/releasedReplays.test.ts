import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { REPLAY_FILE } from '../../models/checkpoints/checkpoint.ts';
import { readCheckpointMeta } from '../../models/checkpoints/loadCheckpoint.ts';
import { parseLog } from '../../shared/log/jsonLines.ts';
import { replay } from '../../shared/log/replay.ts';

const RELEASED = fileURLToPath(new URL('../../models/released/', import.meta.url));
const AGENTS = readdirSync(RELEASED).flatMap((game) =>
  readdirSync(join(RELEASED, game)).map((name) => `${game}/${name}`),
);
/** Everybody who clones the project gets them. */
const MOST_BYTES = 300_000;

test.each(AGENTS)('[CP16] %s has a recorded game of its own that verifies', async (agent) => {
  const folder = join(RELEASED, agent);
  const packed = readFileSync(join(folder, REPLAY_FILE));
  expect(packed.length).toBeLessThan(MOST_BYTES);
  const { header, end } = replay(parseLog(gunzipSync(packed).toString('utf8')));
  const { id, game } = await readCheckpointMeta(folder);
  expect(header.game).toBe(game);
  expect(header.occupants.map(({ controller }) => controller.version)).toContain(id);
  expect(end?.reason).toMatch(/^(terminated|truncated)$/);
});
