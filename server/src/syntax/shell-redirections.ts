import type { Redirection, SyntaxNode } from 'unbash';
import { isLiteral } from './shell-command-words.ts';

/** Whether a part of a command redirects its input or output. */
export function isRedirection(part: SyntaxNode): part is Redirection {
  return part.type === 'Redirect' || part.type === 'HereDoc' || part.type === 'HereString';
}

/** Whether it does so by a file, as far as that can be told. */
export function isFiled(part: SyntaxNode): boolean {
  return isRedirection(part) && !isNowhere(part);
}

/**
 * True where output is dropped, input is empty, or a descriptor is made another one. Not for `&>`, which a shell may take for a
 * command in the background.
 */
export function isNowhere(part: Redirection): boolean {
  if (part.type !== 'Redirect' || part.target === undefined || !isLiteral(part.target)) {
    return false;
  }
  const { descriptor, operator, target } = part;
  if (descriptor !== undefined && descriptor.type !== 'FileDescriptor') {
    return false;
  }
  return operator === '>&' || operator === '<&'
    ? /^(\d+-?|-)$/.test(target.value)
    : !operator.startsWith('&') && /^\/dev\/(null|stdout|stderr)$/.test(target.value);
}
