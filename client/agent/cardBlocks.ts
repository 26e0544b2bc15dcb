/** A part of an agent's card, ready to be drawn. */
export type CardBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Inline }
  | { readonly kind: 'paragraph'; readonly text: Inline }
  | { readonly kind: 'list'; readonly items: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly Inline[];
      readonly rows: readonly (readonly Inline[])[];
    }
  /** A picture beside the card; `name` is that of its file, without the ending. */
  | { readonly kind: 'plot'; readonly name: string; readonly title: string };

/** Text with stretches of code in it. */
export type Inline = readonly { readonly text: string; readonly isCode: boolean }[];

/**
 * Takes a card apart. Of Markdown it knows what cards are made of: headings, paragraphs, lists, tables, fenced code,
 * plots. Anything else is text, so that a card from elsewhere cannot bring markup of its own.
 */
export function cardBlocks(markdown: string): readonly CardBlock[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: CardBlock[] = [];
  let at = 0;
  /** The lines from here on that satisfy the condition. */
  const takeWhile = (condition: (line: string) => boolean): readonly string[] => {
    const from = at;
    while (at < lines.length && condition(lines[at] as string)) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] as string;
    if (line.startsWith('```')) {
      at += 1;
      const code = takeWhile((each) => !each.startsWith('```'));
      at += 1;
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (line.startsWith('|')) blocks.push(tableOf(takeWhile((each) => each.startsWith('|'))));
    else if (line.startsWith('- ')) {
      const items = takeWhile((each) => each.startsWith('- '));
      blocks.push({ kind: 'list', items: items.map((item) => inline(item.slice(2))) });
    } else {
      at += 1;
      if (line.trim() !== '') blocks.push(lineOf(line));
    }
  }
  return blocks;
}

function lineOf(line: string): CardBlock {
  const [, marks, heading] = /^(#{1,3}) (.*)$/.exec(line) ?? [];
  if (marks !== undefined && heading !== undefined)
    return { kind: 'heading', level: marks.length as 1 | 2 | 3, text: inline(heading) };
  const [, title, name] = /^!\[(.*)\]\(plots\/([a-z0-9-]+)\.svg\)$/.exec(line) ?? [];
  if (title !== undefined && name !== undefined) return { kind: 'plot', name, title };
  return { kind: 'paragraph', text: inline(line) };
}

/** The second line is the one of dashes. */
function tableOf([head = '', , ...rows]: readonly string[]): CardBlock {
  return { kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) };
}

/** A bar inside a cell has a backslash before it. */
function cellsOf(line: string): readonly Inline[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => inline(cell.trim().replaceAll('\\|', '|')));
}

function inline(text: string): Inline {
  return text
    .split('`')
    .map((part, i) => ({ text: part, isCode: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}
