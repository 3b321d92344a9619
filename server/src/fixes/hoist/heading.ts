import type { Comment } from '../../syntax/types.ts';
import { isForTools, wordsOf } from '../moving/comment-words.ts';

/** So many characters are looked at of a text. */
const MAX_LENGTH = 10_000;

/**
 * Whether comments above an instruction tell of another text and not of the instruction's own, by the words that they share:
 * `# Build the app` above an install, with `make build` behind it.
 */
export function tellsOf(comments: readonly Comment[], own: string, other: string): boolean {
  if (comments.length === 0 || isForTools(comments)) {
    return false;
  }
  const words = wordsOf(comments);
  const mentions = (text: string): boolean => {
    const lower = text.slice(0, MAX_LENGTH).toLowerCase();
    return words.some((word) => lower.includes(word));
  };
  return !mentions(own) && mentions(other);
}
