import { unignoreEdit } from '../ignore-comments.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'comments/unused-ignore';

/** Strata's own comments that silence nothing: what they were written for is gone, or misspelt. */
export const unusedIgnore: Rule = {
  id: ID,
  summary: 'a comment silences a rule that reports nothing there',
  defaultSeverity: 'hint',
  since: '0.1.0',
  needs: ['context'],
  docs: {
    whatItDoes:
      'Reports each rule or group in a `# strata: ignore=` or `# strata: ignore-file=` comment that has nothing to silence, and each that does not exist.',
    whyItMatters:
      'A comment that is left behind hides the next real finding, and tells readers of a problem that is not there. One with a typing error silences nothing.',
    examples: [
      {
        title: 'What it was written for is gone',
        files: { 'package.json': '{}' },
        before:
          'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n# strata: ignore=ports/expose-maps-host-port\nEXPOSE 3000\n',
        after: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nEXPOSE 3000\n',
        fix: 'Remove',
      },
      {
        title: 'One of two rules',
        files: {},
        before:
          'FROM node:22\n# strata: ignore=ports/expose-maps-host-port, ports/expose-twice (the old proxy)\nEXPOSE 8080:80\n',
        after: 'FROM node:22\n# strata: ignore=ports/expose-maps-host-port (the old proxy)\nEXPOSE 8080:80\n',
        fix: 'Remove',
      },
    ],
    fixSafety:
      'Safe: a comment is no part of an image. A comment that names nothing else is removed whole, with its reason.',
    staysSilent:
      'Silent where the build context is not known, for rules that are off, for those that look at the history in git, and for comments of other tools.',
  },
  check({ model }, unused) {
    const { instructions } = model.file;
    return (unused?.() ?? []).map(({ span, name, exists }): Finding => {
      const below = instructions.findIndex(({ start }) => start > span.end);
      return {
        rule: ID,
        node: below < 0 ? instructions.length - 1 : below,
        span,
        message: exists
          ? `\`${name}\` reports nothing here, so this comment silences nothing. Remove it.`
          : `Strata has no rule \`${name}\`, so this comment silences nothing. Correct the name, or remove it.`,
        related: [],
        key: `${name} ${span.start}`,
      };
    });
  },
  fixes({ model }, { span }) {
    const edit = unignoreEdit(model.file, span);
    return edit === undefined
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
