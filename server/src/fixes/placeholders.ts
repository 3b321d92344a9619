import { expand } from '../model/expand.ts';
import type { Model, Node } from '../model/types.ts';
import { parsedOf } from '../syntax/instruction.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/**
 * Whether names in the text stand for others, so that something else makes a Dockerfile of it, and puts that where the build finds its
 * files: BuildKit would refuse it as it is, or copy from places with such names. What lies around it says nothing of the build context
 * then. Not every such text is the template of a template language: `${project.name}` of Maven may stand in a FROM that BuildKit reads.
 */
export const hasPlaceholders: (model: Model) => boolean = rememberedWith(
  (model: Model) =>
    BEGINNINGS.some((one) => model.file.text.includes(one)) &&
    HINT.test(model.file.text) &&
    model.nodes.some((node) => holdsPlaceholder(model, node)),
);

/** One of these is in every template, and for most texts no pattern has to be compiled. */
const BEGINNINGS = ['{{', '{%', '<%', '@', '${'];

/** The same more exactly. */
const HINT = /\$\{\w+\.|\{\{|\{%|<%|@\w[\w.-]*@/;

/** Marks of template languages, where a name of an image, a file or a folder has none: `{{ name }}`, `<%= name %>`, `@name@`. */
const MARK = /\{\{|\{%|<%|@\w[\w.-]*@/;

const NAMED = new Set(['FROM', 'COPY', 'ADD', 'WORKDIR']);

const EXPANDED = new Set([...NAMED, 'ENV', 'ARG', 'LABEL', 'EXPOSE', 'USER', 'VOLUME', 'STOPSIGNAL']);

/** What the lexer of BuildKit says of `${project.name}`. */
const DOTTED = 'unsupported modifier (.)';

function holdsPlaceholder({ file }: Model, { instruction }: Node): boolean {
  const { keyword, known } = instruction;
  if (!known) {
    return MARK.test(keyword);
  }
  if (!EXPANDED.has(keyword)) {
    return false;
  }
  return parsedOf(file, instruction).args.some(
    ({ text }) =>
      (NAMED.has(keyword) && MARK.test(text)) ||
      (text.includes('${') && expand(text, file.escape, () => undefined).error?.startsWith(DOTTED) === true),
  );
}
