import type { RuleDocs } from '../types.ts';

/** The page of `comments/unused-ignore`. */
export const unusedIgnoreDocs: RuleDocs = {
  whatItDoes:
    'Reports each rule or group in a `# strata: ignore=` or `# strata: ignore-file=` comment that has nothing to silence, each that does not exist, and each where such a comment is not read: `ignore-file` below the first instruction, `ignore` elsewhere than directly above one.',
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
    'Silent where the build context is not known, for rules that are off, for those that look at the history in git or at files which a clone need not hold (`node_modules`, lock files, data), in stages that are not built, and for comments of other tools. There is no fix where a line below would become a directive (`# syntax=…`).',
};
