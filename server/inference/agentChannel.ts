import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import type { Inputs } from '../../models/networks/layout.ts';
import type { Policy } from '../../models/policies/policy.ts';
import { inputRow, readsOf } from '../../models/policies/readSeat.ts';
import type { Choice } from '../../shared/player.ts';
import type { AgentAnswer, AgentPlayer, AgentSeating } from '../players/program.ts';
import type { Draw } from './messages.ts';

interface Question {
  readonly step: number;
  readonly answer: (answer: AgentAnswer) => void;
}

/** What must be known of a policy to ask it. */
export type AskedPolicy = Pick<Policy, 'inputs' | 'memoryLength'>;

/**
 * One seat's way to its policy, and the only place where it remembers: the memory after the last answer, and all that
 * the seat has observed since. So nothing is lost when the thread dies or is slow; the next question carries along
 * what the policy has not lived through yet.
 */
export class AgentChannel implements AgentPlayer {
  readonly checkpoint: LoadedCheckpoint;
  readonly reads: AgentPlayer['reads'];
  readonly #inputs: Policy['inputs'];
  readonly #seating: AgentSeating;
  readonly #ask: (channel: AgentChannel) => void;
  #memory: Float32Array;
  /** Observed, and not yet part of the memory. An episode has an end, and so have these. */
  #observed: Inputs[] = [];
  #question: Question | undefined;
  /** How many observations are under way, and about which step the question is. */
  #sent: { readonly count: number; readonly step: number } | undefined;

  /** @param ask called when there is something to ask, unless an answer is still under way */
  constructor(
    checkpoint: LoadedCheckpoint,
    seating: AgentSeating,
    { policy, ask }: { readonly policy: AskedPolicy; readonly ask: (channel: AgentChannel) => void },
  ) {
    this.checkpoint = checkpoint;
    this.#seating = seating;
    this.#ask = ask;
    this.#inputs = policy.inputs;
    this.reads = readsOf(policy.inputs);
    this.#memory = new Float32Array(policy.memoryLength);
  }

  ask(step: number, observation: ArrayLike<number>): Promise<AgentAnswer> {
    this.#answer({ kind: 'superseded' });
    this.#observed.push(inputRow(this.#inputs, observation));
    return new Promise((answer) => {
      this.#question = { step, answer };
      if (!this.#sent) this.#ask(this);
    });
  }

  /** What is to be sent now; it stays here until the answer has come. */
  send(): {
    readonly memory: Float32Array;
    readonly observations: readonly Inputs[];
    readonly draw: Draw;
  } {
    const { seed, seat } = this.#seating;
    const step = this.#question?.step ?? 0;
    this.#sent = { count: this.#observed.length, step };
    return { memory: this.#memory, observations: this.#observed, draw: { seed, seat, step } };
  }

  decided(choice: Choice, memory: Float32Array): void {
    const sent = this.#takeSent();
    this.#memory = memory;
    this.#observed.splice(0, sent.count);
    if (this.#question?.step === sent.step) this.#answer({ kind: 'chosen', choice });
    if (this.#observed.length > 0) this.#ask(this);
  }

  /** The policy could not decide: it will not be able to the next time either with what it stumbled over. */
  failed(why: string): void {
    const sent = this.#takeSent();
    this.#observed.splice(0, sent.count);
    if (this.#question?.step === sent.step) this.#answer({ kind: 'failed', why });
    if (this.#observed.length > 0) this.#ask(this);
  }

  /** No answer will come to what was sent: ask again. */
  lost(): void {
    this.#sent = undefined;
    this.#ask(this);
  }

  #takeSent() {
    if (!this.#sent) throw new Error('expected an answer to a question, got one to none');
    const sent = this.#sent;
    this.#sent = undefined;
    return sent;
  }

  #answer(answer: AgentAnswer): void {
    const question = this.#question;
    this.#question = undefined;
    question?.answer(answer);
  }
}
