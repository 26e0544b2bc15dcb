/** The server that `bench rooms` loads: Harvest for people and agents. Arguments: people a room, data folder, agent or ''. */
import { openBenchArena } from '../bench/openBenchArena.ts';
import { Latencies } from '../bench/latencies.ts';
import { serveBench } from '../bench/serveBench.ts';
import { readConfig } from '../config.ts';
import { openBenchAgents, timedAgents } from '../inference/benchAgents.ts';
import { openAgents } from '../inference/openAgents.ts';
import { systemClock } from '../systemClock.ts';

const SEATS = 7;
/** Any name will do for the untrained one. */
const UNTRAINED = 'agent:000000000000';

const [people = '3', folder = 'data', agent = ''] = process.argv.slice(2);
const ref = agent === '' ? UNTRAINED : agent;
let decisions = new Latencies();
let ticks = new Latencies();
let missed = 0;

const { arena, openTable } = await openBenchArena(folder, await agentsFor(agent));
const { monitor } = arena;
const [tickWasLate, agentReplaced] = [monitor.tickWasLate.bind(monitor), monitor.agentReplaced.bind(monitor)];
// The monitor keeps its figures in coarse classes, for Prometheus; here every one is wanted.
monitor.tickWasLate = (ms) => {
  ticks.record(ms);
  tickWasLate(ms);
};
monitor.agentReplaced = (agent) => {
  missed += 1;
  agentReplaced(agent);
};

serveBench(
  arena.port,
  () => {
    const seats = Array.from({ length: SEATS }, (_, seat) => (seat < Number(people) ? 'person' : ref));
    return openTable({ game: 'harvest', visibility: 'private', seats }, Number(people));
  },
  () => {
    const figures = { decisions: decisions.counts, ticks: ticks.counts, missed };
    [decisions, ticks, missed] = [new Latencies(), new Latencies(), 0];
    return figures;
  },
);

async function agentsFor(named: string) {
  const onAnswer = (ms: number): void => decisions.record(ms);
  const clock = systemClock;
  if (named === '') return openBenchAgents({ game: 'harvest', params: {}, clock, onAnswer }).agents;
  const onTrouble = (what: string): void => void process.stderr.write(`${what}\n`);
  const { agents } = await openAgents({
    dataFolder: readConfig().dataFolder,
    clock,
    codeVersion: 'bench',
    onMove: onTrouble,
    onTrouble,
  });
  return timedAgents(agents, onAnswer);
}
