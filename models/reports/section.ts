import type { ResultFiles } from './gameResults.ts';

/** What a game contributes to the page of results. */
export interface Section {
  /** Markdown by the name of its place in the page. */
  readonly blocks: Readonly<Record<string, string>>;
  /** SVG by the name of the file. */
  readonly images: Readonly<Record<string, string>>;
}

/** @throws RangeError if a file does not fit */
export type RenderSection = (files: ResultFiles) => Section;
