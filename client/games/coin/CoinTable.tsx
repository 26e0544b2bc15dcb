import type { JSX } from 'preact';
import { DOWN, LEFT, RIGHT, UP, type CoinView } from '../../../shared/games/coin/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatChange, formatPayoff } from '../formatPayoff.ts';
import { BoardFrame, mountBoard, type BoardTableProps } from '../mountBoard.tsx';
import type { MountedScene, SceneContext, SceneTurn } from '../scene.ts';
import { sidesOf, type Side } from '../sides.ts';
import { TouchPad } from '../TouchPad.tsx';
import { CoinBoard } from './CoinBoard.ts';
import { describeCoin, lastStep } from './describeCoin.ts';
import '../scenes.css';
import './coin.css';

const text = STRINGS.games.coin;

const PAD = [
  { control: 'up', label: text.moveUp, sign: '↑', area: 'up', action: UP },
  { control: 'left', label: text.moveLeft, sign: '←', area: 'left', action: LEFT },
  { control: 'down', label: text.moveDown, sign: '↓', area: 'down', action: DOWN },
  { control: 'right', label: text.moveRight, sign: '→', area: 'right', action: RIGHT },
] as const;

export function mountCoin(host: HTMLElement, context: SceneContext): Promise<MountedScene<CoinView>> {
  return mountBoard<CoinView>(host, context, {
    placeClass: 'coin-canvas',
    open: (place, turn) => CoinBoard.open(place, context.renderer, sidesOf(turn), turn.view),
    table: CoinTable,
  });
}

function CoinTable({ turn, context, place, failed }: BoardTableProps<CoinView>): JSX.Element {
  const sides = sidesOf(turn);
  return (
    <div class="coin">
      <BoardFrame place={place} class="coin-board" label={text.board} />
      <div class="coin-side">
        {failed && <p>{describeCoin(turn)}</p>}
        {context.role === 'player' && <Moves turn={turn} context={context} other={sides.other} />}
        <Scores turn={turn} sides={sides} />
        <Legend view={turn.view} sides={sides} />
      </div>
    </div>
  );
}

interface MovesProps {
  readonly turn: SceneTurn<CoinView>;
  readonly context: SceneContext;
  readonly other: Side;
}

function Moves({ turn, context, other }: MovesProps): JSX.Element {
  const over = turn.status !== 'running';
  const status = over ? text.over : turn.moved ? text.moved(other.name) : text.moveNow;
  return (
    <>
      <p class="scene-status">{status}</p>
      <TouchPad
        name="coin-pad"
        label={text.padLabel}
        context={context}
        closed={over || turn.moved}
        buttons={PAD.map(({ action, ...button }) => ({
          ...button,
          pressed: turn.moved && turn.ownMove === action,
        }))}
      />
    </>
  );
}

function Scores({ turn, sides }: { turn: SceneTurn<CoinView>; sides: OwnAndOther<Side> }): JSX.Element {
  const { total, last, step, steps } = turn.view;
  return (
    <table class="coin-scores">
      <caption>{text.stepsLeft(steps - step)}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{text.lastStep}</th>
          <th scope="col">{text.total}</th>
        </tr>
      </thead>
      <tbody>
        {(['own', 'other'] as const).map((who) => (
          <tr key={who}>
            <th scope="row">
              <SeatMark look={sides[who].look} /> {sides[who].name}
            </th>
            <td>{last ? formatChange(last.reward[who]) : ''}</td>
            <td>
              <b>{formatPayoff(total[who])}</b>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{lastStep(turn)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Legend({ view, sides }: { view: CoinView; sides: OwnAndOther<Side> }): JSX.Element {
  const gain = formatChange(view.takeReward);
  const loss = formatChange(view.penalty);
  return (
    <ul class="coin-legend">
      {[sides.own, sides.other].map(({ look, name }) => (
        <li key={name}>
          <SeatMark look={look} /> {text.legendCoin(name, gain, loss)}
        </li>
      ))}
      <li>{text.legendEdges}</li>
    </ul>
  );
}
