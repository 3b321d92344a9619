import { contextPath } from '../../context/facts.ts';
import type { Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { selectionOf, type CopyStep } from './copy-step.ts';

/**
 * Whether what a copy brings of the context may be called sources: files of programs are among it, or it is all of the context, or what
 * it brings is not known. Data, pictures and models are no sources, however often they change.
 */
export function bringsPrograms(step: CopyStep, context: ContextSnapshot | undefined): boolean {
  return step.copy.sources.some((source) => {
    const selection = context && selectionOf(step, source, context);
    return selection === undefined || contextPath(source.text) === '' || holdsPrograms(selection);
  });
}

/** A selection may hold a hundred thousand files, and is asked about at every keystroke. */
const holdsPrograms = rememberedWith(
  ({ files, complete }: Selection): boolean =>
    !complete || files.some(({ path }) => PROGRAM.test(path) || BESIDE_PROGRAM.test(path)),
);

/** Files that people write programs in. */
export const PROGRAM =
  /\.(go|rs|java|kt|kts|scala|groovy|clj|cs|fs|vb|cshtml|razor|rb|erb|php|twig|py|pyx|[cm]?[jt]sx?|vue|svelte|astro|dart|swift|exs?|erl|hs|ml|c|cc|cpp|cxx|h|hpp|lua|pl|pm|r|jl|html|s?css|less|graphql|proto)$/i;

/** What belongs to a program where there is a folder of it; one file alone may be there for a tool. */
export const BESIDE_PROGRAM =
  /\.(tpl|tmpl|ejs|pug|jade|hbs|handlebars|mustache|j2|jinja2?|njk|liquid|haml|slim|latte|mdx|po|ipynb|coffee|elm|cr|nim|zig|sass|styl|sql)$/i;
