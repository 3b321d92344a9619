import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const APT = 'RUN apt-get update && apt-get install -y b';
const LISTS = 'rm -rf /var/lib/apt/lists/*';
const END = `End this RUN with \`&& ${LISTS}\`, or mount a cache.`;

/** Scripts whose text is not loaded for their names. */
const SIZES = { 'scripts/a.sh': 40, 'scripts/tools/b.sh': 40, 'scripts/prepare': 40, 'bin/rails': 40 };

/** Steps below a RUN that leaves lists, with the script of the context by which they may install; none where none is known to. */
const BELOW: readonly (readonly [below: string, named?: string])[] = [
  ['COPY scripts /s\nRUN sh /s/a.sh', '`sh /s/a.sh` (line 4)'],
  [
    'COPY scripts /s\nRUN sudo -E bash -eo pipefail /s/a.sh x',
    '`sudo -E bash -eo pipefail /s/a.sh x` (line 4)',
  ],
  ['COPY scripts /s\nRUN . /s/a.sh && c', '`. /s/a.sh` (line 4)'],
  ['COPY scripts /s\nRUN chmod +x /s/a.sh && /s/a.sh', '`/s/a.sh` (line 4)'],
  ['COPY scripts /s\nRUN ["sh", "/s/a.sh"]', '`sh /s/a.sh` (line 4)'],
  ['COPY scripts /s\nRUN /s/prepare', '`/s/prepare` (line 4)'],
  ['WORKDIR /s\nCOPY scripts .\nRUN ./a.sh', '`./a.sh` (line 5)'],
  ['COPY scripts /s\nRUN cd /s/tools && bash b.sh', '`bash b.sh` (line 4)'],
  ['COPY scripts/a.sh /usr/local/bin/\nRUN a.sh', '`a.sh` (line 4)'],
  ['ENV S=/s\nCOPY scripts /s\nRUN if c; then "${S}/tools/b.sh"; fi', '`"${S}/tools/b.sh"` (line 5)'],
  ['RUN --mount=type=bind,source=scripts,target=/m /m/tools/b.sh', '`/m/tools/b.sh` (line 3)'],
  ['COPY scripts /s\nFROM d\nRUN /s/a.sh', '`/s/a.sh` (line 5)'],
  ['COPY scripts /s\nRUN apt-get update && /s/a.sh && rm -rf /var/lib/apt/lists/*'],
  ['COPY scripts /s\nRUN cat /s/a.sh'],
  ['COPY scripts /s\nRUN sh -c "echo /s/a.sh" && bash -s /s/a.sh'],
  ['COPY bin bin\nRUN bin/rails assets:precompile'],
  ['COPY scripts /s\nRUN /other/a.sh && $X/a.sh'],
  ['RUN --mount=type=cache,target=/var/lib/apt,sharing=locked true\nCOPY scripts /s'],
];

const CASES: readonly RuleCase[] = [
  {
    id: 'a script that installs by the lists',
    dockerfile: `FROM debian:13\n${APT}\nCOPY run.sh /\nRUN /run.sh\n`,
    sizes: { 'run.sh': 40 },
    texts: { 'run.sh': '#!/bin/bash\nset -e\napt-get install -y jq\n' },
    reports: [
      `can take them out again. \`/run.sh\` (line 4) goes by them, so put it and all else that does into this RUN, and end that with \`${LISTS}\`.`,
    ],
    fix: 'none',
  },
  {
    id: 'a script that fetches lists of its own, and one that installs nothing',
    dockerfile: `FROM debian:13\n${APT}\nCOPY run.sh start.sh /\nRUN /start.sh\nRUN /run.sh\n`,
    sizes: { 'run.sh': 40, 'start.sh': 40 },
    texts: { 'run.sh': 'apt-get update\napt-get install -y jq\n', 'start.sh': 'mkdir /x\n' },
    reports: [END],
    fix: [
      'review',
      `FROM debian:13\n${APT} && ${LISTS}\nCOPY run.sh start.sh /\nRUN /start.sh\nRUN /run.sh\n`,
    ],
  },
  {
    id: 'a script that runs another one',
    dockerfile: `FROM debian:13\n${APT}\nCOPY run.sh /\nRUN /run.sh\n`,
    sizes: { 'run.sh': 40 },
    texts: { 'run.sh': '"$(dirname "$0")/b.sh"\n' },
    reports: ['Unless `/run.sh` (line 4) installs by them, end this RUN with'],
  },
  {
    id: 'a command below that goes by the lists for certain says more than a script above it',
    dockerfile: `FROM debian:13\n${APT}\nCOPY scripts /s\nRUN /s/a.sh\nRUN apt-get install -y jq\n`,
    sizes: SIZES,
    reports: ['`apt-get install -y jq` (line 5) may go by them'],
    fix: 'none',
  },
  {
    id: 'a source of packages whose lists a script may go by',
    dockerfile: 'FROM ubuntu:22.04\nRUN add-apt-repository -y ppa:a/b\nCOPY scripts /s\nRUN /s/a.sh\n',
    sizes: SIZES,
    reports: ['Unless `/s/a.sh` (line 4) installs by them, add -n, with which it fetches none.'],
  },
  {
    id: 'a script, without a context',
    dockerfile: `FROM debian:13\n${APT}\nCOPY scripts /s\nRUN /s/a.sh\n`,
    reports: [END],
  },
];

checkRuleCases(packageCacheLeft, [
  ...CASES,
  ...BELOW.map(([below, named]): RuleCase => {
    const advice = END.charAt(0).toLowerCase() + END.slice(1);
    return {
      id: below,
      dockerfile: `FROM debian:13 AS d\n${APT}\n${below}\n`,
      sizes: SIZES,
      reports: [
        `can take them out again. ${named === undefined ? END : `Unless ${named} installs by them, ${advice}`}`,
      ],
      fix: ['review', `FROM debian:13 AS d\n${APT} && ${LISTS}\n${below}\n`],
    };
  }),
]);
