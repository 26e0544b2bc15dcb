/**
 * npm run record-playthroughs: writes test/playthroughs/<game>.json for every game that has none, or whose file
 * was recorded under an older rules version. A file of the present version stays: to change what the same seed and
 * actions give, raise `rulesVersion` in the game first.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gameById, GAME_IDS } from '../shared/games/registry.ts';
import { recordPlaythrough, replayPlaythrough, type Playthrough } from './fixtures/playthrough.ts';

const folder = new URL('playthroughs/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const id of GAME_IDS) {
  const game = gameById(id);
  const file = new URL(`${id}.json`, folder);
  if (!existsSync(file)) {
    writeFileSync(file, recordPlaythrough(game));
    console.log(`${id}: recorded under rules version ${game.rulesVersion}`);
    continue;
  }
  const text = readFileSync(file, 'utf8');
  const old = JSON.parse(text) as Playthrough;
  if (old.rulesVersion < game.rulesVersion) {
    writeFileSync(file, recordPlaythrough(game));
    console.log(`${id}: recorded again, rules version ${old.rulesVersion} -> ${game.rulesVersion}`);
  } else if (replayPlaythrough(game, old) === text) {
    console.log(`${id}: unchanged`);
  } else {
    console.error(
      `${id}: the rules give another trajectory; raise rulesVersion above ${old.rulesVersion} first`,
    );
    process.exitCode = 1;
  }
}
