import { appendFileSync, readFileSync } from 'node:fs';
import type { OpsAction } from '../../../shared/protocol/ops.ts';

const SHOWN = 200;

/** What was done through the researchers' channel, logins among it: a file of JSON lines that only grows. */
export class ActionLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws if the disk refuses: what cannot be written down is not done */
  add(action: OpsAction): void {
    appendFileSync(this.#file, `${JSON.stringify(action)}\n`, { mode: 0o600 });
  }

  /** The newest, newest first. */
  newest(): readonly OpsAction[] {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      // Nothing was done yet.
      return [];
    }
    const lines = text.split('\n').filter((line) => line !== '');
    return lines
      .slice(-SHOWN)
      .reverse()
      .flatMap((line) => {
        try {
          return [JSON.parse(line) as OpsAction];
        } catch {
          // Torn by a crash.
          return [];
        }
      });
  }
}
