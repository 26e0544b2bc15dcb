import { z } from 'zod';

/** What the server tells its parent process every second, which hands it on to the trainer. */
export const serverLoadSchema = z.strictObject({
  kind: z.literal('load'),
  /** 99th percentiles in milliseconds: of the last second, then of the last ten; 0 where nothing happened. */
  eventLoopMs: z.number().min(0),
  tickJitterMs: z.number().min(0),
  decisionMs: z.number().min(0),
});
export type ServerLoad = z.infer<typeof serverLoadSchema>;
