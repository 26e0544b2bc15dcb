import { describe, expect, test } from '@jest/globals';
import { formatLog, parseLog } from '../../../shared/log/jsonLines.ts';
import { makeEpisodeLog } from '../../fixtures/episodeLog.ts';

describe('logs as JSON lines', () => {
  test('[LG7] a log is read back as it was written, empty lines or not', () => {
    const events = makeEpisodeLog({ game: 'negotiation' });
    expect(parseLog(`\n${formatLog(events)}\n`)).toEqual(events);
  });

  test('[LG7] a bad line is named with its number, what was expected and what came', () => {
    const lines = formatLog(makeEpisodeLog()).split('\n');
    expect(() => parseLog(lines.with(2, '{"kind":"deci').join('\n'))).toThrow(
      'line 3: expected one event as JSON, got {"kind":"deci',
    );
    const wrong = (lines[3] as string).replace(/"step":\d+/, '"step":-1');
    expect(() => parseLog(lines.with(3, wrong).join('\n'))).toThrow(/^line 4: expected a log event: step: /);
    expect(() => parseLog('{"kind":"chat"}')).toThrow(/^line 1: expected a log event: kind: /);
  });
});
