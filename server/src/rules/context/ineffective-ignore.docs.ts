import type { RuleDocs } from '../types.ts';

/** The page of `context/ineffective-ignore`. */
export const ineffectiveIgnoreDocs: RuleDocs = {
  whatItDoes:
    'Reports, in the ignore file, a pattern that matches nothing while files for which it was meant are copied: one such as `node_modules` or `*.log` that only matches in the root of the build context where such files lie deeper, one with a comment behind it, one with backslashes for slashes, and a `!` pattern that a later line undoes. Also a whole `.dockerignore` beside a Dockerfile that Compose, Bake or a setting builds from a folder above: only the one in the root of the context, or one such as `Dockerfile.dockerignore`, is read. And the other way round, at the copy, a `.dockerignore` above a context that has none, where it names what tools leave behind or settings of one machine (`.env`).',
  whyItMatters:
    'An ignore file looks like a `.gitignore` and is read in another way: a name without a slash matches in the root alone, a comment needs a line of its own, and the last pattern that matches decides. The files are sent to the builder and copied all the same, or a file that was to stay is not there.',
  examples: [
    {
      title: 'A pattern for the root alone',
      files: { 'api/index.js': '', 'api/npm-debug.log': 'x', '.dockerignore': 'Dockerfile\n*.log\n' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "api/index.js"]\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "api/index.js"]\n',
      afterFiles: {
        'api/index.js': '',
        'api/npm-debug.log': 'x',
        '.dockerignore': 'Dockerfile\n**/*.log\n',
      },
      fix: 'Write `**/*.log`',
    },
    {
      title: 'A comment behind a pattern',
      files: { 'main.py': '', 'notes/a.txt': 'x', '.dockerignore': 'notes # not for the image\n' },
      before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\n',
      after: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\n',
      afterFiles: {
        'main.py': '',
        'notes/a.txt': 'x',
        '.dockerignore': '# not for the image\nnotes\n',
      },
      fix: 'Put the comment on a line of its own',
    },
    {
      title: 'An exception above the pattern',
      files: { 'main.py': '', 'README.md': 'x', '.dockerignore': '!README.md\n*.md\n' },
      before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\n',
      after: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\n',
      afterFiles: { 'main.py': '', 'README.md': 'x', '.dockerignore': '*.md\n!README.md\n' },
      fix: 'Move `!README.md` below `*.md`',
    },
  ],
  fixSafety:
    'Always for review: the image, or a builder stage, loses the files that the line was meant for, or the image gets the one that it was to keep. There is none for a file that is not read.',
  staysSilent:
    "Silent without a build context or where it is too large to be seen in full, for patterns of files that are merely not there today, for a pattern that matches anything, for names and endings that may be meant for the root alone (`*.json`, `*.md`, unlike `*.log` or `*.pyc`), where an exception (`!audit.log`) spares files of such a name, where no instruction copies or mounts the files or one names them, and for an ignore file outside the context. Of a `.dockerignore` that is not read it is silent where the context is a guess, where anything that is known is built from the Dockerfile's own folder or another Dockerfile lies there of which nobody says from where it is built, and beside an ignore file of the Dockerfile's own name; of one above the context, where the context is a guess, and where a build reads it or may do so.",
};
