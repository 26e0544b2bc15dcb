import { useEffect, useState } from 'preact/hooks';
import { cardBlocks, type CardBlock } from '../agent/cardBlocks.ts';
import { fetchCard, HttpError, plotAddress } from '../net/api.ts';
import { STRINGS } from '../strings.ts';
import { useTitle } from '../ui/useTitle.ts';
import { CardTable } from './CardTable.tsx';
import { InlineText } from './InlineText.tsx';
import { MessagePage } from './MessagePage.tsx';

type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly card: string }
  | { readonly kind: 'failed'; readonly why: string };

/** How a trained agent was made and what it was measured to do: its card. */
export function AgentScreen({ id }: { readonly id: string }) {
  const { agent: text } = STRINGS;
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' });
  useTitle(text.title);
  useEffect(() => {
    let mounted = true;
    fetchCard(id).then(
      (card) => mounted && setLoading({ kind: 'loaded', card }),
      (error: unknown) => {
        const why = error instanceof HttpError && error.status === 404 ? text.gone : text.failed;
        if (mounted) setLoading({ kind: 'failed', why });
      },
    );
    return () => {
      mounted = false;
    };
  }, [id]);
  if (loading.kind === 'loading') return <p class="panel">{STRINGS.loading}</p>;
  if (loading.kind === 'failed')
    return <MessagePage title={text.title} text={loading.why} testId="no-agent" />;
  return (
    <article class="panel agent-card" data-testid="agent-card">
      {cardBlocks(loading.card).map((block, i) => (
        <Block key={i} block={block} id={id} />
      ))}
    </article>
  );
}

/** As long as this, code is folded away: it is the whole configuration. */
const LONG_CODE_LINES = 8;

function Block({ block, id }: { readonly block: CardBlock; readonly id: string }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const;
      return (
        <Heading>
          <InlineText text={block.text} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <InlineText text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, i) => (
            <li key={i}>
              <InlineText text={item} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return <Code text={block.text} />;
    case 'table':
      return <CardTable head={block.head} rows={block.rows} />;
    case 'plot':
      break;
  }
  return <img src={plotAddress(id, block.name)} alt={block.title} data-testid={`plot-${block.name}`} />;
}

function Code({ text }: { readonly text: string }) {
  const code = (
    <pre tabIndex={0}>
      <code>{text}</code>
    </pre>
  );
  if (text.split('\n').length < LONG_CODE_LINES) return code;
  return (
    <details>
      <summary>{STRINGS.agent.showAll}</summary>
      {code}
    </details>
  );
}
