import { aptUpdateAlone } from '../../../server/src/rules/cache/apt-update-alone.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(aptUpdateAlone, [
  {
    id: 'apart from both sides',
    dockerfile: 'FROM a\n\nRUN apt-get update\n\nCOPY x /x\n\nRUN apt-get install -y b\n',
    reports: ['`apt-get update`'],
    fix: ['review', 'FROM a\n\nCOPY x /x\n\nRUN apt-get update && apt-get install -y b\n'],
  },
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
    id: 'silent: an install that fetches the lists itself',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y --update b\nRUN apt -yU install c\nRUN apt-get update && apt-get install d\n',
  },
  {
    id: 'lists for two installs, of which the first has them from itself',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN apt-get install -U b\nRUN apt-get install -t U -u c\n',
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
    id: 'a comment of the step stays above the install below it, with what that has itself',
    dockerfile: 'FROM a\n# Lists\nRUN apt-get update\n\n# Tools\nRUN apt-get install -y b\n',
    reports: ['old lists'],
    fix: ['review', 'FROM a\n# Lists\n# Tools\nRUN apt-get update && apt-get install -y b\n'],
  },
  {
    id: 'a comment of the step, blanks in front of both',
    dockerfile: 'FROM a\r\n  # Lists\r\n  RUN apt-get update\r\n\r\n  RUN apt-get install -y b\r\n',
    reports: ['old lists'],
    fix: ['review', 'FROM a\r\n  # Lists\r\n  RUN apt-get update && apt-get install -y b\r\n'],
  },
  {
    id: 'has no fix where the step has a comment, and the install is not directly below',
    dockerfile: 'FROM a\n# Lists\nRUN apt-get update\nCOPY x /x\nRUN apt-get install -y b\n',
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'has no fix where a script of the context installs by the lists above the install',
    dockerfile:
      'FROM a\nCOPY install-deps /usr/local/bin/\nRUN apt-get update\nRUN install-deps\nRUN apt-get install -y b\n',
    sizes: { 'install-deps': 9 },
    texts: { 'install-deps': 'apt-get install -y jq\n' },
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'has no fix where such a script may install by them',
    dockerfile:
      'FROM a\nCOPY install-deps /usr/local/bin/\nRUN apt-get update\nRUN install-deps\nRUN apt-get install -y b\n',
    sizes: { 'install-deps': 9 },
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'a script of the context that has nothing to do with packages stays between both',
    dockerfile:
      'FROM a\nCOPY install-deps /usr/local/bin/\nRUN apt-get update\nRUN install-deps\nRUN apt-get install -y b\n',
    sizes: { 'install-deps': 9 },
    texts: { 'install-deps': 'mkdir /x\n' },
    reports: ['old lists'],
    fix: [
      'review',
      'FROM a\nCOPY install-deps /usr/local/bin/\nRUN install-deps\nRUN apt-get update && apt-get install -y b\n',
    ],
  },
  {
    id: 'of three RUNs that follow each other, one is made: the third goes by the lists as well',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nRUN apt-get install -y c\n',
    reports: [
      '`RUN apt-get install -y b` (line 3) changes, which then goes by old lists of packages. So does the RUN on line 4: fetch the lists in each of them, or run all in one RUN.',
    ],
    fix: [
      'review',
      'FROM a\nRUN apt-get update && \\\n    apt-get install -y b && \\\n    apt-get install -y c\n',
    ],
  },
  {
    id: 'names the install, which changes, and not the upgrade above it',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get upgrade -y\nRUN apt-get install -y b\nRUN apt-get install -y c\n',
    reports: [
      '`apt-get update` (line 2) stays cached when `RUN apt-get install -y b` (line 4) changes, which then goes by old lists of packages. So do the RUNs on lines 3 and 5: ',
    ],
    fix: [
      'review',
      'FROM a\nRUN apt-get update && \\\n    apt-get upgrade -y && \\\n    apt-get install -y b && \\\n    apt-get install -y c\n',
    ],
  },
  {
    id: 'names an upgrade that nothing else is installed with',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN apt-get upgrade -y\n',
    reports: [
      '`RUN apt-get upgrade -y` (line 3) changes, which then goes by old lists of packages. Run both in one RUN.',
    ],
    fix: ['review', 'FROM a\nRUN apt-get update && apt-get upgrade -y\n'],
  },
  {
    id: 'an upgrade and an install in one RUN: it changes when a package is added',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nRUN apt-get upgrade -y && apt-get install -y c\n',
    reports: ['`RUN apt-get install -y b` (line 3)'],
  },
  {
    id: 'keeps comments between RUNs that become one',
    dockerfile:
      '# Tools\nFROM a\n# Lists\nRUN apt-get update\n\nRUN apt-get install -y b\n# Then c\nRUN apt-get install -y c\n',
    reports: ['old lists'],
    fix: [
      'review',
      '# Tools\nFROM a\n# Lists\nRUN apt-get update && \\\n    apt-get install -y b && \\\n    # Then c\n    apt-get install -y c\n',
    ],
  },
  {
    id: 'each of two installs with a copy in between fetches the lists itself',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nCOPY x /x\nRUN mkdir /y && apt-get install -y c\n',
    reports: ['So does the RUN on line 5'],
    fix: [
      'review',
      'FROM a\nRUN apt-get update && apt-get install -y b\nCOPY x /x\nRUN mkdir /y && apt-get update && apt-get install -y c\n',
    ],
  },
  {
    id: 'has no fix where one of two installs runs as another user',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nUSER app\nRUN sudo apt-get install -y c\n',
    reports: ['So does the RUN on line 5'],
    fix: 'none',
  },
  {
    id: 'says nothing of the user below the last install',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nUSER app\n',
    reports: ['(line 3) changes'],
    fix: ['review', 'FROM a\nRUN apt-get update && apt-get install -y b\nUSER app\n'],
  },
  {
    id: 'has no fix where one of the installs is only a word of another command',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nRUN xargs apt-get install < /x\nRUN apt-get install -y c\n',
    reports: ['So does the RUN on line 5'],
    fix: 'none',
  },
  {
    id: 'leaves out what is installed below a script, which may have fetched lists of its own',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y curl\nRUN curl -sL https://deb.example.org/setup | bash -\nRUN apt-get install -y b\n',
    reports: ['(line 3) changes, which then goes by old lists of packages. Run both in one RUN.'],
    fix: [
      'review',
      'FROM a\nRUN apt-get update && apt-get install -y curl\nRUN curl -sL https://deb.example.org/setup | bash -\nRUN apt-get install -y b\n',
    ],
  },
  {
    id: 'of a RUN over several lines, the install is named',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN echo a > /b \\\n  && apt-get install -y \\\n  b\n',
    reports: ['stays cached when `RUN apt-get install -y b` (line 3) changes'],
    fix: ['review', 'FROM a\nRUN echo a > /b \\\n  && apt-get update && apt-get install -y \\\n  b\n'],
  },
  {
    id: 'rosdep installs by the lists as well',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN rosdep install -y --from-paths /src\n',
    reports: ['`RUN rosdep install -y --from-paths /src` (line 3) changes'],
    fix: ['review', 'FROM a\nRUN apt-get update && rosdep install -y --from-paths /src\n'],
  },
  {
    id: 'silent: a script that fetches lists itself, as NodeSource’s does, stands between',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN curl -sL https://deb.nodesource.com/setup_20.x | bash -\nRUN apt-get install -y nodejs\n',
  },
  {
    id: 'has no fix where a script above the install may install by the lists itself',
    dockerfile: 'FROM a\nRUN apt-get update\nRUN ./setup.sh && bash /setup.sh\nRUN apt-get install -y b\n',
    reports: ['old lists'],
    fix: 'none',
  },
  {
    id: 'installs by the lists of the next update are named with that one',
    dockerfile:
      'FROM a\nRUN apt-get update\nRUN apt-get install -y b\nRUN apt update\nRUN apt install -y c\n',
    reports: ['(line 3) changes', '(line 5) changes'],
    fix: [
      'review',
      'FROM a\nRUN apt-get update && apt-get install -y b\nRUN apt update\nRUN apt install -y c\n',
    ],
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
