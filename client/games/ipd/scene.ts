import { placeholderScene } from '../placeholderScene.ts';

export const ipdScene = placeholderScene([
  { id: 'cooperate', label: 'Cooperate', keys: ['Digit1', 'KeyF'], action: 0 },
  { id: 'defect', label: 'Defect', keys: ['Digit2', 'KeyJ'], action: 1 },
]);
