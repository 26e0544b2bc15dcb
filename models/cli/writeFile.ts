import { mkdirSync, writeFileSync } from 'node:fs';
import { CommandFailed } from './failure.ts';

/** @throws CommandFailed if it cannot be written */
export function writeFile(file: string, content: string): void {
  orFailed(file, () => writeFileSync(file, content));
}

/** Makes a folder and those above it.  @throws CommandFailed if it cannot */
export function makeFolder(folder: string): void {
  orFailed(folder, () => mkdirSync(folder, { recursive: true }));
}

function orFailed(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new CommandFailed(`cannot write ${path} (${(error as Error).message})`, 1, { cause: error });
  }
}
