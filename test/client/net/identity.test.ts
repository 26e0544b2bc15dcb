import { expect, test } from '@jest/globals';
import { Identity, type IdentityStorage } from '../../../client/net/identity.ts';

function makeStorage(): IdentityStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function makeIdentity(storage: IdentityStorage) {
  let created = 0;
  const identity = new Identity({
    storage,
    create: async () => {
      created += 1;
      return { participant: `p${created}`, secret: `s${created}` };
    },
  });
  return { identity, created: () => created };
}

test('[CL4] two first needs at once make one participant, and a reload keeps it', async () => {
  const storage = makeStorage();
  const first = makeIdentity(storage);
  const [a, b] = await Promise.all([first.identity.get(), first.identity.get()]);
  expect(a).toEqual(b);
  expect(first.created()).toBe(1);
  const reloaded = makeIdentity(storage);
  expect(await reloaded.identity.get()).toEqual(a);
  expect(reloaded.created()).toBe(0);
});

test('[CL4] a forgotten or unreadable identity is replaced by a new one', async () => {
  const storage = makeStorage();
  const { identity } = makeIdentity(storage);
  await identity.get();
  identity.forget();
  expect(await identity.get()).toEqual({ participant: 'p2', secret: 's2' });
  storage.setItem('commonground.participant', '{"participant":7}');
  expect(await makeIdentity(storage).identity.get()).toEqual({ participant: 'p1', secret: 's1' });
});

test('[CL4] a failed creation is tried again at the next need', async () => {
  let fails = true;
  const identity = new Identity({
    storage: makeStorage(),
    create: async () => {
      if (fails) throw new TypeError('no network');
      return { participant: 'p', secret: 's' };
    },
  });
  await expect(identity.get()).rejects.toThrow('no network');
  fails = false;
  expect(await identity.get()).toEqual({ participant: 'p', secret: 's' });
});
