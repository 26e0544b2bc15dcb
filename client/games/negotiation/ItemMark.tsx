import type { JSX } from 'preact';

/** Own drawings with outlines that differ: a kite, a bell, a boat; further items are numbered tokens. */
export function ItemMark({ item }: { readonly item: number }): JSX.Element {
  return (
    <svg class="item-mark" viewBox="0 0 100 100" aria-hidden="true">
      {DRAWINGS[item]?.() ?? <Token number={item + 1} />}
    </svg>
  );
}

const OUTLINE = { stroke: '#1c2430', 'stroke-width': 4, 'stroke-linejoin': 'round' } as const;

const DRAWINGS: readonly (() => JSX.Element)[] = [
  () => (
    <>
      <path d="M50 74q12 8 0 14t4 10" fill="none" {...OUTLINE} />
      <path d="M50 4L82 36L50 76L18 36z" fill="#f7d154" {...OUTLINE} />
      <path d="M50 4V76L18 36z" fill="#eeb32b" {...OUTLINE} />
      <path d="M18 36H82" {...OUTLINE} />
    </>
  ),
  () => (
    <>
      <circle cx="50" cy="82" r="10" fill="#8a5a2b" {...OUTLINE} />
      <path d="M50 10q26 4 26 38q0 18 12 28H12q12-10 12-28q0-34 26-38z" fill="#d9a2c4" {...OUTLINE} />
      <path d="M50 10V4" {...OUTLINE} />
      <path d="M19 62H81" {...OUTLINE} />
    </>
  ),
  () => (
    <>
      <path d="M46 8V70H14z" fill="#f4f4ee" {...OUTLINE} />
      <path d="M54 20L84 70H54z" fill="#9fd2ec" {...OUTLINE} />
      <path d="M6 74H94L80 94H20z" fill="#b4603a" {...OUTLINE} />
    </>
  ),
];

function Token({ number }: { readonly number: number }): JSX.Element {
  return (
    <>
      <circle cx="50" cy="50" r="44" fill="#cfd8c8" {...OUTLINE} />
      <text x="50" y="66" font-size="46" font-weight="700" text-anchor="middle" fill="#1c2430">
        {number}
      </text>
    </>
  );
}
