import type { Section } from './section.ts';

export interface Picture {
  readonly name: string;
  readonly alt: string;
  /** Undefined where there is nothing to draw. */
  readonly svg: string | undefined;
}

/** Where the pictures stand, seen from the page. */
const IMAGES = 'images';

/** The pictures of a game as files, and what shows those of them that there are, by name, as Markdown. */
export function picturesOf({
  game,
  title,
  pictures,
}: {
  readonly game: string;
  readonly title: string;
  readonly pictures: readonly Picture[];
}): {
  readonly images: Section['images'];
  readonly show: (...names: readonly string[]) => readonly string[];
} {
  const fileOf = (name: string): string => `results-${game}-${name}.svg`;
  return {
    images: Object.fromEntries(
      pictures.flatMap(({ name, svg }) => (svg === undefined ? [] : [[fileOf(name), svg]])),
    ),
    show: (...names) =>
      pictures.flatMap(({ name, alt, svg }) =>
        svg !== undefined && names.includes(name) ? [`![${title}: ${alt}](${IMAGES}/${fileOf(name)})`] : [],
      ),
  };
}
