/**
 * The picture's own style, for a file that stands by itself: light, and dark where the reader prefers that. An editor's theme sets
 * the variables instead.
 */
export const STACK_STYLE = [
  rules({
    '.strata':
      '--page:#fff;--box:#f3f3f3;--line:#c8c8c8;--text:#1f1f1f;--dim:#616161;--few:#2b7d3a;--some:#9a6700;--most:#b3261e;--none:#8a8a8a',
  }),
  `@media (prefers-color-scheme:dark){${rules({
    '.strata':
      '--page:#1f1f1f;--box:#2a2a2a;--line:#454545;--text:#e4e4e4;--dim:#a6a6a6;--few:#57ab5a;--some:#d4a72c;--most:#f47067;--none:#8a8a8a',
  })}}`,
].join('');

/** What is drawn how, from variables alone. */
export const STACK_RULES = rules({
  '.strata': 'font:12px/1.4 ui-monospace,Menlo,Consolas,monospace',
  '.strata text': 'fill:var(--text)',
  '.strata .page': 'fill:var(--page)',
  '.strata .title': 'font-size:15px;font-weight:600',
  '.strata .column,.strata .number': 'font-weight:600',
  '.strata .note,.strata .size,.strata .metadata text,.strata .number': 'fill:var(--dim)',
  '.strata .box': 'fill:var(--box);stroke:var(--line)',
  '.strata .base .box': 'stroke-width:2',
  '.strata .metadata .box': 'fill:none;stroke-dasharray:2 3',
  '.strata .writable .box': 'fill:none;stroke-dasharray:6 4',
  '.strata .arrow': 'fill:none;stroke:var(--dim);stroke-width:1.5',
  '.strata .head': 'fill:var(--dim)',
  '.strata .shared': 'fill:var(--page);stroke:var(--dim)',
  '.strata .gap': 'fill:var(--page)',
  '.strata .ink.some': 'fill:var(--some)',
  '.strata .ink.most': 'fill:var(--most)',
  '.strata .often-few .bar': 'fill:var(--few)',
  '.strata .often-some .bar': 'fill:url(#strata-some)',
  '.strata .often-most .bar': 'fill:url(#strata-most)',
  '.strata .often-unknown .bar': 'fill:var(--none)',
  '.strata .bar.unknown': 'fill-opacity:.12;stroke:var(--none);stroke-dasharray:3 3',
});

function rules(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([selector, body]) => `${selector}{${body}}`)
    .join('');
}
