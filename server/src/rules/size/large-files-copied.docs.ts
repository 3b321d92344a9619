import type { RuleDocs } from '../types.ts';
import { LARGE } from './large-files-copied.ts';

/** The page of `size/large-files-copied`. */
export const largeFilesCopiedDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` in a stage of the final image, or of another one that a Compose service or a Bake target builds from the same folder, that brings 10 MB or more of models, data sets, dumps, archives and recordings, by the endings of their names: as a warning from 100 MB on where they come with a folder, as information otherwise.',
  whyItMatters:
    'The layer of the copy holds them: every push and pull carries them and every node stores them, whether the program reads them or not. A later `rm` does not change that. After a change of one source the whole layer is made and pushed again, with all of them in it.',
  examples: [
    {
      title: 'A database dump among the sources',
      files: { 'server.js': '', 'backup/shop.sql': ' '.repeat(LARGE), '.dockerignore': 'Dockerfile\n' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
      afterFiles: {
        'server.js': '',
        'backup/shop.sql': ' '.repeat(LARGE),
        '.dockerignore': 'Dockerfile\nbackup/shop.sql\n',
      },
      fix: 'Leave backup/shop.sql out by .dockerignore',
    },
    {
      title: 'A model',
      files: { 'app.py': '', 'models/voice.onnx': ' '.repeat(LARGE) },
      before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
      after: 'FROM python:3.13\nWORKDIR /app\nCOPY app.py .\nVOLUME /app/models\nCMD ["python", "app.py"]\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Always for review: the image no longer holds the files. A `!` line of the ignore file that asked for one goes, and the title says so. There is a fix for dumps and archives that come with a folder and that no instruction names; whether a program needs its models and data is for you to say.',
  staysSilent:
    'Silent without a build context, in stages that are not part of such an image or whose image is for development or tests by its name (`dev`, `builder`; a last stage `FROM app AS test`), for files whose sizes are not known, for archives that `ADD` unpacks, for what the ignore file leaves out, in folders that tools fill again (`node_modules`, `target`, …), for mounts, and where a later `RUN` removes the files, of which another rule tells.',
};
