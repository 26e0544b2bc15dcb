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
} as const;
