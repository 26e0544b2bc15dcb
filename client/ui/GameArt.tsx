import type { GameId } from '../../shared/games/registry.ts';

/** A small picture per game for its card. */
export function GameArt({ game }: { readonly game: GameId }) {
  return (
    <svg class="game-art" viewBox="0 0 96 64" width="96" height="64" aria-hidden="true" focusable="false">
      {PICTURES[game] ?? PICTURES['ipd']}
    </svg>
  );
}

const PICTURES: Readonly<Record<string, preact.JSX.Element>> = {
  ipd: (
    <g stroke="var(--ink)" stroke-width="1.5">
      <rect x="22" y="6" width="25" height="25" rx="4" fill="var(--art-good)" />
      <rect x="49" y="6" width="25" height="25" rx="4" fill="var(--art-mixed)" />
      <rect x="22" y="33" width="25" height="25" rx="4" fill="var(--art-mixed)" />
      <rect x="49" y="33" width="25" height="25" rx="4" fill="var(--art-bad)" />
      <path d="M29 19l4 4l8-9M56 41l11 10M67 41l-11 10" fill="none" stroke-width="2.5" />
    </g>
  ),
  coin: (
    <g stroke="var(--ink)" stroke-width="1.5">
      <rect x="18" y="2" width="60" height="60" rx="6" fill="var(--art-ground)" />
      <path d="M38 2v60M58 2v60M18 22h60M18 42h60" stroke="var(--line)" />
      <circle cx="28" cy="52" r="7" fill="var(--seat-0)" />
      <rect x="61.5" y="5.5" width="13" height="13" fill="var(--seat-1)" />
      <circle cx="48" cy="32" r="6" fill="var(--seat-0)" stroke-dasharray="3 2" />
      <circle cx="48" cy="32" r="2" fill="var(--surface)" stroke="none" />
    </g>
  ),
  negotiation: (
    <g stroke="var(--ink)" stroke-width="1.5">
      <rect x="8" y="8" width="80" height="12" rx="6" fill="var(--art-mixed)" />
      <rect x="8" y="26" width="80" height="12" rx="6" fill="var(--art-mixed)" />
      <rect x="8" y="44" width="80" height="12" rx="6" fill="var(--art-mixed)" />
      <path
        d="M14 8h46v12h-46a6 6 0 0 1 0-12zM14 26h14v12h-14a6 6 0 0 1 0-12zM14 44h60v12h-60a6 6 0 0 1 0-12z"
        fill="var(--seat-0)"
      />
    </g>
  ),
  harvest: (
    <g stroke="var(--ink)" stroke-width="1.5">
      <path d="M4 58h88" />
      <path d="M20 56c-14-2-14-22 2-22c2-14 24-14 26 0c16 0 16 20 2 22z" fill="var(--art-good)" />
      <path
        d="M66 56v-14M66 46l-8-8M66 48l9-12M58 38l-5-1M75 36l5-3"
        fill="none"
        stroke="var(--art-dead)"
        stroke-width="3"
      />
      <g fill="var(--seat-1)">
        <circle cx="24" cy="42" r="4" />
        <circle cx="36" cy="34" r="4" />
        <circle cx="46" cy="46" r="4" />
      </g>
    </g>
  ),
};
