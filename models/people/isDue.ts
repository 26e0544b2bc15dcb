/** New episodes that a first model, or a small one's successor, waits for. */
export const LEAST_NEW_EPISODES = 10;

/** Part of what a model knows that has to come in anew before it is worth another. */
const NEW_SHARE = 0.25;

/**
 * Whether enough new episodes came in for another model of people.
 * @param now episodes of consenting people that there are   @param known those that the present model learned from; 0: none yet
 */
export function isDue({ now, known }: { readonly now: number; readonly known: number }): boolean {
  return now - known >= Math.max(LEAST_NEW_EPISODES, NEW_SHARE * known);
}
