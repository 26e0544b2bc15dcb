import { prettifyError } from 'zod';
import type { AnyGame } from '../../shared/game.ts';
import { UsageError } from './failure.ts';

export interface GameParamsFlags {
  readonly preset?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Parameters of a game from the flags --preset and --params.  @throws UsageError if they do not fit the game */
export function gameParams(game: AnyGame, { preset, params }: GameParamsFlags): unknown {
  const base = preset === undefined ? undefined : game.presets.find(({ id }) => id === preset);
  if (preset !== undefined && base === undefined) {
    const ids = game.presets.map(({ id }) => id).join(', ');
    throw new UsageError(`--preset: expected a preset of ${game.id} (${ids}), got ${JSON.stringify(preset)}`);
  }
  const fit = game.params.safeParse({ ...base?.params, ...params });
  if (fit.success) return fit.data;
  throw new UsageError(
    `--params: expected parameters of ${game.id}, got ${JSON.stringify(params)}\n${prettifyError(fit.error)}`,
  );
}
