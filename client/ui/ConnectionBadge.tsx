import type { ConnectionState } from '../net/keptConnection.ts';
import { STRINGS } from '../strings.ts';

/** How the connection is, in words and by shape. */
export function ConnectionBadge({ connection }: { readonly connection: ConnectionState }) {
  const text = STRINGS.connection[connection.kind];
  const roundTrip =
    connection.kind === 'open' && connection.roundTripMs !== null
      ? STRINGS.connection.roundTrip(Math.round(connection.roundTripMs))
      : null;
  return (
    <p class={`connection is-${connection.kind}`} data-testid="connection" data-state={connection.kind}>
      <span class="dot" aria-hidden="true" />
      {text}
      {roundTrip !== null && <span class="muted"> {roundTrip}</span>}
    </p>
  );
}
