import type { RuleDocs } from '../types.ts';

/** The page of `image/edit-undone-by-copy`. */
export const editUndoneByCopyDocs: RuleDocs = {
  whatItDoes:
    "Reports a `RUN` that changes the mode, the owner or the content of a file which it names (`chmod`, `chown`, `sed -i`, `dos2unix`, `echo … > file`), where a `COPY` or `ADD` further down in the stage brings the same file from the build context again, and nothing uses it in between. A warning where the file can't be executed in the build context and the container is started by it, and a hint where it has the mode that `chmod` gives it anyway.",
  whyItMatters:
    'A copy writes each file as it is in the build context: with its content, with its mode, and with root as its owner, unless flags say otherwise. What was done to the file above is gone, and no step fails: the container does, where the file was checked out without its executable bit, or with the line ends of Windows.',
  examples: [
    {
      title: 'A script with the line ends of Windows',
      files: { 'entrypoint.sh': '#!/bin/sh\r\nexec "$@"\r\n', 'app.py': '' },
      before:
        'FROM python:3.13-slim\nWORKDIR /app\nCOPY entrypoint.sh .\nRUN sed -i "s/\\r$//" entrypoint.sh\nCOPY . .\nUSER 1000\nENTRYPOINT ["sh", "/app/entrypoint.sh"]\n',
      after:
        'FROM python:3.13-slim\nWORKDIR /app\nCOPY entrypoint.sh .\nCOPY . .\nRUN sed -i "s/\\r$//" entrypoint.sh\nUSER 1000\nENTRYPOINT ["sh", "/app/entrypoint.sh"]\n',
      fix: 'Run it below `COPY . .`',
    },
  ],
  fixSafety:
    'Always for review: the image then holds what it lacks today. The `RUN` moves below the copy with its comments. There is no fix where it does anything else, or where a `USER`, a `WORKDIR`, a `SHELL` or a variable stands in between.',
  staysSilent:
    'Silent where a command may use the file before it is brought again, as any that Strata does not know may, and an install unless the file is a script that starts the container; where `--chmod` or `--chown` of the copy set what was changed; for changes of whole folders (`-R`) and by wildcards, for files that the ignore file leaves out, for copies from other stages, for commands that only run on a condition, and where the build context is not known.',
};
