import type { SeatIndex } from '../../shared/game.ts';
import type { ControllerTag } from '../../shared/log/events.ts';
import type { AnyPlayer, Choice } from '../../shared/player.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import type { Seed } from '../../shared/random.ts';

interface NamedProgram {
  readonly ref: string;
  /** For people's eyes. */
  readonly label: string;
  /** What the log says about who decides. */
  readonly controller: ControllerTag;
}

/** A program that decides at once, in the room's own thread. */
export interface ScriptProgram extends NamedProgram {
  readonly kind: 'script';
  readonly definition: AnyPlayer;
  /** Raw input of the definition's own schema, already known to fit. */
  readonly options: unknown;
}

/** A trained agent: it decides elsewhere, and that takes time. The same checkpoint for a whole episode, whatever its name means later. */
export interface AgentProgram extends NamedProgram {
  readonly kind: 'agent';
  /** @param params parsed   @throws RangeError if it cannot play by them */
  check(params: unknown): void;
  /** Seats it in an episode, with an empty memory. */
  begin(seat: AgentSeating): AgentPlayer;
  /** Of a name that means other checkpoints at other times: who plays the coming episode. Left out: always this one. */
  forEpisode?(terms: EpisodeTerms): AgentProgram;
}

/** What an episode that is about to begin is like. */
export interface EpisodeTerms {
  readonly seed: Seed;
  /** Parsed. */
  readonly params: unknown;
  /** Name of the study that the table belongs to; null: of none. */
  readonly study: string | null;
}

export interface AgentSeating {
  readonly seed: Seed;
  readonly seat: SeatIndex;
}

/** Forms in which a game shows a seat what it sees. */
export type AgentReads = 'observation' | 'features';

/** A trained agent in one seat of one episode. */
export interface AgentPlayer {
  /** What it is to be asked with. */
  readonly reads: AgentReads;
  /** A shadow in the same seat reads another form: it is to be asked with both. Left out: with one. */
  readonly shadowReads?: AgentReads;
  /**
   * Asks what it does. Ask once a step, in order: what it has seen it remembers, whether or not its answer came in time.
   * @param observation what `observe`, or `features`, writes for the seat; copied before this returns
   * @param shadowObservation the same in the form of `shadowReads`, where there is one
   * @returns never rejects; takes as long as it takes
   */
  ask(
    step: number,
    observation: ArrayLike<number>,
    shadowObservation?: ArrayLike<number>,
  ): Promise<AgentAnswer>;
}

export type AgentAnswer =
  | { readonly kind: 'chosen'; readonly choice: Choice }
  /** It cannot say, now or ever. */
  | { readonly kind: 'failed'; readonly why: string }
  /** It was asked about a later step before it could answer this one. */
  | { readonly kind: 'superseded' };

/** What a reference stands for: something that can take a seat. */
export type Program = ScriptProgram | AgentProgram;

/** The trained agents of this server. */
export interface Agents {
  /**
   * Reads what is needed to seat these, so that `resolve` can answer in the same turn of the event loop. What cannot
   * be read, and is no agent, is for `resolve` to refuse.
   */
  prepare(refs: readonly string[]): Promise<void>;
  /** @throws RangeError that says what was expected and what came; of an agent that was not prepared too */
  resolve(game: string, ref: string): AgentProgram;
  offers(game: string): readonly PlayerOffer[];
  /** Looks for agents that came or went. */
  refresh(): Promise<void>;
  /** The card of a checkpoint that is offered, in Markdown.  @param id complete, or its first digits */
  card(id: string): Promise<string | undefined>;
  /** A plot of that card, SVG.  @param name without its ending */
  plot(id: string, name: string): Promise<string | undefined>;
  /** The recorded game of that checkpoint, a log as JSON lines, if it has one. */
  replay(id: string): Promise<string | undefined>;
  /** How often the thread that they decide in had to be started again. */
  readonly restarts: number;
}

/** Turns references into programs. The only way from a client's text to code that runs. */
export interface Programs {
  /** To be awaited before references from a client are resolved.  @see Agents.prepare */
  prepare(refs: readonly string[]): Promise<void>;
  /** @throws RangeError or ZodError that says what was expected and what came */
  resolve(game: string, ref: string): Program;
  /** What the lobby offers for a game. */
  offers(game: string): readonly PlayerOffer[];
  /** References of those that may join people at a table which fills itself: the released agents, or the guide. */
  company(game: string): readonly [string, ...string[]];
  /** The friendly program of the guided game, which also stands in for absent people. */
  guide(game: string): ScriptProgram;
  /** Undefined where this server has none. */
  readonly agents: Agents | undefined;
}
