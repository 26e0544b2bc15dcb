/** What the after-game page says of a game of Harvest. It loads when a game is over, and so do its sentences. */
export const AFTER_STRINGS = {
  who: 'Who took what',
  whoTable: 'Apples and zaps of each player',
  player: 'Player',
  apples: 'Apples',
  shots: 'Zaps fired',
  hitOthers: 'Hit others',
  wasHit: 'Was hit',
  together: 'All together',
  hitTimes: (name: string, times: number) => `${name} ${times}×`,
  bushes: 'What became of the bushes',
  alive: (alive: number, of: number) =>
    alive === of
      ? `All ${of} bushes could still bear apples at the end.`
      : alive === 0
        ? 'At the end every bush was bare.'
        : `${alive} of ${of} bushes could still bear apples at the end.`,
  bush: 'Bush',
  bushName: (bush: number) => `Bush ${bush}`,
  fate: 'At the end',
  living: 'alive',
  died: (step: number, time: string) => `bare since step ${step} (${time})`,
  lastApple: 'Last apple',
  nobody: '–',
  lastAppleBy: (step: number) => `in step ${step}`,
  see: 'See it',
  seeLabel: (bush: string, step: number) => `See it: the last apple of ${bush}, step ${step}, in the replay`,
  byBush: 'Apples by bush',
  rows: ['top', 'middle', 'bottom'],
  columns: ['far left', 'left', 'right', 'far right'],
  place: (row: string, column: string) => `${row}, ${column}`,
} as const;
