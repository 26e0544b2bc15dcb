import type { Command } from 'commander';
import { examples, printJson, RUN } from './command.ts';
import type { CliContext } from './context.ts';
import { startProgress } from './progress.ts';

/** A part of `bench` that measures in this process. */
export interface BenchPart<Measured> {
  readonly name: string;
  readonly description: string;
  /** Measurements in all. */
  readonly total: number;
  /** @param breathe to be awaited after each measurement, with how many there are so far */
  readonly measure: (context: CliContext, breathe: (done: number) => Promise<void>) => Promise<Measured>;
  readonly report: (measured: Measured) => string;
}

export function addBenchPart<Measured>(bench: Command, part: BenchPart<Measured>, context: CliContext): void {
  const { name, description, report } = part;
  bench
    .command(name)
    .description(description)
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples(`${RUN} bench ${name}`, `${RUN} bench ${name} --json`))
    // The flag may also stand before the part's name, where it belongs to the parent.
    .action(async (_flags: unknown, command: { optsWithGlobals(): { json?: true } }) => {
      const measured = await measurePart(part, context);
      if (command.optsWithGlobals().json) printJson(context, measured);
      else context.stdout.write(report(measured));
    });
}

export async function measurePart<Measured>(
  { total, measure }: BenchPart<Measured>,
  context: CliContext,
): Promise<Measured> {
  const progress = startProgress(context, { unit: 'measurements', total });
  try {
    return await measure(context, async (done) => {
      progress.show(done);
      await new Promise((resume) => setImmediate(resume));
    });
  } finally {
    progress.stop();
  }
}
