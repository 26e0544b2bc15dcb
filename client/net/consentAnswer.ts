import { sendConsent } from './api.ts';

const STORED_AS = 'commonground.consent';

/** What this browser answered, to which version of the text. */
export interface ConsentAnswer {
  readonly given: boolean;
  readonly textVersion: string;
}

export function storedConsent(): ConsentAnswer | null {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? 'null') as ConsentAnswer | null;
  } catch {
    return null;
  }
}

/** @throws HttpError or TypeError if the server did not get it; then nothing is stored */
export async function answerConsent(answer: ConsentAnswer): Promise<void> {
  await sendConsent(answer);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(answer));
  } catch {
    // The server has it; without storage we ask again next time.
  }
}
