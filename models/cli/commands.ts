import { addAgent } from './agent.ts';
import { addAgents } from './agents.ts';
import { addBench } from './bench.ts';
import { addCalibrate } from './calibrate.ts';
import { addCrowd } from './crowd.ts';
import type { AddCommand } from './command.ts';
import { addClone } from './clone.ts';
import { addEvaluate } from './evaluate.ts';
import { addExploiters, addStanding } from './exploiters.ts';
import { addExploit } from './exploit.ts';
import { addExport } from './export.ts';
import { addGames } from './games.ts';
import { addGate } from './gate.ts';
import { addLadder } from './ladder.ts';
import { addLeague } from './league.ts';
import { addPin, addPromote, addRollback, addUnpin } from './lifeCommands.ts';
import { addPlayers } from './players.ts';
import { addRegistry } from './registry.ts';
import { addReplay } from './replay.ts';
import { addReport } from './report.ts';
import { addResults } from './results.ts';
import { addSimulate } from './simulate.ts';
import { addTrain } from './train.ts';
import { addTrainer } from './trainer.ts';

/** Every command, in the order of the help text: a new one is one file and one line here. */
export const COMMANDS: readonly AddCommand[] = [
  addGames,
  addPlayers,
  addAgents,
  addAgent,
  addGate,
  addRegistry,
  addPromote,
  addRollback,
  addPin,
  addUnpin,
  addTrain,
  addClone,
  addTrainer,
  addSimulate,
  addLeague,
  addEvaluate,
  addExploit,
  addLadder,
  addCalibrate,
  addResults,
  addReport,
  addReplay,
  addExport,
  addCrowd,
  addExploiters,
  addStanding,
  addBench,
];
