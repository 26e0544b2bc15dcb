import type { Route } from './router.ts';
import { AboutScreen } from './screens/AboutScreen.tsx';
import { AgentScreen } from './screens/AgentScreen.tsx';
import { LearnPage } from './screens/LearnPage.tsx';
import { LobbyScreen } from './screens/LobbyScreen.tsx';
import { MessagePage } from './screens/MessagePage.tsx';
import { ReplayScreen } from './screens/ReplayScreen.tsx';
import { SettingsScreen } from './screens/SettingsScreen.tsx';
import { TableScreen } from './screens/TableScreen.tsx';
import { STRINGS } from './strings.ts';
import { route as currentRoute } from './ui/navigation.ts';
import { PageShell } from './ui/PageShell.tsx';
import { useStore } from './ui/useStore.ts';

export function App() {
  const route = useStore(currentRoute);
  return (
    <PageShell route={route}>
      <Screen route={route} />
    </PageShell>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.kind) {
    case 'lobby':
      return <LobbyScreen />;
    case 'table':
      // A new key is a new session: nothing of one table must show at another.
      return <TableScreen key={`${route.tableId} ${route.as}`} tableId={route.tableId} as={route.as} />;
    case 'replay':
      return <ReplayScreen key={route.episode} route={route} />;
    case 'agent':
      return <AgentScreen key={route.id} id={route.id} />;
    case 'learn':
      return <LearnPage />;
    case 'settings':
      return <SettingsScreen />;
    case 'about':
      return <AboutScreen />;
    case 'nowhere':
      break;
  }
  return <MessagePage title={STRINGS.nowhere.title} text={STRINGS.nowhere.text} />;
}
