import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Model } from './types.ts';

/**
 * True for the text of a template, which becomes a Dockerfile when somebody fills it in: a line begins with a word of Jinja, Go, ERB
 * or EEx, or a FROM has one. BuildKit refuses both, so no Dockerfile is taken for a template.
 */
export const isTemplate: (model: Model) => boolean = rememberedWith(({ nodes }) =>
  nodes.some(({ kind, instruction: { text } }) =>
    kind === 'base'
      ? MARKS.some((mark) => text.includes(mark)) || (text.includes('%%') && NAMED.test(text))
      : kind === 'unknown' && AT_START.test(text),
  ),
);

/** No reference to an image and no name of a stage holds any of these. */
const MARKS = ['{{', '{%', '<%', '@@'];

/** `${VERSION%%.*}` is a variable. */
const NAMED = /%%\w+%%/;

const AT_START = /^(\{[{%#]|<%)/;
