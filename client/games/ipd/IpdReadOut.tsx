import { useMemo } from 'preact/hooks';
import { SITUATIONS } from '../../../shared/readout/cooperationRates.ts';
import { ipdGameOf } from '../../../shared/readout/ipdGame.ts';
import { readIpdPlayer, type IpdReadOut as ReadOut } from '../../../shared/readout/readIpdPlayer.ts';
import type { Proportion } from '../../../shared/readout/proportion.ts';
import { scriptedPlayersOf } from '../../../shared/scripted/registry.ts';
import { STRINGS } from '../../strings.ts';
import type { AfterwardsProps } from '../scene.ts';

const text = STRINGS.games.ipd.readout;

/** What a person's own moves say: how often they cooperated after what, and which named strategy that is like. */
export function IpdReadOut({ events, seat }: AfterwardsProps) {
  const read = useMemo(() => {
    const game = seat === null ? undefined : ipdGameOf(events, seat);
    return game && readIpdPlayer([game]);
  }, [events, seat]);
  if (read === undefined || read.choices === 0) return null;
  return (
    <section aria-labelledby="readout-title" data-testid="readout">
      <h3 id="readout-title">{text.title}</h3>
      <p>{nearestIn(read)}</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={text.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.situation}</th>
              <th scope="col">{text.cooperated}</th>
              <th scope="col">{text.range}</th>
            </tr>
          </thead>
          <tbody>
            {SITUATIONS.map((situation) => (
              <tr key={situation} data-testid={`readout-${situation}`}>
                <th scope="row">{text.situations[situation]}</th>
                <td>{text.times(read.rates[situation].count, read.rates[situation].of)}</td>
                <td>{rangeIn(read.rates[situation])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted">{text.caution}</p>
    </section>
  );
}

function nearestIn({ nearest, strategies }: ReadOut): string {
  const [first] = nearest;
  if (first === undefined) return '';
  if (nearest.length > 1) return text.alike(nearest);
  const summary = scriptedPlayersOf('ipd').get(first)?.summary ?? '';
  return text.nearest(first, summary, percent(strategies[0]?.share ?? 0));
}

function rangeIn({ low, high, of }: Proportion): string {
  return of === 0 ? '–' : text.between(percent(low), percent(high));
}

function percent(share: number): number {
  return Math.round(100 * share);
}
