import { z } from 'zod';
import type { KeyBindings } from './input/keyBindings.ts';
import { Store } from './ui/store.ts';

const settingsSchema = z.object({
  motion: z.enum(['system', 'reduced', 'full']).catch('system'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  renderer: z.enum(['webgl', 'canvas']).catch('webgl'),
  /** Per game. */
  keys: z.record(z.string(), z.record(z.string(), z.array(z.string().max(40)).max(4))).catch({}),
});
export type Settings = z.infer<typeof settingsSchema>;

const STORED_AS = 'commonground.settings';

/** Whatever is stored, settings come out: a broken entry falls back alone. */
export function parseSettings(json: string | null): Settings {
  let stored: unknown = {};
  try {
    stored = JSON.parse(json ?? '{}');
  } catch {
    // Somebody else's or a cut entry: start from the defaults.
  }
  const result = settingsSchema.safeParse(stored);
  return result.success ? result.data : settingsSchema.parse({});
}

export const settings = new Store<Settings>(parseSettings(readStored()));

export function changeSettings(change: Partial<Settings>): void {
  settings.set({ ...settings.value, ...change });
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(settings.value));
  } catch {
    // Storage is full or closed to us: the change lasts as long as the page.
  }
}

export function bindingsOf(game: string): KeyBindings {
  return settings.value.keys[game] ?? {};
}

export function reducedMotion(): boolean {
  const { motion } = settings.value;
  if (motion !== 'system') return motion === 'reduced';
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** `?renderer=canvas` in the address wins over the setting. */
export function rendererChoice(): 'webgl' | 'canvas' {
  const asked = new URLSearchParams(location.search).get('renderer');
  return asked === 'canvas' || asked === 'webgl' ? asked : settings.value.renderer;
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
