import { DOWN, LEFT, RIGHT, UP, type CoinMove, type CoinView } from '../../games/coin/game.ts';
import { pick, type Rng } from '../../random.ts';

const MOVES: readonly CoinMove[] = [LEFT, RIGHT, UP, DOWN];

/** A move after which the distance to the coin is smallest; ties at random. */
export function moveTowardsCoin(view: CoinView, rng: Rng): CoinMove {
  const distances = distancesAfterMoves(view);
  return pickMove(distances, Math.min(...distances), rng);
}

/** A move after which the distance to the coin is largest; ties at random. */
export function moveAwayFromCoin(view: CoinView, rng: Rng): CoinMove {
  const distances = distancesAfterMoves(view);
  return pickMove(distances, Math.max(...distances), rng);
}

/** Number of moves to the coin. */
export function distanceToCoin({ rows, columns, cell: { own }, coin }: CoinView): number {
  return ringDistance(rows, coin.row - own.row) + ringDistance(columns, coin.column - own.column);
}

function pickMove(distances: readonly number[], wanted: number, rng: Rng): CoinMove {
  return pick(
    rng,
    MOVES.filter((move) => distances[move] === wanted),
  );
}

/** Number of moves from each neighbouring cell to the coin, by move. */
function distancesAfterMoves({ rows, columns, cell: { own }, coin }: CoinView): readonly number[] {
  const down = coin.row - own.row;
  const right = coin.column - own.column;
  return [
    ringDistance(rows, down) + ringDistance(columns, right + 1),
    ringDistance(rows, down) + ringDistance(columns, right - 1),
    ringDistance(rows, down + 1) + ringDistance(columns, right),
    ringDistance(rows, down - 1) + ringDistance(columns, right),
  ];
}

/** Shortest way round a ring of `size` cells.  @param ahead in [-size, size] */
function ringDistance(size: number, ahead: number): number {
  const forward = (ahead + size) % size;
  return Math.min(forward, size - forward);
}
