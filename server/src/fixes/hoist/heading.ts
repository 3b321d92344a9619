import type { Comment } from '../../syntax/types.ts';

/** Shorter words are in too many texts to tell anything. */
const WORD = /[\p{L}\p{N}]{4,}/gu;

/** What a tool is told of the instruction below, which it has to stay with: `hadolint ignore=DL3008`, `strata: ignore`. */
const FOR_TOOLS = /\b(ignore|disable|skip)\s*[=:]|:\s*(ignore|disable|skip)\b/i;

/** So much is looked at of comments and of texts, in words and in characters. */
const MAX_WORDS = 100;
const MAX_LENGTH = 10_000;

/**
 * Whether comments above an instruction tell of another text and not of the instruction's own, by the words that they share:
 * `# Build the app` above an install, with `make build` behind it.
 */
export function tellsOf(comments: readonly Comment[], own: string, other: string): boolean {
  if (comments.length === 0 || comments.some(({ text }) => FOR_TOOLS.test(text))) {
    return false;
  }
  const words = comments
    .slice(0, MAX_WORDS)
    .flatMap(({ text }) => text.slice(0, MAX_LENGTH).toLowerCase().match(WORD) ?? [])
    .slice(0, MAX_WORDS);
  const mentions = (text: string): boolean => {
    const lower = text.slice(0, MAX_LENGTH).toLowerCase();
    return words.some((word) => lower.includes(word));
  };
  return !mentions(own) && mentions(other);
}
