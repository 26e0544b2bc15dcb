/**
 * People whom a program plays, through the same door as anybody: crowds that try a server, exploiters that test its
 * agents. They say so when they ask for an identity, and it stands in their id, and so in every log: exports and
 * readers for learning leave them out by it.
 */
const PREFIX = 'sim-';
/** How labels of exploiters begin. */
export const EXPLOITER_LABEL = 'exploiter:';

/** What a simulated person calls itself: who plays it, such as `crowd:fair` or `exploiter:extort-2`. */
export const SIMULATED_LABEL = /^[a-z][a-z0-9:.-]{0,59}$/;

/** @param random letters without a dot   @throws RangeError for another label */
export function simulatedId(label: string, random: string): string {
  if (!SIMULATED_LABEL.test(label))
    throw new RangeError(`expected a label of small letters, digits and :.-, got ${JSON.stringify(label)}`);
  return `${PREFIX}${label}.${random}`;
}

/** @returns the label of a simulated participant; undefined: nobody said that this is no person */
export function simulatedLabel(participant: string): string | undefined {
  if (!participant.startsWith(PREFIX)) return undefined;
  return participant.slice(PREFIX.length, participant.lastIndexOf('.'));
}

/** An exploiter that tests agents for ever: like nobody, and far more often there than anybody. */
export function isExploiter(participant: string): boolean {
  return participant.startsWith(`${PREFIX}${EXPLOITER_LABEL}`);
}

export function isSimulated(participant: string): boolean {
  return participant.startsWith(PREFIX);
}
