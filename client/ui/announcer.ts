import { Store } from './store.ts';

/** What the live region says now. */
export const announcement = new Store('');

let again = false;

/** Reads a sentence to screen readers, politely. The same sentence twice is read twice. */
export function announce(text: string): void {
  // A live region is read when its text changes: an invisible mark tells two equal sentences apart.
  again = !again;
  announcement.set(again ? text : `${text}\u200B`);
}
