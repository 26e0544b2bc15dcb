import type { JSX } from 'preact';
import type { NegotiationView } from '../../../shared/games/negotiation/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatPayoff } from '../formatPayoff.ts';
import type { SceneContext, SceneTurn } from '../scene.ts';
import type { Side } from '../sides.ts';
import { itemName } from './describeNegotiation.ts';
import { ItemMark } from './ItemMark.tsx';
import { PROPOSAL_STEP, roundProposal } from './split.ts';

const text = STRINGS.games.negotiation;

interface Props {
  readonly turn: SceneTurn<NegotiationView>;
  readonly context: SceneContext;
  readonly sides: OwnAndOther<Side>;
  /** What the sliders stand at, per item. */
  readonly draft: readonly number[];
  readonly onDraft: (draft: readonly number[]) => void;
  readonly onSubmit: () => void;
}

/** This round's items, what they are worth to both, and the sliders of those who play. */
export function ProposalForm({ turn, context, sides, draft, onDraft, onSubmit }: Props): JSX.Element {
  const { values, maxProposal } = turn.view;
  const plays = context.role === 'player';
  const open = turn.status === 'running' && !turn.moved;
  return (
    <form
      class="nego-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h3>{turn.status === 'running' ? text.thisRound : text.over}</h3>
      <ul class="nego-items">
        {values.own.map((value, item) => (
          <li key={item} class="nego-item">
            <ItemMark item={item} />
            <span class="nego-item-name">{itemName(item)}</span>
            <Worth own={value} other={values.other[item] ?? 0} sides={sides} />
            {plays && (
              <Slider
                label={text.askLabel(itemName(item), value, sides.other.name, values.other[item] ?? 0)}
                value={draft[item] ?? 0}
                max={maxProposal}
                open={open}
                onValue={(asked) => onDraft(draft.map((before, i) => (i === item ? asked : before)))}
              />
            )}
          </li>
        ))}
      </ul>
      {plays && (
        <div class="nego-send">
          <button type="submit" class="button primary" aria-disabled={!open}>
            {text.propose} <kbd>{context.keyNames('propose')}</kbd>
          </button>
          <p class="scene-status">{statusText(turn, sides.other)}</p>
        </div>
      )}
    </form>
  );
}

function Worth({ own, other, sides }: { own: number; other: number; sides: OwnAndOther<Side> }): JSX.Element {
  return (
    <span class="nego-worth">
      <span data-more={own > other}>
        <SeatMark look={sides.own.look} /> {text.worthTo(sides.own.name)} <b>{formatPayoff(own)}</b>
      </span>
      <span data-more={other > own}>
        <SeatMark look={sides.other.look} /> {text.worthTo(sides.other.name)} <b>{formatPayoff(other)}</b>
      </span>
    </span>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly open: boolean;
  readonly onValue: (value: number) => void;
}

function Slider({ label, value, max, open, onValue }: SliderProps): JSX.Element {
  return (
    <label class="nego-slider">
      <span class="nego-ask">
        {text.ask} <output>{value.toFixed(1)}</output>
        <span class="muted"> {text.of(max)}</span>
      </span>
      <input
        type="range"
        min={0}
        max={max}
        step={PROPOSAL_STEP}
        value={value}
        aria-label={label}
        aria-valuetext={text.valueText(value.toFixed(1), max)}
        // Not disabled: that would throw the keyboard's focus off the slider at every round.
        aria-disabled={!open}
        onInput={(event) => {
          if (open) onValue(roundProposal(Number(event.currentTarget.value), max));
          else event.currentTarget.value = String(value);
        }}
      />
    </label>
  );
}

function statusText(turn: SceneTurn<NegotiationView>, other: Side): string {
  if (turn.status !== 'running') return '';
  return turn.moved ? text.proposed(other.name) : text.proposeNow;
}
