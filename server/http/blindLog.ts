import type { ControllerTag, LogEvent } from '../../shared/log/events.ts';

/**
 * The log of an episode as its players may have it. Where partners were unlabelled it must not say after the
 * end what the table did not say before: who was a program. Moves, rewards and the end stay, so that it
 * replays; researchers export the whole from the store.
 */
export function blindLog(events: readonly LogEvent[]): readonly LogEvent[] {
  const [start] = events;
  if (start?.kind !== 'episode.started' || start.condition['partners'] !== 'unlabelled') return events;
  return events
    .filter(({ kind }) => kind !== 'seat.changed')
    .map((event) => blind(event, start.at))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

/** Decisions of a step in the order of seats: who came first says who thought. */
function placeOf(event: LogEvent): number {
  if (event.kind === 'decision') return event.step + (event.seat + 1) / 100;
  if (event.kind === 'rewards') return event.step + 0.99;
  return event.kind === 'episode.started' ? -1 : Infinity;
}

function blind(event: LogEvent, startedAt: number): LogEvent {
  switch (event.kind) {
    case 'episode.started':
      return {
        ...event,
        occupants: event.occupants.map(({ seat }) => ({ seat, controller: somebody(seat) })),
      };
    case 'decision': {
      const { probabilities: _, value: __, ...decision } = event;
      return {
        ...decision,
        controller: somebody(event.seat),
        source: 'input',
        tShown: null,
        tInput: null,
        tServer: startedAt,
        roundTripMs: null,
        flags: [],
      };
    }
    case 'rewards':
    case 'seat.changed':
    case 'episode.ended':
    default:
      return event;
  }
}

function somebody(seat: number): ControllerTag {
  return { kind: 'human', id: `player-${seat + 1}`, version: null };
}
