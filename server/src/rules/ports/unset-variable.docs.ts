import type { RuleDocs } from '../types.ts';

/** The page of `ports/unset-variable`. */
export const unsetVariableDocs: RuleDocs = {
  whatItDoes:
    'Reports `EXPOSE $PORT` where neither `ARG` nor `ENV` sets the variable above it in the stage, or in the stages that it is built from.',
  whyItMatters:
    'BuildKit replaces a variable that is not set by nothing, without an error: the image exposes no port. An `ARG` above the first `FROM` does not count inside of a stage until the stage names it, too, and what Compose or `docker run -e` sets comes too late.',
  examples: [
    {
      title: 'An ARG above the first FROM',
      files: {},
      before: 'ARG PORT=3000\nFROM node:22\nEXPOSE $PORT\n',
      after: 'ARG PORT=3000\nFROM node:22\nARG PORT\nEXPOSE $PORT\n',
      fix: 'Add ARG PORT',
    },
    {
      title: 'A variable that only exists when the container runs',
      files: {},
      before: 'FROM node:22\nEXPOSE ${PORT}\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nENV PORT=3000\nEXPOSE ${PORT}\nCMD ["node", "server.js"]\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'For review: with the `ARG`, the image exposes the port that was meant. There is no fix where nobody says which port that is.',
  staysSilent:
    'Silent for an `ARG` without a default, which the build may set, for values that are empty on purpose, for base images that may set the variable by themselves (all but `scratch` and well-known images of languages and distributions), for stages that other images add instructions to (`ONBUILD`), and for variables with a default (`${PORT:-3000}`).',
};
