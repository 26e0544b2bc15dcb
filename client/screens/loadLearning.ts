import { SCENES } from '../games/registry.ts';

/** The learning page, in a chunk of its own. */
export const loadLearning = () => import('../learn/LearnScreen.tsx');

/** Fetches the page, its worker's code and the game, so that it opens without a server. */
export async function prefetchLearning(): Promise<void> {
  const { prefetchWorker } = await import('../learn/openWorker.ts');
  await Promise.all([loadLearning(), SCENES.ipd()]);
  prefetchWorker();
}
