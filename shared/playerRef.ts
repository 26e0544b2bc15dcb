/**
 * How a player is named on the command line, in room requests and in logs:
 *   scripted:tit-for-tat      scripted:random({"p":0.2})      module:./my-player.mjs
 *   agent:released/ipd/tara   agent:3f9c2ab71d04              agent:./data/runs/7/checkpoint
 *   agent:live/ipd
 */
export type PlayerRef =
  | { readonly kind: 'scripted'; readonly name: string; readonly options: unknown }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'agent'; readonly source: AgentSource };

/** Where a trained agent's checkpoint is. */
export type AgentSource =
  /** Shipped with the project. */
  | { readonly from: 'released'; readonly game: string; readonly name: string }
  /** The one that the gate let through last: another one after the next promotion. */
  | { readonly from: 'live'; readonly game: string }
  /** The one whose id begins with these hexadecimal digits. */
  | { readonly from: 'registry'; readonly idPrefix: string }
  /** A checkpoint's folder. */
  | { readonly from: 'folder'; readonly path: string };

const FORMS = 'scripted:NAME, scripted:NAME({"option":value}), module:PATH or agent:SOURCE';
const AGENT_FORMS =
  'agent:live/GAME, agent:released/GAME/NAME, agent:ID (6 to 64 hexadecimal digits, the first of its id) or agent:FOLDER';

/** @throws RangeError that names the forms and what came */
export function parsePlayerRef(text: string): PlayerRef {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1).trim();
  if (kind === 'module' && rest !== '') return { kind, path: rest };
  if (kind === 'agent') return { kind, source: parseAgentSource(rest, text) };
  if (kind === 'scripted') {
    const match = /^([a-z0-9-]+)(?:\((.*)\))?$/s.exec(rest);
    if (match) return { kind, name: match[1] as string, options: parseOptions(match[2], text) };
  }
  throw new RangeError(`expected a player as ${FORMS}, got ${JSON.stringify(text)}`);
}

/** A folder whose name looks like another form is written with `./` before it. */
function parseAgentSource(source: string, text: string): AgentSource {
  if (/^[0-9a-f]{6,64}$/.test(source)) return { from: 'registry', idPrefix: source };
  const released = /^released\/([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(source);
  if (released) return { from: 'released', game: released[1] as string, name: released[2] as string };
  const live = /^live\/([a-z0-9-]+)$/.exec(source);
  if (live) return { from: 'live', game: live[1] as string };
  if (source !== '' && !/^(released|live)\//.test(source)) return { from: 'folder', path: source };
  throw new RangeError(`expected an agent as ${AGENT_FORMS}, got ${JSON.stringify(text)}`);
}

/**
 * Splits `REF,REF*5,...` at top-level commas and repeats starred references.
 * @throws RangeError if a reference is empty or a count is not a whole number from 1 to 64
 */
export function parsePlayerList(text: string): readonly string[] {
  return splitTopLevel(text).flatMap((part) => {
    const match = /^(.*?)\*(\d+)$/s.exec(part);
    const [ref, count] = match ? [(match[1] as string).trim(), Number(match[2])] : [part, 1];
    if (ref === '')
      throw new RangeError(`expected players as REF[,REF...], got an empty one in ${JSON.stringify(text)}`);
    if (count < 1 || count > 64)
      throw new RangeError(`expected REF*N with N from 1 to 64, got ${JSON.stringify(part)}`);
    parsePlayerRef(ref);
    return Array.from({ length: count }, () => ref);
  });
}

function parseOptions(json: string | undefined, text: string): unknown {
  if (json === undefined || json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    throw new RangeError(
      `expected JSON options in the brackets of ${JSON.stringify(text)}, got ${JSON.stringify(json)}`,
    );
  }
}

/** Commas inside brackets, braces and JSON strings belong to the options of one reference. */
export function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let inString = false;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i += 1;
      else if (c === '"') inString = false;
    } else if (c === '"' && depth > 0) inString = true;
    else if (c === '(' || c === '{' || c === '[') depth += 1;
    else if (c === ')' || c === '}' || c === ']') depth -= 1;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
