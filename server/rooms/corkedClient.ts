import type { Client, ClientPrivate } from '@colyseus/core';

/** What is used of the TCP socket beneath a `ws` connection. */
interface Corkable {
  cork(): void;
  uncork(): void;
}

const corked = new Set<Corkable>();

function uncorkAll(): void {
  for (const socket of corked) socket.uncork();
  corked.clear();
}

/**
 * Lets everything that goes to this client within one turn of the event loop leave in one system call: the
 * acknowledgement of a move and the update that follows from it come from different places at the same time.
 * System calls are what a server of small messages spends most of its time on.
 */
export function corkClient(client: Client): void {
  const connection = client as Client & ClientPrivate;
  const { _socket: socket } = connection.ref as unknown as { readonly _socket?: Corkable };
  if (!socket) return;
  const send = connection.raw.bind(connection);
  connection.raw = (...args) => {
    if (!corked.has(socket)) {
      // After all promises that are ready now: what they send goes along.
      if (corked.size === 0) process.nextTick(uncorkAll);
      corked.add(socket);
      socket.cork();
    }
    send(...args);
  };
}
