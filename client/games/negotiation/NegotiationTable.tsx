import { render } from 'preact';
import type { NegotiationView } from '../../../shared/games/negotiation/game.ts';
import type { MountedScene, SceneContext, SceneTurn } from '../scene.ts';
import { sidesOf } from '../sides.ts';
import { LastSplit } from './LastSplit.tsx';
import { ProposalForm } from './ProposalForm.tsx';
import '../scenes.css';
import './negotiation.css';

export function mountNegotiation(
  host: HTMLElement,
  context: SceneContext,
): Promise<MountedScene<NegotiationView>> {
  const table = new NegotiationTable(host, context);
  return Promise.resolve({
    update: (turn) => table.update(turn),
    control: () => table.submit(),
    destroy: () => render(null, host),
  });
}

/** Keeps what the sliders stand at, which is nobody's business until it is proposed. */
class NegotiationTable {
  readonly #host: HTMLElement;
  readonly #context: SceneContext;
  #turn: SceneTurn<NegotiationView> | undefined;
  #draft: readonly number[] = [];

  constructor(host: HTMLElement, context: SceneContext) {
    this.#host = host;
    this.#context = context;
  }

  update(turn: SceneTurn<NegotiationView>): void {
    // New values are dealt in each round, so the old demands say nothing any more: sliders start in the middle.
    if (this.#turn?.view.round !== turn.view.round) {
      this.#draft = turn.view.values.own.map(() => turn.view.maxProposal / 2);
    }
    if (turn.moved && Array.isArray(turn.ownMove)) this.#draft = turn.ownMove as readonly number[];
    this.#turn = turn;
    this.#draw();
  }

  submit(): void {
    const turn = this.#turn;
    if (turn && turn.status === 'running' && !turn.moved) this.#context.act([...this.#draft]);
  }

  #draw(): void {
    const turn = this.#turn;
    if (!turn) return;
    const sides = sidesOf(turn);
    const { last, maxProposal, total, round } = turn.view;
    render(
      <div class="nego">
        <ProposalForm
          turn={turn}
          context={this.#context}
          sides={sides}
          draft={this.#draft}
          onDraft={(draft) => {
            this.#draft = draft;
            this.#draw();
          }}
          onSubmit={() => this.submit()}
        />
        <LastSplit last={last} maxProposal={maxProposal} total={total} rounds={round} sides={sides} />
      </div>,
      this.#host,
    );
  }
}
