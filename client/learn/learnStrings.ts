import type { IpdSituation } from '../../models/evaluation/ipdProbe.ts';
import type { Phase } from './phase.ts';
import type { AlgorithmId, EngineId } from './protocol.ts';

const PHASE_TEXTS: Readonly<Record<Phase, string>> = {
  random: 'It still moves almost at random.',
  defecting:
    'It has found that defecting pays more, whatever the other does. But its partner is a copy of itself and finds the same, so both earn less and less.',
  defected:
    'It has learned to defect. Both copies do, and each gets −2 in every round: the trap that gives the dilemma its name.',
  answering:
    'It starts to answer: how it moves now depends on how the other moved before. An answer makes it costly to defect, and worth while to cooperate.',
  cooperating:
    'Both copies cooperate now, but it is not careful yet: who defects against it often gets away with it.',
  grim: 'Both copies cooperate now, and it defends itself. But it is unforgiving: after a defection, even its own, it seldom comes back to cooperation.',
  'tit-for-tat':
    'It has learned to answer like with like: it begins friendly, answers a defection with a defection, and is friendly again when the other is. People call this tit for tat.',
};

/** Every sentence of the page "watch it learn"; apart from the others, since it loads with the page. */
export const LEARN = {
  title: 'Watch it learn',
  lead: 'A small neural network learns the iterated prisoner’s dilemma from nothing, here in this page. Nobody tells it the rules, only what each round paid. It plays both sides, against a copy of itself. When you like, play against it.',
  private:
    'It learns in your browser alone. Nothing is sent anywhere, so it also goes on without a connection.',

  setup: 'What shall learn',
  algorithm: 'Way of learning',
  algorithms: {
    'advantage-alignment': 'Advantage Alignment',
    'actor-critic': 'Control: own advantage only',
  } satisfies Record<AlgorithmId, string>,
  algorithmTexts: {
    'advantage-alignment':
      'Makes a move likelier if it is good for itself, and also if it is good for a partner who has been good to it, or bad for one who has been bad to it.',
    'actor-critic':
      'The same learner with that last part left out: it makes a move likelier if it is good for itself. See where that leads.',
  } satisfies Record<AlgorithmId, string>,
  seed: 'Seed',
  seedHint: 'A whole number. The same seed learns in just the same way again.',
  more: 'More options',
  iterations: 'Lessons',
  iterationsHint: 'A whole number from 1 to 10 000.',
  engine: 'Who computes the gradients',
  engines: {
    kernels: 'own kernels (quick)',
    tensorflow: 'TensorFlow.js alone (ten times slower)',
  } satisfies Record<EngineId, string>,

  start: 'Start',
  startNew: 'Start anew',
  pause: 'Pause',
  resume: 'Go on',
  reset: 'Reset',
  play: 'Play against it',

  practiced: (iteration: number, of: number) => `Lesson ${iteration} of ${of}`,
  spent: (seconds: number) => `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
  reward: (reward: string) => `reward ${reward} a round`,
  notStarted: 'not started',
  noReward: 'no reward yet',
  progress: 'Progress',

  story: 'What is happening',
  storyIdle: (games: number, rounds: number) =>
    `Press Start. A lesson is ${games} games of ${rounds} rounds, after which the network changes a little. First it learns to defect. What comes then depends on the way of learning.`,
  storyWarmUp: (left: number) =>
    `It moves at random. For ${left === 1 ? 'one more lesson' : `${left} more lessons`} it only learns to foresee what a situation will bring.`,
  phases: PHASE_TEXTS,
  moreLessons: 'More lessons usually lead out of it.',
  controlStays:
    'It cares for its own advantage only, and against a partner that defects, defecting is the best it can do. So it stays in the trap, however long it learns.',
  finished: 'The lessons are over.',
  paused: 'Paused.',
  workerFailed: 'its code did not load',
  failed: (why: string) => `Learning stopped: ${why}.`,

  curve: 'Reward per round in self-play',
  curveLabel:
    'Line plot of the reward per round of play against itself, lesson by lesson. The table below says the same.',
  curveX: 'Lesson',
  bothCooperate: 'both cooperate',
  bothDefect: 'both defect',
  table: 'The course as a table',
  tableIteration: 'Lesson',
  tableReward: 'Reward',

  bars: 'How often it cooperates',
  barsHint: 'Asked by letting it play against somebody who moves at random.',
  barsCaption: 'Probability of cooperation in every situation, beside that of tit for tat',
  situation: 'The round before',
  cooperation: 'It cooperates',
  titForTat: 'Tit for tat',
  situations: {
    start: 'Start',
    CC: 'Both cooperated',
    CD: 'Only it cooperated',
    DC: 'Only the other cooperated',
    DD: 'Both defected',
  } satisfies Record<IpdSituation, string>,
  notSeen: '–',

  computing: {
    loading: 'TensorFlow.js is loading; until then the own kernels compute everything.',
    kernels: (device: string) =>
      `Gradients: own WebAssembly kernels. The bars: ${device}, from the same weights.`,
    tensorflow: (device: string) => `Gradients and bars: ${device}.`,
    alone: 'TensorFlow.js did not load: the own kernels compute everything.',
  },

  game: {
    title: 'You against the learner',
    fresh: 'It has not learned anything yet.',
    learned: (iteration: number) =>
      `It plays what it knew after ${iteration === 1 ? 'one lesson' : `${iteration} lessons`}.`,
    you: 'You',
    learner: 'Learner',
    round: (now: number, of: number) => `Round ${Math.min(now, of)} of ${of}`,
    again: 'Play again',
    againHint: 'with what it knows by then',
    close: 'Put the game away',
    over: 'The game is over.',
    sceneFailed: 'The drawing of this game did not load. Reload the page when there is a connection.',
    best: (best: string) => `Cooperation from both in every round would have paid each ${best}.`,
  },
} as const;
