import { GAME_STRINGS } from './gameStrings.ts';
import type { RefusalCode } from '../shared/protocol/reply.ts';
import type { TablePhase } from '../shared/protocol/table.ts';

/** A number with its noun: count(1, 'person', 'people') is "1 person". */
function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

const REFUSALS: Readonly<Record<RefusalCode | 'offline', string>> = {
  'bad-message': 'The server did not understand this page. Reload it.',
  'unknown-participant': 'The server does not know this browser any more. Reload the page.',
  'not-seated': 'You have no seat at this table.',
  'not-running': 'The game does not run at the moment.',
  'wrong-step': 'That came too late: the round is over.',
  'already-moved': 'You have already chosen in this round.',
  'bad-action': 'That move is not allowed.',
  'too-fast': 'Too many moves at once. Slow down a little.',
  'not-allowed': 'That is not allowed here.',
  'not-found': 'There is no such table any more.',
  full: 'All seats are taken.',
  draining: 'The server is about to restart and opens no new tables.',
  storage: 'The server cannot save games at the moment, so none can be played.',
  internal: 'Something went wrong on the server. Nothing of yours is lost.',
  offline: 'There is no connection at the moment.',
};

const PHASES: Readonly<Record<TablePhase, string>> = {
  waiting: 'waiting for players',
  playing: 'playing',
  ended: 'game over',
};

/** What happened in a game, for counts and for markers in a replay. */
const EVENTS: Readonly<Record<string, string>> = {
  'mutual-cooperation': 'Both cooperated',
  'mutual-defection': 'Both defected',
  exploitation: 'Defected against a cooperator',
  'coin-taken-own': 'Took an own coin',
  'coin-taken-other': "Took the other's coin",
  'coin-taken-together': 'Both took the coin together',
  'efficient-split': 'Nearly the best split for both',
  'greedy-claim': 'Claimed nearly everything',
  'apple-eaten': 'Ate an apple',
  'bush-died': 'Took the last apples of a bush',
  zap: 'Fired the beam',
  hit: 'Was hit by a beam',
  respawn: 'Came back after a hit',
  default: 'Did not choose in time: the default was played',
  takeover: 'A program played for an absent person',
  dropped: 'Lost the connection',
  returned: 'Came back',
  left: 'Left the table',
};

/** Every sentence that people read, in one place. The games' own sentences stand under `games`. */
export const STRINGS = {
  productName: 'Commonground',
  tagline: 'Play a dilemma. See what becomes of trust.',

  nav: { label: 'Main', skip: 'Skip to the content', lobby: 'Lobby', settings: 'Settings', about: 'About' },

  connection: {
    connecting: 'Connecting',
    open: 'Connected',
    lost: 'Connection lost, coming back',
    refused: 'Not connected',
    closed: 'Not connected',
    roundTrip: (ms: number) => `${ms} ms`,
    cameBack: 'Connected again.',
    wentAway: 'Connection lost. Your seat is kept while this page tries to come back.',
  },

  refusal: (code: string, message: string): string =>
    Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode] : message,

  loading: 'One moment …',
  backToLobby: 'Back to the lobby',
  agent: {
    title: 'A trained agent',
    gone: 'This server offers no such agent, or no longer.',
    failed: 'Its card could not be loaded. Please try again.',
    showAll: 'Show all of it',
  },
  nowhere: { title: 'Nothing here', text: 'This address leads nowhere.' },

  lobby: {
    title: 'Lobby',
    intro:
      'Four small games in which what is best for one is not best for all. Play them with people, with programs, or with both.',
    here: (n: number) => `${count(n, 'person', 'people')} here now`,
    games: 'Games',
    waiting: (n: number, duration: string) =>
      `${count(n, 'person waits', 'people wait')}, the longest for ${duration}`,
    nobodyWaits: 'Nobody waits right now',
    running: (n: number) => count(n, 'table plays', 'tables play'),
    mixed: 'Play with people and agents',
    mixedOf: (game: string) => `Play with people and agents: ${game}`,
    mixedHint: 'You sit down with whoever waits; after a few seconds agents take the seats that are left.',
    quickMatch: 'Quick match',
    quickMatchOf: (game: string) => `Quick match: ${game}`,
    guided: 'Guided first game',
    guidedOf: (game: string) => `Guided first game: ${game}`,
    openTable: 'Open a table for anybody',
    more: 'More ways to play',
    moreOf: (game: string) => `More ways to play: ${game}`,
    practice: 'Practice against',
    practiceStart: 'Start practice',
    card: 'How it was trained and tested',
    cardOf: (name: string) => `How it was trained and tested: ${name}`,
    agents: 'Trained agents',
    agentsIntro:
      'They learned these games by playing them. Watch one play, read how it came about, or meet it at a table.',
    watchRound: 'Watch a round',
    watchRoundOf: (name: string, game: string) => `Watch a round of ${game} by ${name}`,
    privateRoom: 'Private table by link',
    seats: 'Who sits where',
    seatsChosen: (people: number, programs: number) =>
      programs === 0
        ? 'people everywhere'
        : `${count(people, 'person', 'people')}, ${count(programs, 'program', 'programs')}`,
    seatsHint:
      'For a private table and a table for anybody. You get the first seat of a person; the game starts when every person is there. One seat at least is a person’s.',
    seat: (n: number) => `Seat ${n}`,
    seatYou: 'you',
    seatPerson: 'a person',
    seatPrograms: 'Programs',
    options: 'Options',
    length: 'Length',
    partners: 'Partners',
    partnersLabelled: 'say who is a program',
    partnersUnlabelled: 'do not say who is a program',
    turnTime: 'Time for a move',
    turnTimeUsual: (seconds: number) => `usual (${seconds} s)`,
    turnTimeSeconds: (seconds: number) => `${seconds} s`,
    turnTimeLong: 'an hour',
    players: (n: number) => count(n, 'player', 'players'),
    steps: (n: number, pace: 'turns' | 'ticks') => (pace === 'turns' ? `${n} rounds` : 'real time'),
    tables: 'Tables',
    noTables: 'No public tables at the moment. The first quick match opens one.',
    people: (n: number) => count(n, 'person', 'people'),
    programs: (n: number) => count(n, 'program', 'programs'),
    openSeats: (n: number) => count(n, 'open seat', 'open seats'),
    watchers: (n: number) => count(n, 'watcher', 'watchers'),
    join: 'Join',
    watch: 'Watch',
    joinTable: (title: string) => `Join ${title}`,
    watchTable: (title: string) => `Watch ${title}`,
    catalogueFailed: 'The list of programs did not load.',
    tryAgain: 'Try again',
  },

  /** The way to the page "watch it learn", which brings its own sentences along. */
  learn: {
    title: 'Watch it learn',
    text: 'A small neural network learns the prisoner’s dilemma from nothing, in this page, in less than a minute. First it learns to defect. Then see whether it finds its way to cooperation, and play against it.',
    action: 'Watch it learn',
    failed: 'This page did not load. Reload it when there is a connection.',
  },

  consent: {
    title: 'May your games be used for research?',
    optional: 'Optional: you play in just the same way whatever you answer, and you may change it later.',
    yes: 'Yes, they may',
    no: 'No',
    saved: { yes: 'Thank you: your games may be used.', no: 'Your games are not used for research.' },
    failed: 'The answer did not reach the server. Try again.',
    change: 'Change my answer',
    none: 'You have not answered.',
  },

  table: {
    connectingTitle: 'Going to the table',
    seats: 'Who sits where',
    you: 'You',
    openSeat: 'Open seat',
    watching: 'You are watching.',
    watchers: (n: number) => (n === 0 ? '' : count(n, 'watcher', 'watchers')),
    round: (now: number, of: number | null) =>
      of === null ? `Round ${now}` : `Round ${Math.min(now, of)} of ${of}`,
    step: (now: number, of: number | null) =>
      of === null ? `Step ${now}` : `Step ${Math.min(now, of)} of ${of}`,
    secondsLeft: (s: number) => `${s} s left`,
    secondsLeftAnnounced: (s: number) => `${s} seconds left to choose.`,
    noHurry: 'no hurry',
    yourMove: 'Your move',
    moved: 'Waiting for the others',
    over: 'Game over',
    payoff: 'Payoff so far',
    unknownPayoff: '–',
    program: 'program',
    presence: {
      here: '',
      reconnecting: 'reconnecting …',
      replaced: 'a program plays for them',
      left: 'left',
    },
    leave: 'Leave',
    leaveTitle: 'Leave this game?',
    leaveText: 'Your seat goes to a program or the game ends. You cannot come back to it.',
    leaveYes: 'Leave the game',
    leaveNo: 'Stay',
    keys: 'Keys',
    board: 'The game',
    guide: 'Guide',
    sceneFailed: 'The drawing of this game did not load. Reload the page; your seat is kept.',
  },

  waiting: {
    title: 'Waiting for the other players',
    missing: (n: number) => `${count(n, 'seat is', 'seats are')} still open.`,
    rule: (seconds: number) => `After ${seconds} s alone you may play with a program instead.`,
    ruleIn: (seconds: number) => `In ${seconds} s you may fill the open seats with a program.`,
    ruleNow: 'You may go on waiting, or fill the open seats with a program:',
    offers: 'Program',
    playWith: 'Play with it',
    fillsIn: (seconds: number) =>
      seconds === 0
        ? 'Agents take the open seats, and the game starts.'
        : `In ${seconds} s agents take the seats that are still open, and the game starts.`,
    since: (duration: string) => `Waiting for ${duration}`,
    stay: 'You may leave this tab open in the background: its title tells when the game starts.',
    invite: 'Send this link to whoever shall play with you',
    copy: 'Copy link',
    copied: 'Copied',
    started: 'The game starts.',
  },

  notice: {
    superseded: {
      title: 'Continued in another tab',
      text: 'You opened this table somewhere else, and the game goes on there. This tab no longer plays.',
      action: 'Take it back here',
    },
    failed: {
      title: 'This table stopped',
      text: 'Something went wrong at this table and it had to end. What was played until then is saved.',
    },
    draining: {
      title: 'The server restarts soon',
      text: 'No new games start. Games that run come to their end or are saved.',
    },
    expelled: {
      title: 'Disconnected',
      text: 'This page sent messages that the table could not accept, so it was disconnected.',
    },
    storage: {
      title: 'Saving is delayed',
      text: 'The server has trouble saving moves. The game goes on as soon as they are safe.',
    },
    gone: {
      title: 'This table is gone',
      text: 'It has ended, or the link is not quite right.',
    },
    full: { title: 'All seats are taken', text: 'You may watch instead.', action: 'Watch this table' },
    refused: { title: 'The table did not let this page in' },
    left: { title: 'You left the table' },
    tryAgain: 'Try again',
    watchReplay: 'Watch what was played',
  },

  after: {
    title: 'What happened',
    reasons: {
      terminated: 'The game ended by its rules.',
      truncated: 'The game is over.',
      abandoned: 'The game ended because players left.',
      failed: 'The game ended because of an error.',
      drained: 'The game ended because the server restarts.',
      cut: 'The game was cut off.',
    },
    steps: (n: number, pace: 'turns' | 'ticks') => (pace === 'turns' ? `${n} rounds` : `${n} steps`),
    returns: 'Return of each player',
    player: 'Player',
    total: 'Return',
    perStep: { turns: 'Per round', ticks: 'Per step' },
    together: 'All together',
    plot: 'Return over time',
    plotLabel: (names: string) =>
      `Line plot of the return so far of ${names}. The table below says the same.`,
    plotTable: 'The plot as a table',
    step: { turns: 'Round', ticks: 'Step' },
    events: 'Events',
    noEvents: 'Nothing out of the ordinary.',
    event: 'Event',
    again: 'Play again',
    againWaiting: 'Waiting for the others to want it too …',
    wantsAgain: 'wants to play again',
    replay: 'Watch the replay',
    logPending: 'The log is being saved …',
    logFailed: 'The log did not load.',
    broken: 'The log does not agree with the rules.',
  },

  replay: {
    title: (game: string) => `Replay: ${game}`,
    loading: 'Loading and checking the log …',
    running: 'This game still runs. Its replay opens when it is over.',
    unknown: 'There is no game with this number.',
    failed: 'The replay did not load.',
    verified: (steps: number) =>
      `Checked: ${count(steps, 'step was', 'steps were')} simulated again in this browser, and every payoff agrees with the log.`,
    notVerified: (why: string) => `This log does not agree with the rules of the game. ${why}`,
    eyes: 'Whose eyes',
    spectator: 'Everything',
    controls: 'Playback',
    position: 'Position',
    positionText: (step: number, of: number) => `Step ${step} of ${of}`,
    play: 'Play',
    pause: 'Pause',
    back: 'One step back',
    forward: 'One step forward',
    first: 'To the start',
    last: 'To the end',
    speed: 'Speed',
    speedOf: (speed: number) => `${speed}×`,
    link: 'Copy link to this step',
    markers: 'Events',
    noMarkers: 'No events in this game.',
    allKinds: 'All kinds',
    kind: 'Kind of event',
    markerAt: (step: number, text: string, who: string | null) =>
      who === null ? `Step ${step}: ${text}` : `Step ${step}: ${who}: ${text}`,
    moreMarkers: (n: number) => `${n} more: choose a kind to see fewer.`,
    payoffs: 'Payoffs so far',
    agents: {
      title: 'What the trained agents thought',
      start: 'No step has been made yet. Go one step on.',
      explain: (step: number) =>
        `Step ${step}: how likely each agent was to do what, before chance chose. ✓ is what was done.`,
      caption: (who: string) => `What ${who} might have done`,
      action: 'Action',
      probability: 'Probability',
      chosen: '(done)',
      percent: (p: number) => (p > 0 && p < 0.001 ? '< 0.1 %' : `${(100 * p).toFixed(1)} %`),
      value: (value: number) => `Expected from there on: ${value.toFixed(2)} (what comes later counts less).`,
      fallback: (name: string) =>
        name === 'default-action'
          ? 'It did not answer: the default was played.'
          : `It did not answer: ${name.slice(name.indexOf(':') + 1)} played for it.`,
    },
  },

  settings: {
    title: 'Settings',
    stored: 'Settings stay in this browser.',
    appearance: 'Appearance',
    theme: 'Colours',
    themes: { system: 'like this device', light: 'light', dark: 'dark' },
    motion: 'Motion',
    motions: { system: 'like this device', reduced: 'reduced', full: 'full' },
    renderer: 'Drawing',
    renderers: { webgl: 'graphics card (WebGL)', canvas: 'simple (Canvas), for older machines' },
    keys: 'Keys',
    keysOf: (game: string) => `Keys: ${game}`,
    control: 'What it does',
    currentKeys: 'Keys',
    change: 'Change',
    changeOf: (control: string) => `Change the key of ${control}`,
    pressKey: 'Press a key …',
    pressKeyHint: 'Press the new key, or Escape to keep the old one.',
    reset: 'Usual keys',
    resetOf: (game: string) => `Usual keys for ${game}`,
    noKey: 'no key',
    noControls: 'This game is played with its own controls on the page.',
  },

  about: {
    title: 'About',
    paragraphs: [
      'Commonground is a place where people and programs meet in social dilemmas: situations in which everybody does better by caring for themselves, yet all do worse if everybody does so.',
      'You need no account. This browser gets a random number that lets you come back to your seat after a reload; nothing that names you is stored.',
      'Every game is written down move by move: what was chosen, by whom (a random number or the name of a program), when, and what it paid. From that log every game can be watched again.',
    ],
    comingBack:
      'If your connection breaks or you reload the page, you get the same seat back. If you stay away for long, the table goes on without you as its rule says.',
    keysTitle: 'Playing by keyboard',
    keys: 'All of the matrix game and the negotiation can be played by keyboard and with a screen reader; keys can be changed in the settings.',
  },

  phase: (phase: TablePhase): string => PHASES[phase],
  event: (kind: string): string => EVENTS[kind] ?? sentence(kind),
  playerNumber: (seat: number) => `Player ${seat + 1}`,
  /** As at the table. */
  liveAgent: 'current agent',
  seatNumber: (seat: number) => `Seat ${seat + 1}`,
  or: ' or ',

  games: GAME_STRINGS,
} as const;

/** 'apple-taken' -> 'Apple taken', for kinds that nobody has worded yet. */
function sentence(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
