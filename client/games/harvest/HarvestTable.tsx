import type { JSX } from 'preact';
import { VIEW_SIZE } from '../../../shared/games/harvest/geometry.ts';
import type { HarvestParams } from '../../../shared/games/harvest/params.ts';
import type { HarvestSeatView, HarvestView } from '../../../shared/games/harvest/view.ts';
import { STRINGS } from '../../strings.ts';
import { BoardFrame, mountBoard, type BoardTableProps } from '../mountBoard.tsx';
import type { MountedScene, SceneContext } from '../scene.ts';
import { TouchPad } from '../TouchPad.tsx';
import { ArenaBoard } from './ArenaBoard.ts';
import { ArenaScores } from './ArenaScores.tsx';
import { describeHarvest } from './describeHarvest.ts';
import '../scenes.css';
import './harvest.css';

const text = STRINGS.games.harvest;

const MOVES = [
  { control: 'turn-left', label: text.turnLeft, sign: '↶', area: 'tl' },
  { control: 'forward', label: text.forward, sign: '↑', area: 'f' },
  { control: 'turn-right', label: text.turnRight, sign: '↷', area: 'tr' },
  { control: 'step-left', label: text.stepLeft, sign: '←', area: 'l' },
  { control: 'backward', label: text.backward, sign: '↓', area: 'b' },
  { control: 'step-right', label: text.stepRight, sign: '→', area: 'r' },
] as const;
const ZAP = { control: 'zap', label: text.zap, sign: '⚡', area: 'z' } as const;

export function mountHarvest(host: HTMLElement, context: SceneContext): Promise<MountedScene<HarvestView>> {
  return mountBoard<HarvestView>(host, context, {
    placeClass: 'harvest-canvas',
    open: (place, turn) => ArenaBoard.open(place, context.renderer, sizeOf(turn.view).columns),
    table: HarvestTable,
    onStep: ({ view }, before) => {
      if (wasHit(view, before?.view)) context.announce(text.hit);
    },
  });
}

function HarvestTable({ turn, context, place, failed }: BoardTableProps<HarvestView>): JSX.Element {
  const { view } = turn;
  const { columns, rows } = sizeOf(view);
  const params = context.params as HarvestParams;
  const pad = params.zap === 'on' ? [...MOVES, ZAP] : MOVES;
  return (
    <div class={`harvest harvest-${view.kind}`}>
      <div class="harvest-arena" style={{ '--shape': `${columns / rows}` }}>
        {view.kind === 'seat' && <Standing view={view} params={params} />}
        <div class="harvest-board" style={{ aspectRatio: `${columns} / ${rows}` }}>
          <BoardFrame
            place={place}
            class="harvest-frame"
            label={view.kind === 'seat' ? text.boardSeat : text.boardArena}
          />
          {view.kind === 'seat' && !view.alive && <BlackOut view={view} params={params} />}
        </div>
      </div>
      <div class="harvest-side">
        {failed && <p>{describeHarvest(turn)}</p>}
        {context.role === 'player' && (
          <TouchPad
            name="harvest-pad"
            label={text.padLabel}
            context={context}
            closed={turn.status !== 'running'}
            buttons={pad}
          />
        )}
        {view.kind === 'spectator' ? (
          <ArenaScores view={view} labels={turn.labels} />
        ) : (
          <p class="harvest-rule">{text.rule}</p>
        )}
      </div>
    </div>
  );
}

interface StandingProps {
  readonly view: HarvestSeatView;
  readonly params: HarvestParams;
}

function Standing({ view, params }: StandingProps): JSX.Element {
  return (
    <div class="harvest-hud">
      <span class="harvest-chip">
        <AppleMark /> <b>{view.total}</b>
        <span class="visually-hidden"> {text.ownApples}</span>
      </span>
      {params.zap === 'on' && (
        <span class="harvest-chip" data-ready={view.ready}>
          <span aria-hidden="true">⚡</span> {view.ready === 2 ? text.ready : text.loading}
        </span>
      )}
    </div>
  );
}

function BlackOut({ view, params }: StandingProps): JSX.Element {
  return (
    <div class="harvest-out">
      <b>{text.hit}</b>
      <span class="harvest-count">{(view.respawnIn / params.ticksPerSecond).toFixed(1)} s</span>
      <span class="harvest-pips" aria-hidden="true">
        {Array.from({ length: params.respawnDelay + 1 }, (_, index) => (
          <i key={index} class={index < view.respawnIn ? 'left' : ''} />
        ))}
      </span>
    </div>
  );
}

function AppleMark(): JSX.Element {
  return (
    <svg class="harvest-apple" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 6C6 3 2 6 3 11s5 8 7 6c2 2 6-1 7-6s-3-8-7-5z" fill="#c4283a" stroke="#7c1620" />
      <path d="M10 6q0-3 2-4" fill="none" stroke="#4a2a1a" stroke-width="1.5" />
    </svg>
  );
}

function sizeOf(view: HarvestView): { readonly columns: number; readonly rows: number } {
  return view.kind === 'seat'
    ? { columns: VIEW_SIZE, rows: VIEW_SIZE }
    : { columns: view.width, rows: view.height };
}

function wasHit(view: HarvestView, before: HarvestView | undefined): boolean {
  return view.kind === 'seat' && before?.kind === 'seat' && before.alive && !view.alive;
}
