import { Graphics } from 'pixi.js';
import type { Cell, CoinView } from '../../../shared/games/coin/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { paintAtlas, type Atlas } from '../drawing/atlas.ts';
import { creature, lettering, seatCoin } from '../drawing/creature.ts';
import { SpritePool } from '../drawing/spritePool.ts';
import { Stage, type RendererKind } from '../drawing/stage.ts';
import { easeOut, mix, pop, progress } from '../drawing/tween.ts';
import { formatChange } from '../formatPayoff.ts';
import type { Side } from '../sides.ts';
import { ghostAlpha, placeBoard, stepOf, type BoardPlace } from './boardGeometry.ts';

const SHEET_SIZE = 144;
const FLOAT_MS = 1100;
/** Part of a movement after which the taker stands on the coin. */
const ARRIVAL = 0.6;
/** How far two who share a cell stand from its middle, in cells. */
const APART = 0.2;
const SIDES = ['own', 'other'] as const;
/** Figures stand a little above the middle of a cell: their name is written under them. */
const LIFT = 0.04;
type Who = (typeof SIDES)[number];

type Picture = `${Who}Creature` | `${Who}Coin` | `${Who}Gain` | `${Who}Loss` | `${Who}Both` | 'you';

interface Shown {
  readonly view: CoinView;
  readonly previous: CoinView | undefined;
  readonly start: number;
  readonly duration: number;
}

/** The board as a torus: everything is drawn once per copy of the board that reaches into sight. */
export class CoinBoard {
  readonly #stage: Stage;
  readonly #atlas: Atlas<Picture>;
  readonly #place: { current: BoardPlace };
  readonly #ground = new Graphics();
  readonly #things = new SpritePool();
  #shown: Shown | undefined;

  static async open(
    host: HTMLElement,
    renderer: RendererKind,
    sides: OwnAndOther<Side>,
    view: CoinView,
  ): Promise<CoinBoard> {
    const place = { current: placeBoard(host.clientWidth, host.clientHeight, view.rows, view.columns) };
    const listener: { board?: CoinBoard } = {};
    const stage = await Stage.open({
      host,
      renderer,
      edges: 'smooth',
      onResize: (width, height) => {
        place.current = placeBoard(width, height, view.rows, view.columns);
        listener.board?.drawGround(view.rows, view.columns);
      },
      onFrame: (now) => listener.board?.frame(now) ?? false,
    });
    const board = new CoinBoard(stage, paintAtlas(pictures(sides, view), SHEET_SIZE), place);
    listener.board = board;
    board.drawGround(view.rows, view.columns);
    return board;
  }

  private constructor(stage: Stage, atlas: Atlas<Picture>, place: { current: BoardPlace }) {
    this.#stage = stage;
    this.#atlas = atlas;
    this.#place = place;
    stage.root.addChild(this.#ground, this.#things.container);
  }

  /** @param previous undefined: no motion   @param duration of the move, in milliseconds; 0: none */
  show(view: CoinView, previous: CoinView | undefined, duration: number): void {
    this.#shown = { view, previous, start: performance.now(), duration: previous ? duration : 0 };
    this.#stage.wake();
  }

  destroy(): void {
    this.#stage.destroy();
    this.#atlas.destroy();
  }

  drawGround(rows: number, columns: number): void {
    const { cell, x, y } = this.#place.current;
    const gap = Math.max(1, cell * 0.03);
    this.#ground.clear();
    for (let row = -1; row <= rows; row += 1) {
      for (let column = -1; column <= columns; column += 1) {
        const inside = row >= 0 && row < rows && column >= 0 && column < columns;
        this.#ground
          .roundRect(
            x + column * cell + gap,
            y + row * cell + gap,
            cell - 2 * gap,
            cell - 2 * gap,
            cell * 0.14,
          )
          .fill({ color: 0xdfe9ec, alpha: inside ? 1 : 0.4 });
      }
    }
    this.#ground
      .roundRect(x - gap, y - gap, columns * cell + 2 * gap, rows * cell + 2 * gap, cell * 0.16)
      .stroke({ color: 0x6d7d89, width: Math.max(2, cell * 0.025) });
  }

  /** @returns true while something moves */
  frame(now: number): boolean {
    const shown = this.#shown;
    if (!shown) return false;
    this.#things.begin();
    const part = progress(now, shown.start, shown.duration);
    this.#drawCoins(shown, part);
    for (const who of ['other', 'own'] as const) this.#drawCreature(shown, who, easeOut(part));
    const floating = this.#drawRewards(shown, now);
    this.#things.end();
    return part < 1 || floating;
  }

  #drawCoins({ view, previous }: Shown, part: number): void {
    const taken = previous !== undefined && !sameCell(previous.coin, view.coin);
    if (taken && part < ARRIVAL) this.#draw(`${previous.coin.owner}Coin`, previous.coin, view, 1);
    if (!taken) this.#draw(`${view.coin.owner}Coin`, view.coin, view, 1);
    else if (part >= ARRIVAL) {
      this.#draw(`${view.coin.owner}Coin`, view.coin, view, pop((part - ARRIVAL) / (1 - ARRIVAL)));
    }
  }

  #drawCreature({ view, previous }: Shown, who: Who, part: number): void {
    const at = view.cell[who];
    const step = view.last && part < 1 ? stepOf(view.last.move[who]) : { row: 0, column: 0 };
    const aside = who === 'own' ? -APART : APART;
    const apartNow = together(view) ? aside : 0;
    const apartBefore = previous && together(previous) ? aside : 0;
    const place = {
      row: at.row - LIFT - step.row * (1 - part),
      column: at.column - step.column * (1 - part) + mix(apartBefore, apartNow, part),
    };
    const scale = together(view) ? mix(0.94, 0.8, part) : 0.94;
    this.#draw(`${who}Creature`, place, view, scale);
    if (who === 'own') this.#draw('you', { row: place.row + 0.4 * scale, column: place.column }, view, 0.62);
  }

  /** Gains and losses of the last step rise from who got them. @returns true while they rise */
  #drawRewards({ view, start, duration }: Shown, now: number): boolean {
    if (!view.last || duration === 0) return false;
    const part = progress(now, start + duration * ARRIVAL, FLOAT_MS);
    if (part >= 1 || now < start + duration * ARRIVAL) return part < 1;
    let any = false;
    for (const who of SIDES) {
      const picture = rewardPicture(view, who);
      if (!picture) continue;
      any = true;
      const { row, column } = view.cell[who];
      const aside = together(view) ? (who === 'own' ? -APART : APART) : 0;
      const place = { row: row - 0.15 - 0.5 * easeOut(part), column: column + aside };
      this.#draw(picture, place, view, 1, Math.min(1, 3 * (1 - part)));
    }
    return any;
  }

  /** Draws a picture in a cell, and in the copies of that cell beyond the edges. */
  #draw(picture: Picture, { row, column }: Cell, view: CoinView, scale: number, alpha = 1): void {
    const { cell, x, y } = this.#place.current;
    const texture = this.#atlas.textures[picture];
    for (let down = -1; down <= 1; down += 1) {
      for (let right = -1; right <= 1; right += 1) {
        const copyRow = row + down * view.rows;
        const copyColumn = column + right * view.columns;
        const visible = alpha * ghostAlpha(copyRow, copyColumn, view.rows, view.columns);
        if (visible <= 0) continue;
        const sprite = this.#things.next(texture);
        sprite.position.set(x + (copyColumn + 0.5) * cell, y + (copyRow + 0.5) * cell);
        sprite.scale.set((scale * cell) / SHEET_SIZE);
        sprite.alpha = visible;
      }
    }
  }
}

function pictures({ own, other }: OwnAndOther<Side>, { takeReward, penalty }: CoinView) {
  const gain = formatChange(takeReward);
  const loss = formatChange(penalty);
  const both = formatChange(takeReward + penalty);
  return {
    ownCreature: creature(own.look),
    otherCreature: creature(other.look),
    ownCoin: seatCoin(own.look),
    otherCoin: seatCoin(other.look),
    ownGain: lettering(gain, own.look.colour),
    ownLoss: lettering(loss, own.look.colour),
    ownBoth: lettering(both, own.look.colour),
    otherGain: lettering(gain, other.look.colour),
    otherLoss: lettering(loss, other.look.colour),
    otherBoth: lettering(both, other.look.colour),
    you: lettering(own.name.slice(0, 10), '#1c2430', 0.3),
  };
}

function rewardPicture({ last, takeReward, penalty }: CoinView, who: Who): Picture | undefined {
  const reward = last?.reward[who] ?? 0;
  if (reward === 0) return undefined;
  if (reward === takeReward) return `${who}Gain`;
  return reward === penalty ? `${who}Loss` : reward === takeReward + penalty ? `${who}Both` : undefined;
}

function together({ cell }: CoinView): boolean {
  return sameCell(cell.own, cell.other);
}

function sameCell(a: Cell, b: Cell): boolean {
  return a.row === b.row && a.column === b.column;
}
