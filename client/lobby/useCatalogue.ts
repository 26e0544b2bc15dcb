import { useEffect, useState } from 'preact/hooks';
import type { Catalogue } from '../../shared/protocol/http.ts';
import { fetchCatalogue } from '../net/api.ts';

export interface CatalogueState {
  readonly catalogue: Catalogue | null;
  readonly failed: boolean;
  readonly retry: () => void;
}

/** What the server offers; null while it loads. */
export function useCatalogue(): CatalogueState {
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let mounted = true;
    setFailed(false);
    fetchCatalogue().then(
      (got) => mounted && setCatalogue(got),
      () => mounted && setFailed(true),
    );
    return () => {
      mounted = false;
    };
  }, [attempt]);
  return { catalogue, failed, retry: () => setAttempt((n) => n + 1) };
}
