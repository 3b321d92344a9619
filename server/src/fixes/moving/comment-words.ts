import type { Comment } from '../../syntax/types.ts';

/** Shorter words are in too many texts to tell anything. */
const WORD = /[\p{L}\p{N}]{4,}/gu;

/** What a tool is told of the instruction below, which it has to stay with: `hadolint ignore=DL3008`, `strata: ignore`. */
const FOR_TOOLS = /\b(ignore|disable|skip)\s*[=:]|:\s*(ignore|disable|skip)\b/i;

/** So many words are looked at, and so many characters of a comment. */
const MAX_WORDS = 100;
const MAX_LENGTH = 10_000;

/** Whether one of some comments speaks to a tool. */
export function isForTools(comments: readonly Comment[]): boolean {
  return comments.some(({ text }) => FOR_TOOLS.test(text));
}

/** The words of comments that may tell of which instruction they speak, in lower case. */
export function wordsOf(comments: readonly Comment[]): readonly string[] {
  return comments
    .slice(0, MAX_WORDS)
    .flatMap(({ text }) => text.slice(0, MAX_LENGTH).toLowerCase().match(WORD) ?? [])
    .slice(0, MAX_WORDS);
}
