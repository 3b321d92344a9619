import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const LISTS = 'rm -rf /var/lib/apt/lists/*';
const TOOLS = `RUN apt-get update && apt-get install -y software-properties-common && ${LISTS}`;
const ADD = 'add-apt-repository -y ppa:git-core/ppa';
const GIT = `RUN apt-get update && apt-get install -y git && ${LISTS}`;

/** Where a source is added that fetches no lists, or where who goes by them is not followed. */
const SILENT: readonly (readonly [base: string, text: string])[] = [
  ['ubuntu:22.04', `RUN add-apt-repository -n -y ppa:a/b\n${GIT}`],
  ['ubuntu:22.04', `RUN add-apt-repository -yn ppa:a/b\n${GIT}`],
  ['ubuntu:22.04', `RUN add-apt-repository --no-update ppa:a/b\n${GIT}`],
  ['ubuntu:22.04', `RUN ${ADD} && ${LISTS}\n${GIT}`],
  ['ubuntu:22.04', `RUN ${ADD} && apt-get install -y git && ${LISTS}`],
  ['ubuntu:22.04', `RUN ${ADD}\nRUN apt-get install -y git && ${LISTS}`],
  ['ubuntu:22.04', `RUN if c; then ${ADD}; fi\n${GIT}`],
  ['ubuntu:22.04', `RUN --mount=type=cache,target=/var/lib/apt ${ADD}\n${GIT}`],
  ['ubuntu:16.04', `RUN ${ADD}\n${GIT}`],
  ['ubuntu:xenial-20210114', `RUN ${ADD}\n${GIT}`],
  ['ubuntu:$V', `RUN ${ADD}\n${GIT}`],
  ['registry.example.org/ubuntu:build', `RUN ${ADD}\n${GIT}`],
  ['ubuntu@sha256:0123', `RUN ${ADD}\n${GIT}`],
  ['debian:11', `RUN ${ADD}\n${GIT}`],
  ['a', `RUN ${ADD}\n${GIT}`],
];

const CASES: readonly RuleCase[] = [
  {
    id: 'a source of packages alone: its lists are of no use to the next RUN, which fetches its own',
    dockerfile: `FROM ubuntu:22.04\n${TOOLS}\nRUN ${ADD}\n${GIT}\n`,
    reports: [
      `Layer 2 of the image keeps the lists of packages that \`${ADD}\` fetches (line 3), and no later step can take them out again. Add -n, with which it fetches none.`,
    ],
    fix: ['review', `FROM ubuntu:22.04\n${TOOLS}\nRUN add-apt-repository -n -y ppa:git-core/ppa\n${GIT}\n`],
  },
  {
    id: 'a source behind the clean-up, and another one',
    dockerfile: `FROM ubuntu:jammy\n${TOOLS} && ${ADD} && sudo apt-add-repository universe\n`,
    reports: ['Add -n, with'],
    fix: [
      'review',
      `FROM ubuntu:jammy\n${TOOLS} && add-apt-repository -n -y ppa:git-core/ppa && sudo apt-add-repository -n universe\n`,
    ],
  },
  {
    id: 'a source whose packages the same RUN installs by its lists',
    dockerfile: `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN ${ADD} && apt-get install -y git\n`,
    reports: [`\`${ADD}\` fetches (line 2), and no later step can take them out again. End this RUN with`],
    fix: [
      'review',
      `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN ${ADD} && apt-get install -y git && ${LISTS}\n`,
    ],
  },
  {
    id: 'a source between two installs by lists of the RUN',
    dockerfile: `FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y b && ${ADD} && apt-get install -y c\n`,
    reports: [
      '`apt-get update` fetches (line 2), and no later step can take them out again. End this RUN with',
    ],
  },
  {
    id: 'a source in a stage that is built on an Ubuntu',
    dockerfile: `FROM public.ecr.aws/ubuntu/ubuntu:22.04 AS b\nFROM b\nRUN ${ADD}\n${GIT}\n`,
    reports: ['Add -n, with'],
  },
  {
    id: 'no fix in quotes',
    dockerfile: `FROM ubuntu:22.04\nRUN bash -c "${ADD}"\n${GIT}\n`,
    reports: ['Add -n, with'],
    fix: 'none',
  },
];

checkRuleCases(packageCacheLeft, [
  ...CASES,
  ...SILENT.map(([base, text]): RuleCase => {
    const dockerfile = `FROM ${base}\n${text}\n`;
    return { id: `silent: ${dockerfile}`, dockerfile };
  }),
]);
