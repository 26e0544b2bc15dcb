import type { EpisodeStarted } from '../../shared/log/events.ts';
import { STRINGS } from '../strings.ts';
import { distinctLabels } from '../ui/distinctLabels.ts';

/**
 * Names of the seats in a log, for people's eyes. A table that did not say who is a program does not say it
 * afterwards either.
 * @param participant who looks, so that their own seat reads "You"
 */
export function labelsOfLog(
  { occupants, condition }: EpisodeStarted,
  participant: string | null,
): readonly string[] {
  const secret = condition['partners'] === 'unlabelled';
  const labels = occupants
    .toSorted((a, b) => a.seat - b.seat)
    .map(({ seat, controller }) => {
      if (controller.kind === 'human' && controller.id === participant) return STRINGS.table.you;
      if (controller.kind === 'human' || secret) return STRINGS.playerNumber(seat);
      return controller.id.startsWith('agent:live/') ? STRINGS.liveAgent : programName(controller.id);
    });
  return distinctLabels(labels);
}

/** 'scripted:random({"p":0.2})' -> 'random({"p":0.2})', 'agent:released/ipd/tara' -> 'tara'. */
function programName(ref: string): string {
  const name = ref.slice(ref.indexOf(':') + 1);
  return ref.startsWith('agent:') ? name.slice(name.lastIndexOf('/') + 1) : name;
}
