import { placeholderScene } from '../placeholderScene.ts';

export const coinScene = placeholderScene([
  { id: 'left', label: 'Left', keys: ['ArrowLeft', 'KeyA'], action: 0 },
  { id: 'right', label: 'Right', keys: ['ArrowRight', 'KeyD'], action: 1 },
  { id: 'up', label: 'Up', keys: ['ArrowUp', 'KeyW'], action: 2 },
  { id: 'down', label: 'Down', keys: ['ArrowDown', 'KeyS'], action: 3 },
]);
