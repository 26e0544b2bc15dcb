import { HARVEST_SCENARIOS } from './harvest.ts';
import { scenarioSchema, type Scenario } from './scenario.ts';
import { TWO_SEAT_SCENARIOS } from './twoSeats.ts';

/** Every scenario that comes with the project. */
export const SCENARIOS: readonly Scenario[] = [...HARVEST_SCENARIOS, ...TWO_SEAT_SCENARIOS].map((scenario) =>
  scenarioSchema.parse(scenario),
);

/** @throws RangeError that lists the scenarios there are */
export function scenarioById(id: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (scenario !== undefined) return scenario;
  const ids = SCENARIOS.map((candidate) => candidate.id).join(', ');
  throw new RangeError(`expected a scenario (${ids}), got ${JSON.stringify(id)}`);
}
