import type { AgentChoice } from '../replay/agentChoices.ts';
import { STRINGS } from '../strings.ts';
import { SeatMark } from '../ui/SeatMark.tsx';

interface AgentChoicesProps {
  /** Steps made; the choices are those that led here. */
  readonly step: number;
  readonly choices: readonly AgentChoice[];
  readonly labels: readonly string[];
}

/** What the trained agents thought of the step that led to the shown situation. */
export function AgentChoices({ step, choices, labels }: AgentChoicesProps) {
  const { agents: text } = STRINGS.replay;
  return (
    <section class="agent-choices" aria-labelledby="agents-title" data-testid="agents">
      <h2 id="agents-title">{text.title}</h2>
      <p class="muted small">{step === 0 ? text.start : text.explain(step)}</p>
      <div class="agent-grid">
        {choices.map((choice) => (
          <Choice key={choice.seat} choice={choice} label={labels[choice.seat] ?? ''} />
        ))}
      </div>
    </section>
  );
}

function Choice({ choice, label }: { readonly choice: AgentChoice; readonly label: string }) {
  const { agents: text } = STRINGS.replay;
  const { seat, bars, value, fallback } = choice;
  return (
    <div class="agent-choice" data-testid={`agent-${seat}`}>
      <h3>
        <SeatMark seat={seat} /> {label}
      </h3>
      {fallback !== null && <p class="small">{text.fallback(fallback)}</p>}
      {bars.length > 0 && (
        <table class="bars">
          <caption class="visually-hidden">{text.caption(label)}</caption>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">{text.action}</th>
              <th scope="col">{text.probability}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label: action, probability, isChosen }) => (
              <tr key={action} class={isChosen ? 'chosen' : undefined}>
                <th scope="row">
                  {action}
                  {isChosen && (
                    <>
                      <span aria-hidden="true"> ✓</span>
                      <span class="visually-hidden"> {text.chosen}</span>
                    </>
                  )}
                </th>
                <td>
                  <span class="bar" aria-hidden="true">
                    <span style={{ width: `${100 * probability}%` }} />
                  </span>
                  <span class="percent">{text.percent(probability)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {value !== null && (
        <p class="small" data-testid={`value-${seat}`}>
          {text.value(value)}
        </p>
      )}
    </div>
  );
}
