import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** By study, by game: id of the checkpoint that its rooms began with. */
const pinsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Which checkpoint the live agent is in the rooms of a study: the one that was live when the study's first episode of
 * that game began. Kept in a file, so that it outlives the server.
 */
export class StudyPins {
  readonly #file: string;
  readonly #onTrouble: (what: string) => void;
  readonly #pins: Record<string, Record<string, string>>;

  constructor(file: string, onTrouble: (what: string) => void) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    this.#pins = this.#read();
  }

  /** Id of the checkpoint; undefined if the study has not begun. */
  get(study: string, game: string): string | undefined {
    return this.#pins[study]?.[game];
  }

  /** All ids that a study is pinned to. */
  ids(): ReadonlySet<string> {
    return new Set(Object.values(this.#pins).flatMap((games) => Object.values(games)));
  }

  set(study: string, game: string, id: string): void {
    this.#pins[study] = { ...this.#pins[study], [game]: id };
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.writing`, `${JSON.stringify(this.#pins, null, 2)}\n`);
      renameSync(`${this.#file}.writing`, this.#file);
    } catch (error) {
      this.#onTrouble(
        `study ${study} keeps its agent until the server ends, but ${this.#file} could not be written: ${(error as Error).message}`,
      );
    }
  }

  #read(): Record<string, Record<string, string>> {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      return {};
    }
    const parsed = pinsSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    this.#onTrouble(
      `${this.#file}: expected the agents of studies, got something else; studies start with the live ones`,
    );
    return {};
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
