/** Less than this much is the page's small talk, such as a guide's text that needs another line. */
const SLACK = 40;
const MARGIN = 16;

export interface BoardRoom {
  /** Call after each drawing. */
  measure(): void;
  destroy(): void;
}

/**
 * Tells the styles, as `--room`, how high a board may be so that it ends within the window with what stands above it,
 * and brings the touch pad into sight once, where board and pad stand one above the other.
 */
export function boardRoom(host: HTMLElement): BoardRoom {
  let room = Number.NEGATIVE_INFINITY;
  let padShown = false;
  const measure = (): void => {
    const top = host.getBoundingClientRect().top + window.scrollY;
    const now = Math.round(window.innerHeight - top - MARGIN);
    if (Math.abs(now - room) > SLACK) {
      room = now;
      host.style.setProperty('--room', `${room}px`);
    }
    if (padShown) return;
    padShown = true;
    host.querySelector('.pad')?.scrollIntoView({ block: 'nearest' });
  };
  const resized = (): void => {
    room = Number.NEGATIVE_INFINITY;
    measure();
  };
  window.addEventListener('resize', resized);
  return {
    measure,
    destroy: () => {
      window.removeEventListener('resize', resized);
      host.style.removeProperty('--room');
    },
  };
}
