import type { HarvestView } from '../../../shared/games/harvest/view.ts';
import { STRINGS } from '../../strings.ts';
import type { GuideText, SceneTurn } from '../scene.ts';

const text = STRINGS.games.harvest.guide;
/** Ticks that a text stays: long enough to be read while playing, 11 s at 8 ticks a second. */
const READING_STEPS = 88;
const FEW_APPLES = 5;

/** What somebody who has found apples is told, one after another. */
const LESSONS = [text.last, text.turnTaking, text.zap, text.bare, text.pace];

/**
 * A tick lasts an eighth of a second, so the text follows what changes slowly: apples eaten and time. What happens
 * in an instant (a hit) is said on the board.
 */
export function guideHarvest({ view, status }: SceneTurn<HarvestView>): GuideText | null {
  if (view.kind !== 'seat') return null;
  if (status !== 'running') return { title: text.overTitle, text: text.over(view.total) };
  if (view.total === 0) return view.step < READING_STEPS ? text.walk : text.look;
  if (view.total < FEW_APPLES) return text.regrow;
  return LESSONS[Math.floor(view.step / READING_STEPS) % LESSONS.length] ?? null;
}
