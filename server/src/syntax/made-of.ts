import { isWordCode } from './characters.ts';

/**
 * Whether a text is made of ASCII letters, digits, `_` and these characters alone; true for the empty text. A regular expression
 * would take longer to compile than a first analysis may.
 */
export function isMadeOf(text: string, others: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (!isWordCode(text.charCodeAt(at)) && !others.includes(text.charAt(at))) {
      return false;
    }
  }
  return true;
}

/** Whether a text holds any of these characters. */
export function holdsAny(text: string, characters: string): boolean {
  for (const character of characters) {
    if (text.includes(character)) {
      return true;
    }
  }
  return false;
}
