import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { replaceFile } from '../trainer/runFolder.ts';
import type { ResultFiles } from './gameResults.ts';
import { readableJson } from './readableJson.ts';
import type { RenderedPage } from './renderPage.ts';

/** Of the pictures that `results render` writes, and no others. */
const IMAGE = /^results-[\w-]+\.svg$/;
const PAPER = 'paper';

/** What is there already. */
export interface ResultsFolder {
  readonly page: string;
  /** By game. */
  readonly files: ReadonlyMap<string, ResultFiles>;
  /** SVG by name of the file. */
  readonly images: Readonly<Record<string, string>>;
}

/**
 * Reads the page of results, the files that it is made from and the pictures.
 * @param docs the folder with `results.md`, `results/` and `images/`
 * @throws if one of them cannot be read or a JSON file is none
 */
export function readResults(docs: string): ResultsFolder {
  const results = join(docs, 'results');
  const games = namesIn(results).filter((name) => name !== PAPER);
  return {
    page: readFileSync(join(docs, 'results.md'), 'utf8'),
    files: new Map(games.map((game) => [game, gameFiles(results, game)])),
    images: Object.fromEntries(
      imagesIn(docs).map((name) => [name, readFileSync(join(docs, 'images', name), 'utf8')]),
    ),
  };
}

function gameFiles(results: string, game: string): ResultFiles {
  const paper = join(results, PAPER, `${game}.json`);
  const files = namesIn(join(results, game)).map((name): [string, unknown] => {
    const file = join(results, game, name);
    return name.endsWith('.json')
      ? [basename(name, '.json'), readJson(file)]
      : [name, readFileSync(file, 'utf8')];
  });
  return new Map(existsSync(paper) ? [...files, [PAPER, readJson(paper)]] : files);
}

/** Replaces the page and the pictures; pictures that nothing is drawn into any more are removed. */
export function writeRendered(docs: string, { page, images }: RenderedPage): void {
  writeFileSync(join(docs, 'results.md'), page);
  mkdirSync(join(docs, 'images'), { recursive: true });
  for (const name of imagesIn(docs)) if (images[name] === undefined) rmSync(join(docs, 'images', name));
  for (const [name, svg] of Object.entries(images)) writeFileSync(join(docs, 'images', name), svg);
}

/** @param name without `.json`   @returns the file */
export function writeResultFile(
  docs: string,
  game: string,
  { name, content }: { readonly name: string; readonly content: unknown },
): string {
  return writeResultText(docs, game, { name: `${name}.json`, text: readableJson(content) });
}

/** @returns the file */
export function writeResultText(
  docs: string,
  game: string,
  { name, text }: { readonly name: string; readonly text: string },
): string {
  const file = join(docs, 'results', game, name);
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, text);
  return file;
}

function imagesIn(docs: string): readonly string[] {
  return namesIn(join(docs, 'images')).filter((name) => IMAGE.test(name));
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: expected JSON, ${(error as Error).message}`, { cause: error });
  }
}
