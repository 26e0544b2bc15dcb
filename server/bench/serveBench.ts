import type { AgentFigures, FromServer, RoomPlaces, ToServer } from './loadMessages.ts';

/**
 * Lets a bench open rooms in this process and read its processor time, over IPC.
 * @param agents what happened to agents since the last call; left out where there are none
 */
export function serveBench(
  port: number,
  open: () => Promise<RoomPlaces>,
  agents: () => AgentFigures = () => ({ decisions: [], ticks: [], missed: 0 }),
): void {
  const tell = (message: FromServer): void => void process.send?.(message);
  process.on('message', (message: ToServer) => {
    if (message.kind === 'cpu') {
      const { user, system } = process.cpuUsage();
      tell({ kind: 'cpu', seconds: (user + system) / 1e6, at: performance.now() / 1000 });
      return;
    }
    if (message.kind === 'agents') {
      tell({ kind: 'agents', ...agents() });
      return;
    }
    void openAll(message.rooms, open).then((rooms) => tell({ kind: 'opened', rooms }));
  });
  process.on('disconnect', () => process.exit(0));
  tell({ kind: 'listening', port });
}

async function openAll(count: number, open: () => Promise<RoomPlaces>): Promise<RoomPlaces[]> {
  const rooms: RoomPlaces[] = [];
  for (let i = 0; i < count; i += 1) rooms.push(await open());
  return rooms;
}
