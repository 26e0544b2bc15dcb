import { useId, useState } from 'preact/hooks';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import { pathOf } from '../router.ts';
import { STRINGS } from '../strings.ts';

interface ProgramSelectProps {
  readonly label: string;
  readonly players: readonly PlayerOffer[];
  readonly action: string;
  readonly enabled: boolean;
  readonly choose: (ref: string) => void;
  /** Prefix of the test ids `-select` and `-start`. */
  readonly testId: string;
}

/** One of the programs, with its one sentence, and a button to do something with it. */
export function ProgramSelect({ label, players, action, enabled, choose, testId }: ProgramSelectProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const player = players.find(({ ref }) => ref === chosen) ?? players[0];
  const [select, summary] = [useId(), useId()];
  return (
    <div class="field-row">
      <div class="field">
        <label for={select}>{label}</label>
        <select
          id={select}
          value={player?.ref}
          aria-describedby={summary}
          data-testid={`${testId}-select`}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {players.map(({ ref, label }) => (
            <option key={ref} value={ref}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <button
        type="button"
        class="button"
        disabled={!enabled || !player}
        data-testid={`${testId}-start`}
        onClick={() => player && choose(player.ref)}
      >
        {action}
      </button>
      <p id={summary} class="muted small program-summary">
        {player?.summary}
        {player?.checkpoint !== undefined && (
          <>
            {' '}
            <a
              href={pathOf({ kind: 'agent', id: player.checkpoint })}
              target="_blank"
              rel="noreferrer"
              aria-label={STRINGS.lobby.cardOf(player.label)}
              data-testid={`${testId}-card`}
            >
              {STRINGS.lobby.card}
            </a>
          </>
        )}
      </p>
    </div>
  );
}
