import type { GameId } from '../../shared/games/registry.ts';
import type { AnyScene } from './scene.ts';

const scenes = {
  ipd: async () => (await import('./ipd/scene.ts')).ipdScene,
  coin: async () => (await import('./coin/scene.ts')).coinScene,
  negotiation: async () => (await import('./negotiation/scene.ts')).negotiationScene,
  harvest: async () => (await import('./harvest/scene.ts')).harvestScene,
};

/** Every game's scene, in a chunk of its own that loads with the first table. A game without a scene does not compile. */
export const SCENES: Readonly<Record<GameId, () => Promise<AnyScene>>> = scenes;
