const UTC = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** As `2026-01-02T03:04:05Z`.  @param epochMs milliseconds since 1970-01-01T00:00Z; parts of a second are cut off */
export function isoTime(epochMs: number): string {
  const parts = new Map(UTC.formatToParts(epochMs).map(({ type, value }) => [type, value]));
  const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
  const [hour, minute, second] = [parts.get('hour'), parts.get('minute'), parts.get('second')];
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
