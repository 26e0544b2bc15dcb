import { placeholderScene } from '../placeholderScene.ts';

export const harvestScene = placeholderScene([]);
