import type { Inline } from '../agent/cardBlocks.ts';

/** Text with stretches of code in it. */
export function InlineText({ text }: { readonly text: Inline }) {
  return (
    <>
      {text.map(({ text, isCode }, i) =>
        isCode ? <code key={i}>{text}</code> : <span key={i}>{text}</span>,
      )}
    </>
  );
}
