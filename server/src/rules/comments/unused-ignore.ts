import { applyEdits } from '../../fixes/apply-edits.ts';
import type { TextEdit } from '../../fixes/types.ts';
import { parse } from '../../syntax/parse.ts';
import type { Dockerfile } from '../../syntax/types.ts';
import { unignoreEdit } from '../ignore-comments.ts';
import type { Finding, Rule, UnusedIgnore } from '../types.ts';

const ID = 'comments/unused-ignore';

/** Strata's own comments that silence nothing: what they were written for is gone, or misspelt. */
export const unusedIgnore: Rule = {
  id: ID,
  summary: 'a comment silences a rule that reports nothing there',
  defaultSeverity: 'hint',
  since: '0.1.0',
  needs: ['context'],
  check({ model }, unused) {
    const { instructions } = model.file;
    return (unused?.() ?? []).map((one): Finding => {
      const { span, name } = one;
      const below = instructions.findIndex(({ start }) => start > span.end);
      return {
        rule: ID,
        node: below < 0 ? instructions.length - 1 : below,
        span,
        message: messageFor(one),
        related: [],
        key: `${name} ${span.start}`,
      };
    });
  },
  fixes({ model }, { span }) {
    const edit = unignoreEdit(model.file, span);
    return edit === undefined || !keepsDirectives(model.file, edit)
      ? []
      : [
          {
            title: `Remove ${model.file.text.slice(span.start, span.end)} from the comment`,
            safety: 'safe',
            edits: [{ file: 'dockerfile', edits: [edit] }],
          },
        ];
  },
};

/** Whether BuildKit reads the same directives: below a comment that goes, `# syntax=…` may become one. */
function keepsDirectives(file: Dockerfile, edit: TextEdit): boolean {
  const now = parse(applyEdits(file.text, [edit]));
  const said = ({ directives }: Dockerfile): readonly string[] =>
    directives.map(({ name, value }) => `${name}=${value}`);
  return now.escape === file.escape && said(now).join('\n') === said(file).join('\n');
}

function messageFor({ name, exists, misplaced }: UnusedIgnore): string {
  if (!exists) {
    return `Strata has no rule \`${name}\`, so this comment silences nothing. Correct the name, or remove it.`;
  }
  switch (misplaced) {
    case 'file':
      return '`ignore-file` counts above the first instruction only, so this comment silences nothing. Move it there, or remove it.';
    case 'instruction':
      return 'This comment silences nothing, as it does not stand directly above an instruction. Move it there, or remove it.';
    case undefined:
      return `\`${name}\` reports nothing here, so this comment silences nothing. Remove it.`;
  }
}
