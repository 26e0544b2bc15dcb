import type { FunctionComponent } from 'preact';
import type { Action, GameSpec, SeatIndex } from '../../shared/game.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import type { OpenReplay } from '../../shared/log/openReplay.ts';

/** Something a player can do with a key or an on-screen button. People may remap the keys. */
export interface Control {
  /** Kebab-case; stable, since remapped keys are stored under it. */
  readonly id: string;
  readonly label: string;
  /** Default keys as `KeyboardEvent.code`, e.g. 'KeyF', 'ArrowUp', 'Digit1', 'Space'. */
  readonly keys: readonly string[];
  /**
   * Discrete action that the control stands for: played at once in turn games, held while pressed in tick games.
   * Left out: the shell calls `MountedScene.control` instead.
   */
  readonly action?: number;
}

/** The situation that a scene draws, and that its pure functions describe. */
export interface SceneTurn<View> {
  readonly view: View;
  /** View one step earlier, for tweening; undefined at the start and after a jump (then draw without motion). */
  readonly previousView: View | undefined;
  /** Whose side `view` is. 'spectator' sees everything; pair views then show seat 0 as `own`. */
  readonly side: SeatIndex | 'spectator';
  /** One name per seat, for people's eyes: "You", "Player 2", "tit-for-tat". */
  readonly labels: readonly string[];
  /** Steps made so far. */
  readonly step: number;
  readonly status: 'running' | 'terminated' | 'truncated';
  /** Turn games: my move for this step is in (at once after `act`, before the server has answered). */
  readonly moved: boolean;
  /** The move that this page sent for this step; null if none, or if it is not known (after a reload). */
  readonly ownMove: Action | null;
  /** When the step resolves at the latest, in the clock of `SceneContext.now`; null if nothing is due. */
  readonly deadline: number | null;
  /** How long the change from `previousView` may take on screen, in milliseconds; 0: show it at once. */
  readonly tweenMs: number;
}

/** What the shell gives to a mounted scene. */
export interface SceneContext {
  /** Parsed parameters of the game. */
  readonly params: unknown;
  readonly spec: GameSpec;
  /** 'player' may act; 'watcher' draws somebody else's game, live or from a log: show no controls. */
  readonly role: 'player' | 'watcher';
  /** What Pixi should draw with. */
  readonly renderer: 'webgl' | 'canvas';
  /** True: no motion beyond what carries meaning. May change while the scene is mounted. */
  reducedMotion(): boolean;
  /** Server clock in epoch milliseconds, as well as this page knows it. */
  now(): number;
  /** Turn games: plays this action in the present step. Ignored where nothing may be played. */
  act(action: Action): void;
  /** An on-screen button went down or up: exactly as if the control's key had. */
  press(control: string): void;
  release(control: string): void;
  /** The keys of a control as people read them, e.g. "F or 1". */
  keyNames(control: string): string;
  /** Reads a sentence to screen readers. In turn games the shell reads `describe` after every step by itself. */
  announce(text: string): void;
}

/** A scene on the page. */
export interface MountedScene<View> {
  /** Called at once after mounting and whenever anything in the turn changes, also without a new step. */
  update(turn: SceneTurn<View>): void;
  /** A control without an action of its own went down (never for watchers). */
  control?(id: string): void;
  destroy(): void;
}

/** What the guide of a first game says at this moment. */
export interface GuideText {
  readonly title: string;
  readonly text: string;
}

/** How far the episode is. */
export interface SceneProgress {
  /** Round or step that is being played, from 1. */
  readonly now: number;
  /** null: nobody knows the length. */
  readonly of: number | null;
}

/** What a scene's part of the after-game page gets: a whole, verified log, and who looks at it. */
export interface AfterwardsProps {
  readonly events: readonly LogEvent[];
  readonly replay: OpenReplay;
  /** Whose game it was; null for watchers. */
  readonly seat: SeatIndex | null;
  /** One name per seat. */
  readonly labels: readonly string[];
}

/** How one game looks and is controlled. No rules: those stand in shared/games. All but `mount` is pure. */
export interface Scene<View> {
  readonly controls: readonly Control[];
  /** Mounts into an empty element that is as wide as the table's main column; the scene chooses its height. */
  mount(host: HTMLElement, context: SceneContext): Promise<MountedScene<View>>;
  /** The situation in one or two sentences, for screen readers and as text alternative of the drawing. */
  describe(turn: SceneTurn<View>): string;
  /** Text of the guided first game; null: nothing to say now. */
  guide(turn: SceneTurn<View>): GuideText | null;
  /** Payoff so far per seat; null where this side may not know it. */
  totals(turn: SceneTurn<View>): readonly (number | null)[];
  progress(turn: SceneTurn<View>): SceneProgress;
  /** Digits behind the point when payoffs are shown. */
  readonly payoffDigits: number;
  /** What the after-game page tells of this game besides; loads when it is needed. */
  readonly afterwards?: () => Promise<FunctionComponent<AfterwardsProps>>;
}

/** A scene whose view the caller does not know. */
export type AnyScene = Scene<unknown>;

/** Checks a scene against its own view, then forgets the type, so that all scenes fit one registry. */
export function defineScene<View>(scene: Scene<View>): AnyScene {
  return scene;
}

/** Totals per seat from a view that tells them as own and other (two seats; a spectator's own is seat 0). */
export function totalsBySeat(
  side: SeatIndex | 'spectator',
  total: { readonly own: number; readonly other: number },
): readonly number[] {
  return side === 1 ? [total.other, total.own] : [total.own, total.other];
}
