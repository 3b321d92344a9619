import { portMentions } from '../../ports/mentions.ts';
import type { PortMention } from '../../ports/mentions.ts';
import { code, listed } from '../text.ts';
import type { Analysis } from '../types.ts';

/** Places that are named. */
const NAMED = 4;

/** Where else ports are spoken of, in a sentence for Markdown; empty where nowhere. */
export function mentionSentence({ facts: { context } }: Analysis): string {
  const mentions = context === undefined ? [] : portMentions(context);
  return mentions.length === 0
    ? ''
    : `Beside Docker's own files, ${listed(mentions.map(shown), NAMED)} ${mentions.length === 1 ? 'speaks' : 'speak'} of ports; whether this image is meant is for you to know.`;
}

function shown({ path, line, text }: PortMention): string {
  return `${code(path)}${line === undefined ? '' : ` (line ${line})`} with ${code(text)}`;
}
