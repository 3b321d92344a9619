import { volatileVariableEarly } from '../../../server/src/rules/cache/volatile-variable-early.ts';
import { checkRuleCases } from '../rule-cases.ts';

const APT = 'RUN apt-get update && apt-get install -y curl\n';

checkRuleCases(volatileVariableEarly, [
  {
    id: 'moves several together, with their comments, and leaves no double blank lines',
    dockerfile: `FROM debian:13\n\n# The commit\nARG GIT_SHA\n\nARG BUILD_DATE\n\n${APT}\n# Labels\nLABEL a=$GIT_SHA b=$BUILD_DATE\n`,
    reports: ['`GIT_SHA`'],
    fix: [
      'safe',
      `FROM debian:13\n\n${APT}\n# The commit\nARG GIT_SHA\nARG BUILD_DATE\n\n# Labels\nLABEL a=$GIT_SHA b=$BUILD_DATE\n`,
    ],
  },
  {
    id: 'moves to the last step where nothing reads it, at the end of a file without a line end, with its line ends',
    dockerfile: 'FROM debian:13\r\nARG APP_VERSION=1\r\nRUN apt-get update && apt-get install -y curl',
    reports: ['apt-get install'],
    fix: ['safe', 'FROM debian:13\r\nRUN apt-get update && apt-get install -y curl\r\nARG APP_VERSION=1'],
  },
  {
    id: 'stops above a build that may read it from the environment',
    dockerfile: 'FROM node:22\nARG GIT_COMMIT\nCOPY package*.json ./\nRUN npm ci\nRUN npm run build\n',
    reports: ['`RUN npm ci` (line 4)'],
    fix: ['review', 'FROM node:22\nCOPY package*.json ./\nRUN npm ci\nARG GIT_COMMIT\nRUN npm run build\n'],
  },
  {
    id: 'stops where a variable that its value is made of is set',
    dockerfile: `FROM debian:13\nARG BUILD_DATE=$DAY\n${APT}ARG DAY=1\nRUN apt-get install -y git\nLABEL d=$BUILD_DATE\n`,
    reports: ['line 3'],
    fix: [
      'safe',
      `FROM debian:13\n${APT}ARG BUILD_DATE=$DAY\nARG DAY=1\nRUN apt-get install -y git\nLABEL d=$BUILD_DATE\n`,
    ],
  },
  {
    id: 'reports a variable that shares its instruction, without a fix',
    dockerfile: `FROM debian:13\nARG GIT_SHA USER_NAME=a\n${APT}`,
    reports: ['No automatic fix'],
    fix: 'none',
  },
  {
    id: 'silent: used by the next RUN',
    dockerfile: `FROM a\nARG VERSION=1\nRUN apt-get install -y app=$VERSION\n`,
  },
  {
    id: 'silent: named by a script without a dollar sign',
    dockerfile: `FROM a\nARG GIT_SHA\nRUN printenv GIT_SHA\n${APT}`,
  },
  { id: 'silent: a script that may read it', dockerfile: `FROM a\nARG GIT_SHA\nRUN ./setup.sh\n${APT}` },
  {
    id: 'silent: a build that fetches on its way',
    dockerfile: 'FROM golang:1.24\nARG VERSION\nCOPY . .\nRUN go build ./...\n',
  },
  { id: 'silent: versions of tools', dockerfile: `FROM a\nARG NODE_VERSION=22\nENV GO_VERSION=1.24\n${APT}` },
  {
    id: 'silent: a version with which something is downloaded',
    dockerfile: `FROM a\nARG VERSION=1\n${APT}RUN curl -O https://example.org/$VERSION.tgz\n`,
  },
  { id: 'silent: a version that is written into ENV', dockerfile: `FROM a\nENV APP_VERSION=1.2.3\n${APT}` },
  { id: 'silent: above the first FROM', dockerfile: `ARG VERSION=1\nFROM a:$VERSION\n${APT}` },
  {
    id: 'silent: below the last install',
    dockerfile: `FROM a\n${APT}ARG GIT_SHA\nCOPY . .\nLABEL a=$GIT_SHA\n`,
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: `FROM a AS x\nARG GIT_SHA\n${APT}FROM b\nRUN true\n`,
  },
  { id: 'silent: a shell that is not read', dockerfile: `FROM a\nSHELL ["pwsh", "-c"]\nARG GIT_SHA\n${APT}` },
  {
    id: 'labels that are made of them move along',
    dockerfile: `FROM alpine:3.20\nARG BUILD_DATE\nARG VCS_REF\nLABEL created=$BUILD_DATE \\\n  revision=$VCS_REF\nRUN apk add --no-cache curl\n`,
    reports: ['`BUILD_DATE` runs `RUN apk add --no-cache curl` (line 6) again'],
    fix: [
      'safe',
      `FROM alpine:3.20\nRUN apk add --no-cache curl\nARG BUILD_DATE\nARG VCS_REF\nLABEL created=$BUILD_DATE \\\n  revision=$VCS_REF\n`,
    ],
  },
  {
    id: 'labels behind something else that is passed, and one that has nothing to do with them',
    dockerfile: `FROM a\nARG GIT_SHA\nENV PORT=80\nLABEL a=b\nWORKDIR /app\n# The commit\nLABEL "revision"="$GIT_SHA"\n${APT}`,
    reports: ['`GIT_SHA`'],
    fix: [
      'safe',
      `FROM a\nENV PORT=80\nLABEL a=b\nWORKDIR /app\n${APT}ARG GIT_SHA\n# The commit\nLABEL "revision"="$GIT_SHA"\n`,
    ],
  },
  {
    id: 'a label that stays below another one of its name stays above the next one',
    dockerfile: `FROM a\nARG APP_VERSION\nLABEL version=$APP_VERSION\n${APT}LABEL 'version'=2\nRUN apt-get install -y git\n`,
    reports: ['(line 4) again'],
    fix: [
      'safe',
      `FROM a\n${APT}ARG APP_VERSION\nLABEL version=$APP_VERSION\nLABEL 'version'=2\nRUN apt-get install -y git\n`,
    ],
  },
  {
    id: 'a label whose name is a variable is not passed by another one',
    dockerfile: `FROM a\nARG GIT_SHA NAME=x\nLABEL a=$GIT_SHA\n${APT}LABEL $NAME=2\nRUN apt-get install -y git\n`,
    reports: ['(line 4) again, which does not use it. Declare it below. No automatic fix'],
    fix: 'none',
  },
  {
    id: 'silent: a label that is set anew at once',
    dockerfile: `FROM a\nARG GIT_SHA\nLABEL a=$GIT_SHA\nLABEL a=b\n${APT}`,
  },
  {
    id: 'labels between installs move along, and those below the last one stay',
    dockerfile: `FROM a\nARG GIT_SHA\n${APT}LABEL a=$GIT_SHA\nRUN apt-get install -y git\nUSER b\nLABEL c=$GIT_SHA\n`,
    reports: ['(line 3) and `RUN apt-get install -y git` (line 5) again'],
    fix: [
      'safe',
      `FROM a\n${APT}RUN apt-get install -y git\nUSER b\nARG GIT_SHA\nLABEL a=$GIT_SHA\nLABEL c=$GIT_SHA\n`,
    ],
  },
  {
    id: 'other variables that a label is made of keep their values',
    dockerfile: `FROM a\nARG GIT_SHA\nARG NAME=x\nLABEL a=$GIT_SHA-$NAME\n${APT}ARG NAME=y\nRUN apt-get install -y git\n`,
    reports: ['(line 5) again'],
    fix: [
      'safe',
      `FROM a\nARG NAME=x\n${APT}ARG GIT_SHA\nLABEL a=$GIT_SHA-$NAME\nARG NAME=y\nRUN apt-get install -y git\n`,
    ],
  },
]);
