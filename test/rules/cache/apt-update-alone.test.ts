import { aptUpdateAlone } from '../../../server/src/rules/cache/apt-update-alone.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(aptUpdateAlone, [
  {
    id: 'puts the update in front of the install inside a longer RUN',
    dockerfile: 'FROM a\nRUN apt-get update -q\nCOPY x /x\nRUN mkdir /y \\\n && apt-get install -y b\n',
    reports: ['`apt-get update -q` (line 2)'],
    fix: ['review', 'FROM a\nCOPY x /x\nRUN mkdir /y \\\n && apt-get update -q && apt-get install -y b\n'],
  },
  {
    id: 'aptitude, for an install that is known to the build alone',
    dockerfile: 'FROM a\nARG P\nRUN aptitude update\nRUN aptitude install -y $P\n',
    reports: ['aptitude update'],
    fix: ['review', 'FROM a\nARG P\nRUN aptitude update && aptitude install -y $P\n'],
  },
  {
    id: 'silent: apk, dnf, yum and zypper fetch the lists where they are missing or old',
    dockerfile:
      'FROM a\nRUN apk update\nRUN apk add c\nRUN dnf makecache\nRUN dnf install -y c\nRUN yum makecache\nRUN yum install -y c\nRUN zypper refresh\nRUN zypper install -y b\n',
  },
  {
    id: 'has no fix where another user installs',
    dockerfile: 'FROM a\nRUN apt-get update\nUSER app\nRUN sudo apt-get install -y b\n',
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'has no fix where the step has a comment',
    dockerfile: 'FROM a\n# Lists\nRUN apt-get update\nRUN apt-get install -y b\n',
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'of three RUNs, the second gets the update, and the third still goes by its lists',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nRUN apt-get install -y c\n',
    reports: ['`RUN apt-get install -y b` (line 3)'],
    fix: ['review', 'FROM a\nRUN apt-get update && apt-get install -y b\nRUN apt-get install -y c\n'],
  },
  {
    id: 'has no fix where a command in between may install by the lists',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN xargs apt-get install < /x\nRUN apt-get install -y b\n',
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'wherever the output goes',
    dockerfile: 'FROM a\nRUN apt-get update > /dev/null\nRUN apt-get install -y b 2>&1\n',
    reports: ['`apt-get update > /dev/null` (line 2)'],
    fix: ['review', 'FROM a\nRUN apt-get update > /dev/null && apt-get install -y b 2>&1\n'],
  },
  { id: 'silent: in one RUN', dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y b\n' },
  {
    id: 'silent: the install fetches them as well',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN apt-get update && apt-get install -y b\n',
  },
  { id: 'silent: nothing is installed', dockerfile: 'FROM a\nRUN apt-get update\n' },
  {
    id: 'silent: the lists are removed',
    dockerfile: 'FROM a\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN apt-get install -y b\n',
  },
  {
    id: 'silent: a cache mount keeps them',
    dockerfile:
      'FROM a\nRUN --mount=type=cache,target=/var/lib/apt apt-get update\nRUN apt-get install -y b\n',
  },
  { id: 'silent: yum update upgrades', dockerfile: 'FROM a\nRUN yum update -y\nRUN yum install -y b\n' },
  { id: 'silent: another package manager', dockerfile: 'FROM a\nRUN apt-get update\nRUN apk add b\n' },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nRUN apt-get update\nRUN apt-get install -y b\nFROM c\nRUN true\n',
  },
]);
