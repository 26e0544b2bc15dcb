/** The server that `bench server` loads. Arguments: scenario, data folder. */
import { openBenchArena } from '../bench/openBenchArena.ts';
import { serveBench } from '../bench/serveBench.ts';

const [scenario, folder = 'data'] = process.argv.slice(2);
const { arena, openTable } = await openBenchArena(folder);
const [game, people] = scenario === 'harvest' ? ['harvest', 7] : ['ipd', 2];

serveBench(arena.port, () => openTable({ game, visibility: 'private' }, people));
