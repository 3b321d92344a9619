import type { RuleDocs } from '../types.ts';

/** The page of `context/flattening-wildcard`. */
export const flatteningWildcardDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` whose wildcards match files of the same name in several folders, of which only one is left, or several things with folders among them, which land without the folders.',
  whyItMatters:
    'Every match is a source of its own, and of a folder it is the contents that are copied. `COPY * ./` is not `COPY . .`: the files of all folders land side by side. `COPY */package.json ./` leaves one `package.json`. The build says nothing.',
  examples: [
    {
      title: 'Folders that are lost',
      files: { 'package.json': '{}', 'src/main.js': '', 'public/index.html': '' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY * ./\nCMD ["node", "src/main.js"]\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/main.js"]\n',
      fix: undefined,
    },
    {
      title: 'Files of the same name, with a syntax that knows --parents',
      files: { 'a/package.json': '{"name":"a"}', 'b/package.json': '{"name":"b"}' },
      before:
        '# syntax=docker/dockerfile:1\nFROM node:22\nWORKDIR /app\nCOPY */package.json ./\nRUN npm install --prefix a\n',
      after:
        '# syntax=docker/dockerfile:1\nFROM node:22\nWORKDIR /app\nCOPY --parents */package.json ./\nRUN npm install --prefix a\n',
      fix: 'Keep the folders with --parents',
    },
  ],
  fixSafety:
    'For review: with `--parents`, files land in their folders. There is no fix for `ADD`, for several sources, and without a `# syntax=` line that promises `COPY --parents`: Dockerfile 1.20, or labs from 1.7 on.',
  staysSilent:
    'Silent without a build context, in stages that are not built, for files of the same name with the same text, for a wildcard that matches a single folder, where only files of different names match, with `--parents`, for variables, and for copies from elsewhere.',
};
