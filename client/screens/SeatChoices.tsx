import { useId } from 'preact/hooks';
import type { AnyGame } from '../../shared/game.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import { occupantsOf, PERSON, seatedWith, type LobbyChoice } from '../lobby/tableSetup.ts';
import { STRINGS } from '../strings.ts';

interface SeatChoicesProps {
  readonly game: AnyGame;
  readonly choice: LobbyChoice;
  readonly players: readonly PlayerOffer[];
  readonly onChange: (choice: LobbyChoice) => void;
}

/** A person or a program for every seat of a table for others, folded away until it is wanted. */
export function SeatChoices({ game, choice, players, onChange }: SeatChoicesProps) {
  const { lobby: text } = STRINGS;
  const hint = useId();
  const occupants = occupantsOf(game, choice);
  const people = occupants.filter((occupant) => occupant === PERSON).length;
  return (
    <details class="seat-choices" data-testid="seat-choices">
      <summary>
        {text.seats}: {text.seatsChosen(people, occupants.length - people)}
      </summary>
      <p id={hint} class="muted small">
        {text.seatsHint}
      </p>
      <div class="seat-grid" role="group" aria-label={text.seats} aria-describedby={hint}>
        {occupants.map((occupant, seat) => (
          <SeatChoice
            key={seat}
            seat={seat}
            occupant={occupant}
            person={seat === occupants.indexOf(PERSON) ? text.seatYou : text.seatPerson}
            isLastPerson={people === 1 && occupant === PERSON}
            players={players}
            onChange={(next) => onChange(seatedWith(game, choice, { seat, occupant: next }))}
          />
        ))}
      </div>
    </details>
  );
}

interface SeatChoiceProps {
  readonly seat: number;
  readonly occupant: string;
  /** What a person in this seat is called. */
  readonly person: string;
  readonly isLastPerson: boolean;
  readonly players: readonly PlayerOffer[];
  readonly onChange: (occupant: string) => void;
}

function SeatChoice({ seat, occupant, person, isLastPerson, players, onChange }: SeatChoiceProps) {
  const { lobby: text } = STRINGS;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{text.seat(seat + 1)}</label>
      <select
        id={id}
        value={occupant}
        data-testid={`seat-choice-${seat}`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value={PERSON}>{person}</option>
        <optgroup label={text.seatPrograms} disabled={isLastPerson}>
          {players.map(({ ref, label }) => (
            <option key={ref} value={ref}>
              {label}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  );
}
