import { render, type JSX } from 'preact';
import { COOPERATE, DEFECT, type IpdMove, type IpdView } from '../../../shared/games/ipd/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatPayoff } from '../formatPayoff.ts';
import type { MountedScene, SceneContext, SceneTurn } from '../scene.ts';
import { sidesOf, type Side } from '../sides.ts';
import { moved, nameOf, payoffOf } from './describeIpd.ts';
import { IpdHistory } from './IpdHistory.tsx';
import { MoveMark } from './MoveMark.tsx';
import { PayoffTable } from './PayoffTable.tsx';
import '../scenes.css';
import './ipd.css';

const text = STRINGS.games.ipd;

interface Props {
  readonly turn: SceneTurn<IpdView>;
  readonly context: SceneContext;
}

export function mountIpd(host: HTMLElement, context: SceneContext): Promise<MountedScene<IpdView>> {
  return Promise.resolve({
    update: (turn) => render(<IpdTable turn={turn} context={context} />, host),
    destroy: () => render(null, host),
  });
}

function IpdTable({ turn, context }: Props): JSX.Element {
  const sides = sidesOf(turn);
  return (
    <div class="ipd">
      <div class="ipd-main">
        <Cards turn={turn} sides={sides} />
        {context.role === 'player' && <Choices turn={turn} context={context} other={sides.other} />}
      </div>
      <PayoffTable turn={turn} sides={sides} />
      <IpdHistory view={turn.view} sides={sides} />
    </div>
  );
}

/** The last round face up; once the reader has moved, the round that is not settled yet. */
function Cards({ turn, sides }: { turn: SceneTurn<IpdView>; sides: OwnAndOther<Side> }): JSX.Element {
  const last = turn.view.history.at(-1);
  const pending = turn.moved && turn.status === 'running';
  // While a move is pending the other card is always face down: it must tell nothing about the other's move.
  const ownMove = pending ? moveOf(turn.ownMove) : last?.own;
  const otherMove = pending ? undefined : last?.other;
  const payoff = last && !pending ? payoffsOf(turn.view, last) : undefined;
  const round = pending ? turn.view.round + 1 : turn.view.round;
  return (
    <div class="ipd-cards" key={`${round}${pending}`}>
      <Card side={sides.own} move={ownMove} {...(payoff ? { payoff: payoff.own } : {})} />
      <span class="ipd-round">{round > 0 ? text.round(round) : ''}</span>
      <Card side={sides.other} move={otherMove} {...(payoff ? { payoff: payoff.other } : {})} />
    </div>
  );
}

interface CardProps {
  readonly side: Side;
  readonly move: IpdMove | undefined;
  readonly payoff?: number;
}

function Card({ side, move, payoff }: CardProps): JSX.Element {
  return (
    <div class="ipd-card" data-face={move === undefined ? 'down' : 'up'}>
      <span class="ipd-name">
        <SeatMark look={side.look} /> {side.name}
      </span>
      <span class="ipd-face">
        {move === undefined ? (
          <span aria-hidden="true">?</span>
        ) : (
          <MoveMark move={move} colour={side.look.colour} />
        )}
      </span>
      <span class="ipd-result">
        {move !== undefined && (payoff === undefined ? nameOf(move) : moved(move))}
        {payoff !== undefined && <b> {formatPayoff(payoff)}</b>}
      </span>
    </div>
  );
}

function Choices({ turn, context, other }: Props & { readonly other: Side }): JSX.Element {
  const open = turn.status === 'running' && !turn.moved;
  return (
    <div class="ipd-choices">
      <p class="scene-status">{statusText(turn, other)}</p>
      <ChoiceButton move={COOPERATE} id="cooperate" open={open} turn={turn} context={context} />
      <ChoiceButton move={DEFECT} id="defect" open={open} turn={turn} context={context} />
    </div>
  );
}

interface ChoiceProps extends Props {
  readonly move: IpdMove;
  readonly id: 'cooperate' | 'defect';
  readonly open: boolean;
}

function ChoiceButton({ move, id, open, turn, context }: ChoiceProps): JSX.Element {
  const chosen = turn.moved && moveOf(turn.ownMove) === move;
  return (
    // Not `disabled`: a button that is taken from under the focus would throw keyboard users off the page.
    <button
      type="button"
      class="ipd-choice"
      data-move={id}
      aria-disabled={!open}
      aria-pressed={chosen}
      onClick={() => open && context.act(move)}
    >
      <MoveMark move={move} colour="currentColor" />
      <span>{text[id]}</span>
      <kbd>{context.keyNames(id)}</kbd>
    </button>
  );
}

function statusText(turn: SceneTurn<IpdView>, other: Side): string {
  if (turn.status !== 'running') return text.over;
  if (!turn.moved) return text.chooseNow;
  const move = moveOf(turn.ownMove);
  if (move === undefined) return text.choseUnknown(other.name);
  return text.chose(nameOf(move), other.name);
}

function moveOf(action: SceneTurn<IpdView>['ownMove']): IpdMove | undefined {
  return action === COOPERATE || action === DEFECT ? action : undefined;
}

function payoffsOf(view: IpdView, round: IpdView['history'][number]): OwnAndOther<number> {
  return { own: payoffOf(view, round.own, round.other), other: payoffOf(view, round.other, round.own) };
}
