/** A payoff as people read it: with a real minus sign, and no digits behind the point that say nothing.
 *  @param digits most digits behind the point */
export function formatPayoff(payoff: number, digits = 2): string {
  const scale = 10 ** digits;
  const rounded = Math.round(payoff * scale) / scale;
  return rounded < 0 ? `\u2212${-rounded}` : `${rounded === 0 ? 0 : rounded}`;
}

/** The same with a sign in front of gains: for changes. */
export function formatChange(payoff: number, digits = 2): string {
  const text = formatPayoff(payoff, digits);
  return payoff > 0 ? `+${text}` : text;
}
