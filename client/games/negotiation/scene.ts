import { placeholderScene } from '../placeholderScene.ts';

export const negotiationScene = placeholderScene([]);
