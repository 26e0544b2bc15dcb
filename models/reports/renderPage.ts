import type { ResultFiles } from './gameResults.ts';
import type { RenderSection, Section } from './section.ts';

export interface RenderedPage {
  readonly page: string;
  /** SVG by the name of the file. */
  readonly images: Readonly<Record<string, string>>;
}

/** `<!-- results: GAME BLOCK -->`, what is generated, `<!-- end of results -->`. */
const PLACE = /<!-- results: (\S+) (\S+) -->\n[\s\S]*?<!-- end of results -->/g;

/**
 * Writes what the committed files say into the places that the page has for it, and leaves everything else alone.
 * @param files by game
 * @throws RangeError if a place asks for what no section has, if a section's block has no place, or if a file
 *   does not fit
 */
export function renderPage(
  page: string,
  sections: Readonly<Record<string, RenderSection>>,
  files: ReadonlyMap<string, ResultFiles>,
): RenderedPage {
  const rendered = new Map<string, Section>(
    Object.entries(sections).map(([game, render]) => [game, render(files.get(game) ?? new Map())]),
  );
  const missing = new Set(
    [...rendered].flatMap(([game, { blocks }]) => Object.keys(blocks).map((block) => `${game} ${block}`)),
  );
  const filled = page.replaceAll(PLACE, (_, game: string, block: string) => {
    const text = rendered.get(game)?.blocks[block];
    if (text === undefined) throw new RangeError(`expected the name of a block, got ${game} ${block}`);
    missing.delete(`${game} ${block}`);
    return `<!-- results: ${game} ${block} -->\n\n${text}\n\n<!-- end of results -->`;
  });
  if (missing.size > 0)
    throw new RangeError(`expected a place in the page for ${[...missing].join(', ')}, got none`);
  return {
    page: filled,
    images: Object.assign({}, ...[...rendered.values()].map(({ images }) => images)) as Section['images'],
  };
}
