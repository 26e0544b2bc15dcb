import { settings } from '../settings.ts';
import { PALETTE, seatLook } from './palette.ts';

/** Puts palette and chosen theme on the root element, and keeps them right when settings change. */
export function applyTheme(root: HTMLElement): void {
  // Set through the style object, which a strict content security policy allows.
  for (let seat = 0; seat < 8; seat += 1) root.style.setProperty(`--seat-${seat}`, seatLook(seat).colour);
  root.style.setProperty('--sun', PALETTE.orange);
  const apply = (): void => {
    const { theme, motion } = settings.value;
    root.dataset['theme'] = theme;
    root.dataset['motion'] = motion;
  };
  apply();
  settings.subscribe(apply);
}

/** Whether the page is light or dark now. */
export function groundNow(): 'light' | 'dark' {
  const { theme } = settings.value;
  if (theme !== 'system') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
