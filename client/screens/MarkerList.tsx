import { useId, useMemo, useState } from 'preact/hooks';
import type { ReplayMarker } from '../../shared/log/openReplay.ts';
import { STRINGS } from '../strings.ts';

interface MarkerListProps {
  readonly markers: readonly ReplayMarker[];
  readonly labels: readonly string[];
  readonly step: number;
  readonly goTo: (step: number) => void;
}

/** A long game has thousands of markers; nobody reads more than these. */
const MOST_SHOWN = 200;

/** Everything that happened, to jump to. */
export function MarkerList({ markers, labels, step, goTo }: MarkerListProps) {
  const { replay: text } = STRINGS;
  const [kind, setKind] = useState('');
  const select = useId();
  const kinds = useMemo(() => [...new Set(markers.map((marker) => marker.kind))], [markers]);
  const matching = kind === '' ? markers : markers.filter((marker) => marker.kind === kind);
  return (
    <section class="markers" aria-labelledby="markers-title" data-testid="markers">
      <div class="markers-head">
        <h2 id="markers-title">{text.markers}</h2>
        {kinds.length > 1 && (
          <div class="field inline">
            <label for={select}>{text.kind}</label>
            <select id={select} value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              <option value="">{text.allKinds}</option>
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {STRINGS.event(each)}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      {markers.length === 0 && <p class="muted">{text.noMarkers}</p>}
      <ol class="marker-list">
        {matching.slice(0, MOST_SHOWN).map((marker, index) => (
          <li key={index}>
            <button
              type="button"
              class="link-button"
              aria-current={marker.step === step ? 'step' : undefined}
              onClick={() => goTo(marker.step)}
            >
              {text.markerAt(
                marker.step,
                STRINGS.event(marker.kind),
                marker.seat === undefined ? null : (labels[marker.seat] ?? STRINGS.playerNumber(marker.seat)),
              )}
            </button>
          </li>
        ))}
      </ol>
      {matching.length > MOST_SHOWN && <p class="muted">{text.moreMarkers(matching.length - MOST_SHOWN)}</p>}
    </section>
  );
}
