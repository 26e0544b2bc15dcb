function coinOf(owner: string): string {
  return owner === 'You' ? 'Your coin' : `Coin of ${owner}`;
}

/** What the four games say to people; `STRINGS.games`. Guides are for a first game against a friendly script. */
export const GAME_STRINGS = {
  ipd: {
    cooperate: 'Cooperate',
    defect: 'Defect',
    cooperated: 'cooperated',
    defected: 'defected',
    chooseNow: 'Choose. Nobody sees your choice before both of you have chosen.',
    chose: (move: string, other: string) => `You chose ${move}. Waiting for ${other}.`,
    choseUnknown: (other: string) => `Your choice is in. Waiting for ${other}.`,
    over: 'The game is over.',
    payoffTitle: 'What a round pays',
    lastRound: 'last round',
    historyTitle: 'Rounds so far',
    historyCut: (shown: number, rounds: number) => `The last ${shown} of ${rounds} rounds`,
    total: 'Total',
    round: (round: number) => `Round ${round}`,
    describeStart: (other: string) => `No round has been played. You and ${other} choose at the same time.`,
    describeRound: (round: number, own: string, other: string, ownMove: string, otherMove: string) =>
      `Round ${round}: ${own} ${ownMove}, ${other} ${otherMove}.`,
    describePayoff: (own: string, ownPayoff: string, other: string, otherPayoff: string) =>
      `That paid ${own} ${ownPayoff} and ${other} ${otherPayoff}.`,
    describeTotals: (own: string, ownTotal: string, other: string, otherTotal: string) =>
      `In total ${own} ${ownTotal}, ${other} ${otherTotal}.`,
    readout: {
      title: 'How you played',
      nearest: (name: string, summary: string, share: number) =>
        `Of the strategies that we have names for, your moves are most like ${name}: “${summary}” If all were equally likely before, this one is it with a probability of ${share} % now.`,
      alike: (names: readonly string[]) =>
        `Of the strategies that we have names for, these explain your moves best, and equally well: ${names.join(', ')}. In this game they would have done the same.`,
      table: 'How often you cooperated after what',
      situation: 'When',
      cooperated: 'You cooperated',
      range: 'Likely range',
      situations: {
        first: 'In the first round',
        cc: 'After both had cooperated',
        cd: 'After you had cooperated and the other defected',
        dc: 'After you had defected and the other cooperated',
        dd: 'After both had defected',
      },
      times: (count: number, of: number) => (of === 0 ? 'never came up' : `${count} of ${of} times`),
      between: (low: number, high: number) => `${low} to ${high} %`,
      caution:
        'One game says little: the ranges (95 %) hold what would be plausible if you always decided by the last round alone. Nobody has to play by a strategy.',
    },
    guide: {
      startTitle: 'Two choices, again and again',
      start: (both: string, alone: string, sucker: string) =>
        `Each round you both choose at once. If both cooperate, each gets ${both}. Who defects alone gets ${alone} and leaves ${sucker} to the other. Try Cooperate first.`,
      movedTitle: 'Your choice is hidden',
      moved: 'Nobody sees it until both have chosen; then the round is settled.',
      trustTitle: 'You both cooperated',
      trust: (alone: string) =>
        `This is the best you can get together. Defecting now would pay you ${alone} once. What would your partner do after that?`,
      temptedTitle: 'You defected, your partner did not',
      tempted: 'You got more, your partner got the worst. It remembers: look at what it does next.',
      betrayedTitle: 'Your partner defected',
      betrayed: 'It answers what you did the round before. Cooperate again, and it will forgive you.',
      betrayedFirst:
        'It took the better payoff, and you got the worst. You can answer, or go on cooperating.',
      feudTitle: 'Both defected',
      feud: (defect: string, both: string) =>
        `Each of you gets ${defect} instead of ${both}. Somebody has to cooperate first to get out of this.`,
      repairTitle: 'Trust is back',
      repair: 'One of you cooperated although it cost a round, and now both earn again.',
      steadyTitle: 'It goes well',
      steady: (rounds: number) => `${rounds} rounds of cooperation in a row. Near the end, will you still?`,
      overTitle: 'That was the dilemma',
      over: (own: string, best: string) =>
        `You got ${own}. Cooperation from both in every round would have paid each ${best}.`,
    },
  },
  coin: {
    moveLeft: 'Left',
    moveRight: 'Right',
    moveUp: 'Up',
    moveDown: 'Down',
    padLabel: 'Move',
    board: 'The board; it is described in words beside it',
    moveNow: 'Move. Both of you step at the same time.',
    moved: (other: string) => `Your step is in. Waiting for ${other}.`,
    over: 'The game is over.',
    lastStep: 'last step',
    total: 'total',
    stepsLeft: (steps: number) => (steps === 1 ? '1 step left' : `${steps} steps left`),
    legendCoin: (owner: string, gain: string, loss: string) =>
      `${coinOf(owner)}: ${gain} for who takes it, ${loss} for its owner if another does`,
    legendEdges: 'Opposite edges of the board meet; the pale cells are its other side.',
    nothingTaken: 'Nobody took the coin.',
    lastRewards: (own: string, ownReward: string, other: string, otherReward: string) =>
      `Last step: ${own} ${ownReward}, ${other} ${otherReward}.`,
    place: (row: number, column: number) => `row ${row}, column ${column}`,
    describePlayers: (own: string, ownPlace: string, other: string, otherPlace: string) =>
      `${own}: ${ownPlace}. ${other}: ${otherPlace}.`,
    describeCoin: (owner: string, place: string, way: string) =>
      `${coinOf(owner)}: ${place}; the shortest way there is ${way}.`,
    describeTotals: (own: string, ownTotal: string, other: string, otherTotal: string) =>
      `Total: ${own} ${ownTotal}, ${other} ${otherTotal}.`,
    up: (cells: number) => `${cells} up`,
    down: (cells: number) => `${cells} down`,
    left: (cells: number) => `${cells} left`,
    right: (cells: number) => `${cells} right`,
    here: 'none',
    and: ' and ',
    guide: {
      startTitle: 'Walk to the coin',
      start:
        'Each step you both walk one cell at once; nobody may stand still. The figure marked “You” is yours, and so are the coins with its shape.',
      ownCoinTitle: 'This coin is yours',
      ownCoin: (gain: string) => `It bears your shape. Walk onto it for ${gain}; it costs nobody anything.`,
      otherCoinTitle: 'This coin is not yours',
      otherCoin: (gain: string, cost: string) =>
        `Taking it pays you ${gain} too, but costs its owner ${cost}. You may also walk past and leave it.`,
      earnedTitle: 'You took your own coin',
      earned: 'That paid you and hurt nobody. The next coin belongs to your partner.',
      robbingTitle: 'You took a coin that was not yours',
      robbing: (gain: string, cost: string) =>
        `${gain} for you, but your partner lost ${cost}. If both play like that, both end below zero.`,
      robbedTitle: 'Your coin was taken',
      robbed: (cost: string) => `That cost you ${cost}. What will you do with your partner’s next coin?`,
      sparedTitle: 'Your partner took its own coin',
      spared: 'You left it to its owner, and now the next coin is yours. Taking turns pays both.',
      wrapTitle: 'You walked round the edge',
      wrap: 'Who leaves the board on one side comes in on the other, so every cell is near.',
      overTitle: 'That was the dilemma',
      over: (own: string, other: string) =>
        `You ${own}, your partner ${other}. Whoever takes every coin wins against a kind partner, but two such players both lose.`,
    },
  },
  negotiation: {
    items: ['Kite', 'Bell', 'Boat'] as readonly string[],
    item: (number: number) => `Item ${number}`,
    thisRound: 'On the table now',
    over: 'The game is over',
    lastRound: 'The round before',
    noRound: 'After the first round you see here what both asked for and who got what.',
    worthTo: (name: string) => `${name}:`,
    ask: 'You ask for',
    of: (max: number) => `of ${max}`,
    askLabel: (item: string, own: number, other: string, theirs: number) =>
      `${item}, worth ${own} to you and ${theirs} to ${other}: you ask for`,
    valueText: (value: string, max: number) => `${value} of ${max}`,
    propose: 'Propose',
    proposeNow: 'Both propose at once; nobody sees the other’s proposal before.',
    proposed: (other: string) => `Your proposal is in. Waiting for ${other}.`,
    asked: 'asked',
    worth: (value: string) => `(worth ${value})`,
    got: (own: string, ownPart: string, other: string, otherPart: string) =>
      `${own} got ${ownPart}, ${other} got ${otherPart}`,
    payoff: 'Payoff',
    mean: 'Mean of all rounds',
    describeAsked: (own: string, asked: string, other: string, theirs: string) =>
      `Last round ${own} asked for ${asked}; ${other} for ${theirs}.`,
    describePaid: (own: string, paid: string, other: string, theirs: string) =>
      `That paid ${own} ${paid}, ${other} ${theirs}.`,
    describeMean: (own: string, mean: string, other: string, theirs: string) =>
      `Mean per round: ${own} ${mean}, ${other} ${theirs}.`,
    describeItem: (item: string, own: string, other: string) => `${item} ${own} and ${other}`,
    describeWorth: (own: string, other: string, items: string) =>
      `On the table now, worth to ${own} and to ${other}: ${items}.`,
    guide: {
      start: {
        title: 'Ask for your part',
        text: 'What is dear to you is cheap to your partner, and the other way round. Ask for all of what is worth 5 to you, and for little of the rest.',
      },
      moved: {
        title: 'Your proposal is in',
        text: 'It stays hidden until both have proposed. What you ask for together is given if there is enough, or else shared in the ratio of your demands.',
      },
      paid: (own: string, other: string) => `You got ${own}, your partner ${other}.`,
      both: {
        title: 'Both asked for too much',
        text: 'Where both ask for everything, the item is halved, also the one that is dear to only one of you.',
      },
      greedy: {
        title: 'You asked for your partner’s treasure',
        text: 'What it paid you cost your partner more. It sees what you asked for, and may do the same in the next round.',
      },
      robbed: {
        title: 'Your partner asked for your treasure',
        text: 'You can answer with higher demands, or show with lower ones that both can do better.',
      },
      modest: {
        title: 'You could ask for more',
        text: 'Nobody else values your dear items much: ask for all of them, and leave the others.',
      },
      good: {
        title: 'Each got what is dear to it',
        text: 'No other split pays the two of you more together. Values are dealt anew: look again.',
      },
      overTitle: 'That was the dilemma',
      over: (own: string, other: string) =>
        `On average you got ${own} and your partner ${other} a round. Two who spare each other’s treasures get 0.5 each; two who ask for everything get 0.3.`,
    },
  },
  harvest: {
    forward: 'Forward',
    backward: 'Back',
    stepLeft: 'Step left',
    stepRight: 'Step right',
    turnLeft: 'Turn left',
    turnRight: 'Turn right',
    zap: 'Zap',
    padLabel: 'Walk, turn and zap',
    boardSeat: 'What you see of the orchard: you are near the lower edge and look up',
    boardArena: 'The whole orchard',
    ownApples: 'apples eaten',
    ready: 'ready',
    loading: 'loading',
    hit: 'You were zapped',
    rule: 'Apples grow back the faster, the more apples are left around them. A bush without any is bare for good.',
    scores: 'Apples',
    bushes: 'Bushes',
    player: (number: number) => `Player ${number}`,
    out: (steps: number) => `out, ${steps}`,
    bushLive: (bush: number, live: number, size: number) => `Bush ${bush}: ${live} of ${size}`,
    bushDead: (bush: number) => `Bush ${bush}: bare`,
    describeOut: (steps: number, total: number) =>
      `You were zapped and come back in ${steps} steps. You have eaten ${total} apples.`,
    describeApples: (apples: number) =>
      apples === 0
        ? 'No apple is in sight.'
        : `${apples} ${apples === 1 ? 'apple is' : 'apples are'} in sight.`,
    describeNearest: (way: string) => `The nearest one is ${way}.`,
    describeOthers: (others: number) =>
      others === 0 ? '' : `${others} other ${others === 1 ? 'player is' : 'players are'} in sight.`,
    describeReady: 'You can zap.',
    describeTotal: (total: number) => `You have eaten ${total} ${total === 1 ? 'apple' : 'apples'}.`,
    describeArena: (alive: number, bushes: number, totals: string) =>
      `${alive} of ${bushes} bushes can still bear apples. Apples eaten: ${totals}.`,
    ahead: (cells: number) => `${cells} ahead`,
    behind: (cells: number) => `${cells} behind`,
    toLeft: (cells: number) => `${cells} to the left`,
    toRight: (cells: number) => `${cells} to the right`,
    and: ' and ',
    guide: {
      walk: {
        title: 'Walk onto an apple',
        text: 'You are the white figure and look up. Hold the arrows or W A S D to walk; every apple you step on pays 1.',
      },
      look: {
        title: 'Look around',
        text: 'You see ahead of you, hardly behind. Q and E turn you by a quarter; the orchard’s bushes lie near its walls.',
      },
      regrow: {
        title: 'Apples grow back',
        text: 'But only where others are left around: next to three or more it takes seconds, next to one nearly a minute.',
      },
      last: {
        title: 'Leave the last ones',
        text: 'A bush whose last apple is taken turns to bare ground for good. Take some, walk on, and come back.',
      },
      turnTaking: {
        title: 'Others eat as well',
        text: 'What you leave, they may take; what they leave, you may. If everybody hurries, soon nobody has anything.',
      },
      zap: {
        title: 'You can zap',
        text: 'Space sends a beam ahead. It pays nothing, but who is hit is off the board for a moment, and leaves the bush alone.',
      },
      bare: {
        title: 'Look for bare ground',
        text: 'Grass still bears; bare ground in the shape of a bush does not. How many bushes are left?',
      },
      pace: {
        title: 'Find your pace',
        text: 'Standing on the grass of a full bush feeds you as well: apples that grow back under you are yours.',
      },
      overTitle: 'That was the dilemma',
      over: (total: number) =>
        `You ate ${total} apples. Players who spare the bushes eat to the end; players who race have bare ground after a minute.`,
    },
  },
} as const;
