import type { LogEvent } from './events.ts';

/** Ids of all people of an episode's log, once each: whoever held a seat at any time, or decided or was replaced in one. */
export function peopleIn(events: readonly LogEvent[]): ReadonlySet<string> {
  const people = new Set<string>();
  for (const event of events) {
    const controllers =
      event.kind === 'episode.started'
        ? event.occupants.map(({ controller }) => controller)
        : event.kind === 'decision'
          ? [event.controller]
          : event.kind === 'seat.changed'
            ? [event.from, event.to]
            : [];
    for (const { kind, id } of controllers) if (kind === 'human') people.add(id);
  }
  return people;
}
