// `npm start`: set up what is missing, then run the server until it is told to stop.
import { buildClient, installDependencies, runToEnd, withClearErrors } from './setup.mjs';

await withClearErrors(async () => {
  installDependencies();
  // The trainer alone serves no page.
  if (!process.argv.includes('--trainer-only')) buildClient();
  return runToEnd('server/start.ts', process.argv.slice(2));
});
