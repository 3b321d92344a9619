import { exposeHasNoEffect } from '../../../server/src/rules/ports/expose-has-no-effect.ts';
import { checkPortRule } from './port-rule-cases.ts';

const FINAL = 'FROM nginx\nCOPY --from=0 /d /d\n';

checkPortRule(exposeHasNoEffect, [
  {
    id: 'in a stage without a name',
    dockerfile: `FROM node\nRUN x\nEXPOSE 80\n${FINAL}`,
    reports: ['EXPOSE 80'],
    says: 'stage 0 is only copied from',
    fixed: `FROM node\nRUN x\n${FINAL}`,
  },
  {
    id: 'over several lines, with a comment, in a stage with a name and Windows line ends',
    dockerfile: `FROM node AS b\r\n# ports\r\nEXPOSE 80 \\\r\n  81\r\nRUN x\r\nFROM nginx\r\nCOPY --from=b /d /d\r\n`,
    reports: ['EXPOSE 80 \\'],
    fixed: `FROM node AS b\r\nRUN x\r\nFROM nginx\r\nCOPY --from=b /d /d\r\n`,
  },
  {
    id: 'in a stage that a builder is built from, and one that is mounted',
    dockerfile:
      'FROM a AS x\nEXPOSE 1\nFROM x AS y\nRUN z\nFROM b AS m\nEXPOSE 2\nFROM c\nCOPY --from=y /d /d\nRUN --mount=from=m x\n',
    reports: ['EXPOSE 1', 'EXPOSE 2'],
  },
  { id: 'silent: the final stage', dockerfile: 'FROM a\nEXPOSE 80\n' },
  { id: 'silent: the stage below', dockerfile: 'FROM a AS b\nEXPOSE 80\nFROM b\n' },
  {
    id: 'silent: a build may choose it',
    dockerfile:
      'ARG V\nFROM a AS base-a\nEXPOSE 80\nFROM b AS base-b\nEXPOSE 80\nFROM base-${V}\nCOPY --from=base-b x /x\n',
  },
  { id: 'silent: for --target', dockerfile: 'FROM a AS dev\nEXPOSE 80\nFROM b\n' },
  {
    id: 'silent: one for --target is built from it',
    dockerfile: 'FROM a AS base\nEXPOSE 80\nFROM base AS dev\nFROM b\nCOPY --from=base /d /d\n',
  },
  { id: 'silent: it has a command and a name', dockerfile: `FROM node AS dev\nEXPOSE 80\nCMD x\n${FINAL}` },
  { id: 'silent: no stage at all', dockerfile: 'EXPOSE 80\n' },
  {
    id: 'silent: a service builds it',
    dockerfile: `FROM node AS Api\nEXPOSE 80\n${FINAL}`,
    compose: 'services:\n  web:\n    build: .\n  api:\n    build: { context: ., target: api }\n',
  },
]);
