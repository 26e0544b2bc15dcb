import { scriptedPlayersOf } from './registry.ts';

/** Friendly, and plays what a newcomer can read: each returns good for good. */
const GUIDES: Readonly<Record<string, string>> = {
  ipd: 'tit-for-tat',
  coin: 'reciprocator',
  negotiation: 'proportional-tit-for-tat',
  harvest: 'restrained',
};

/** Reference of the program that teaches the guided game and stands in for absent people. */
export function guideOf(game: string): string {
  const name = GUIDES[game];
  return name !== undefined && scriptedPlayersOf(game).has(name) ? `scripted:${name}` : 'scripted:random';
}
