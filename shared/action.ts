import type { Action, ActionSpace } from './game.ts';
import type { Rng } from './random.ts';

/** Undefined if the value is an action of the space, otherwise a sentence that says what was expected and what came. */
export function actionFault(space: ActionSpace, value: unknown): string | undefined {
  if (space.kind === 'discrete') {
    const last = space.names.length - 1;
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= last) return undefined;
    return `expected a whole number from 0 to ${last} (${space.names.join(', ')}), got ${show(value)}`;
  }
  if (!Array.isArray(value) || value.length !== space.names.length) {
    return `expected ${space.names.length} numbers (${space.names.join(', ')}), got ${show(value)}`;
  }
  const wrong = value.findIndex((x) => typeof x !== 'number' || !(x >= space.low && x <= space.high));
  if (wrong < 0) return undefined;
  return `expected ${space.names[wrong]} in [${space.low}, ${space.high}], got ${show(value[wrong])}`;
}

/** Uniform over the space. */
export function randomAction(space: ActionSpace, rng: Rng): Action {
  if (space.kind === 'discrete') return rng.int(space.names.length);
  return space.names.map(() => space.low + (space.high - space.low) * rng.float());
}

/** At most 80 characters of whatever came; no value makes it throw, as JSON.stringify does on some. */
function show(value: unknown): string {
  const text = Array.isArray(value)
    ? `[${value
        .slice(0, 20)
        .map((entry) => (Array.isArray(entry) ? '[...]' : showOne(entry)))
        .join(', ')}]`
    : showOne(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function showOne(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
