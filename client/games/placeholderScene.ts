import { defineScene, type AnyScene, type Control } from './scene.ts';

/** Shows the raw view and one button per control, until a game has its own drawing. */
export function placeholderScene(controls: readonly Control[]): AnyScene {
  return defineScene<unknown>({
    controls,
    payoffDigits: 1,
    async mount(host, context) {
      const text = document.createElement('pre');
      const buttons = document.createElement('div');
      for (const { id, label } of context.role === 'player' ? controls : []) {
        const button = document.createElement('button');
        button.textContent = `${label} (${context.keyNames(id)})`;
        button.addEventListener('pointerdown', () => context.press(id));
        button.addEventListener('pointerup', () => context.release(id));
        buttons.append(button);
      }
      host.append(text, buttons);
      return {
        update: (turn) => {
          text.textContent = JSON.stringify(turn.view, null, 1);
        },
        destroy: () => host.replaceChildren(),
      };
    },
    describe: (turn) => `Step ${turn.step}.`,
    guide: () => null,
    totals: (turn) => turn.labels.map(() => null),
    progress: (turn) => ({ now: turn.step + 1, of: null }),
  });
}
