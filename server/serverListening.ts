import { z } from 'zod';

/** What the server says to server/start.ts once people may come. */
export const serverListeningSchema = z.object({ listening: z.url() });
export type ServerListening = z.infer<typeof serverListeningSchema>;
