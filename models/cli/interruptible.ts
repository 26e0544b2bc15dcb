import type { CliContext } from './context.ts';
import { startProgress } from './progress.ts';

/** To be called now and then. Draws how much is done, and lets signals in. */
export type Breath = (done: number) => Promise<'go-on' | 'stop'>;

/** Long work with a progress bar, told to stop by ctrl-C. */
export async function interruptible<T>(
  context: CliContext,
  work: { readonly unit: string; readonly total: number },
  run: (breathe: Breath) => Promise<T>,
): Promise<T> {
  let answer: 'go-on' | 'stop' = 'go-on';
  const ignoreInterrupt = context.onInterrupt(() => {
    answer = 'stop';
  });
  const progress = startProgress(context, work);
  try {
    return await run(async (done) => {
      progress.show(done);
      // Signals and the terminal are only served between turns of the event loop.
      await new Promise((resume) => setImmediate(resume));
      return answer;
    });
  } finally {
    progress.stop();
    ignoreInterrupt();
  }
}
