import { buildToolsShipped } from '../../../server/src/rules/size/build-tools-shipped.ts';
import { checkRuleCases } from '../rule-cases.ts';

const SLIM = 'FROM python:3.13-slim\n';
const CMD = 'CMD ["python", "app.py"]\n';

checkRuleCases(buildToolsShipped, [
  {
    id: 'tools in one layer, a package that is compiled in another',
    dockerfile: `${SLIM}RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev curl\nRUN pip install -r requirements.txt\n${CMD}`,
    reports: [
      'Layer 1 of the image ships gcc and libpq-dev, which `pip install -r requirements.txt` (line 3) builds with',
    ],
    fix: 'none',
  },
  {
    id: 'in one RUN',
    dockerfile: `${SLIM}RUN apt-get install -y build-essential && make -C /src && rm -rf /src\n${CMD}`,
    reports: ['`make -C /src` (line 2)'],
  },
  {
    id: 'wherever the output goes',
    dockerfile: `${SLIM}RUN apt-get install -y gcc > /log && pip install a\n${CMD}`,
    reports: ['ships gcc'],
  },
  {
    id: 'in a stage that the final one is built from',
    dockerfile: `${SLIM.trim()} AS base\nRUN apt-get install -y python3-dev\nFROM base\nRUN pip install a\n${CMD}`,
    reports: ['python3-dev'],
  },
  {
    id: 'a group that is removed too late',
    dockerfile: `FROM alpine:3\nRUN apk add --virtual .b build-base\nRUN npm ci && apk del .b\n${CMD}`,
    reports: ['ships build-base, which `npm ci` (line 3)'],
  },
  {
    id: 'silent: removed in the same RUN',
    dockerfile: `FROM alpine:3\nRUN apk add --virtual .b build-base && npm ci && apk del .b\n${CMD}`,
  },
  {
    id: 'silent: a builder stage',
    dockerfile: `${SLIM.trim()} AS x\nRUN apt-get install -y gcc && pip install a\n${SLIM}COPY --from=x /y /y\n${CMD}`,
  },
  { id: 'silent: nothing is built', dockerfile: `${SLIM}RUN apt-get install -y gcc\n${CMD}` },
  {
    id: 'silent: built before',
    dockerfile: `${SLIM}RUN pip install a && apt-get install -y gcc\n${CMD}`,
  },
  {
    id: 'silent: no program of its own, so that others build on it',
    dockerfile: `${SLIM}RUN apt-get install -y gcc && pip install a\n`,
  },
  {
    id: 'silent: a program that builds',
    dockerfile: `${SLIM}RUN apt-get install -y gcc make && pip install a\nCMD make serve\n`,
  },
  {
    id: 'silent: a stage for developers',
    dockerfile: `${SLIM.trim()} AS dev\nRUN apt-get install -y gcc && pip install a\n${CMD}`,
  },
  {
    id: 'silent: the base image has a compiler',
    dockerfile: `FROM python:3.13-bookworm\nRUN apt-get install -y gcc && pip install a\n${CMD}`,
  },
  {
    id: 'silent: conditional',
    dockerfile: `${SLIM}RUN if [ "$A" ]; then apt-get install -y gcc; fi\nRUN pip install a\n${CMD}`,
  },
  {
    id: 'silent: other packages',
    dockerfile: `${SLIM}RUN apt-get install -y curl gcc-doc libpq5 && pip install a\n${CMD}`,
  },
]);
