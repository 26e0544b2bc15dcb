import type { ExportFormat } from './tableWriter.ts';

export interface ManifestFile {
  readonly name: string;
  /** Null for a file that is no table. */
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
}

/** An episode that this code cannot replay: in the tables, marked invalid, but without a trajectory. */
export interface InvalidEpisode {
  readonly episode: string;
  readonly reason: string;
}

/** manifest.json: what an export holds and how to check it. */
export interface Manifest {
  readonly format: ExportFormat;
  /** When the export began, ISO 8601. */
  readonly createdAt: string;
  readonly codeVersion: string;
  readonly filter: { readonly game: string | null; readonly since: number | null };
  /** What happened to episodes with simulated people. */
  readonly simulated: 'left-out' | 'taken-along';
  readonly episodes: {
    readonly exported: number;
    /** Left out: they had not ended. */
    readonly running: number;
    /** Left out: a program sat in a person's seat. 0 where they are taken along. */
    readonly simulated: number;
    readonly invalid: readonly InvalidEpisode[];
  };
  readonly files: readonly ManifestFile[];
}
