import { render, type JSX } from 'preact';
import { DOWN, LEFT, RIGHT, UP, type CoinView } from '../../../shared/games/coin/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { boardRoom } from '../boardRoom.ts';
import { lateBoard } from '../drawing/lateBoard.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatChange, formatPayoff } from '../formatPayoff.ts';
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
  const place = document.createElement('div');
  place.className = 'coin-canvas';
  let first: SceneTurn<CoinView> | undefined;
  const room = boardRoom(host);
  let failed = false;
  let board: ReturnType<typeof lateBoard<CoinBoard>> | undefined;
  const draw = (turn: SceneTurn<CoinView>): void =>
    render(<CoinTable turn={turn} context={context} place={place} failed={failed} />, host);
  return Promise.resolve({
    update: (turn) => {
      draw(turn);
      room.measure();
      // Only now is it known whose side this is, and so who has which colour.
      board ??= lateBoard(
        () => CoinBoard.open(place, context.renderer, sidesOf(turn), turn.view),
        () => {
          failed = true;
          draw(first ?? turn);
        },
      );
      const isNewStep = first?.view !== turn.view;
      first = turn;
      if (isNewStep) board.use((opened) => opened.show(turn.view, turn.previousView, turn.tweenMs));
    },
    destroy: () => {
      board?.destroy();
      room.destroy();
      render(null, host);
    },
  });
}

interface Props {
  readonly turn: SceneTurn<CoinView>;
  readonly context: SceneContext;
  readonly place: HTMLElement;
  readonly failed: boolean;
}

function CoinTable({ turn, context, place, failed }: Props): JSX.Element {
  const sides = sidesOf(turn);
  return (
    <div class="coin">
      <div
        class="coin-board"
        role="img"
        aria-label={text.board}
        ref={(frame) => {
          if (frame && place.parentElement !== frame) frame.append(place);
        }}
      />
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
