import type { RuleDocs } from '../types.ts';

/** The page of `context/flattening-wildcard`. */
export const flatteningWildcardDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` whose wildcards match files of the same name in several folders, of which only one is left, or several things with folders among them, which land without the folders. Also one that names a folder among files (`COPY package.json prisma ./`), of which the contents land among these: a warning where the Dockerfile goes by the folder’s name and nothing further down brings it, information otherwise.',
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
    {
      title: 'A folder among files',
      files: { 'package.json': '{}', 'lib/ready.js': '' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY package.json lib ./\nRUN node lib/ready.js\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nCOPY lib ./lib/\nRUN node lib/ready.js\n',
      fix: 'Copy lib to ./lib/',
    },
  ],
  fixSafety:
    'For review: with `--parents`, files land in their folders. There is no such fix for `ADD`, for several sources, and without a `# syntax=` line that promises `COPY --parents`: Dockerfile 1.20, or labs from 1.7 on. A folder among files gets an instruction of its own, for review as well; there is none for the JSON form, for a folder in a folder, and where the destination has no slash at its end.',
  staysSilent:
    'Silent without a build context, in stages that are not built, for files of the same name with the same text, for a wildcard that matches a single folder, where only files of different names match, for a folder among files that has a slash at its end, or the name of the destination, or a manifest in it, for one whose files the Dockerfile or a file beside it names as they land, for copies to another place than a directory that the stage works in, with `--parents`, for variables, and for copies from elsewhere.',
};
