import { removedInALaterLayer } from '../../../server/src/rules/size/removed-in-a-later-layer.ts';
import { checkRuleCases } from '../rule-cases.ts';

const BIG = 5_000_000;

checkRuleCases(removedInALaterLayer, [
  {
    id: 'a file, with its size',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/\nRUN dpkg -i /tmp/x.deb && rm -f /tmp/x.deb\n',
    sizes: { 'x.deb': BIG },
    reports: ['5 MB'],
    fix: 'none',
  },
  {
    id: 'part of a folder, named from the working directory',
    dockerfile: 'FROM a\nWORKDIR /app\nCOPY . .\nRUN rm -rf docs\n',
    sizes: { 'docs/film.mp4': BIG, 'main.js': BIG },
    reports: ['5 MB'],
  },
  {
    id: 'what another stage delivers',
    dockerfile: 'FROM a AS x\nRUN true\nFROM b\nCOPY --from=x /out/app.tar /tmp/\nRUN rm /tmp/app.tar\n',
    reports: ['COPY --from=x'],
  },
  {
    id: 'lists of apt',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b\nUSER root\nRUN rm -rf /var/lib/apt/lists/*\n',
    reports: ['Remove them in the same RUN'],
  },
  {
    id: 'lists of apt that a RUN in between installs by',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b\nRUN apt-get install -y c && rm -rf /var/lib/apt/lists/*\n',
    reports: [
      '`apt-get install -y c` (line 3) goes by them, so put both in one RUN, and remove them at its end.',
    ],
  },
  {
    id: 'a removal whose output goes elsewhere',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/\nRUN rm -f /tmp/x.deb 2> /log\n',
    sizes: { 'x.deb': BIG },
    reports: ['5 MB'],
  },
  {
    id: 'silent: lists are removed where they are fetched',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/*\nRUN rm -rf /var/lib/apt/lists/*\n',
  },
  { id: 'silent: what the RUN has made', dockerfile: 'FROM a\nRUN touch /tmp/x.deb && rm /tmp/x.deb\n' },
  {
    id: 'silent: small files',
    dockerfile: 'FROM a\nCOPY setup.sh /tmp/setup.sh\nRUN sh /tmp/setup.sh && rm /tmp/setup.sh\n',
    sizes: { 'setup.sh': 900 },
  },
  {
    id: 'silent: a builder stage',
    dockerfile: 'FROM a AS x\nCOPY x.deb /tmp/x.deb\nRUN rm /tmp/x.deb\nFROM b\nCOPY --from=x /y /y\n',
    sizes: { 'x.deb': BIG },
  },
  {
    id: 'silent: another path',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/x.deb\nRUN rm -rf /tmp/y /tmpx\n',
    sizes: { 'x.deb': BIG },
  },
  {
    id: 'silent: a path that only the build knows',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/x.deb\nRUN rm -rf "$DIR"\n',
    sizes: { 'x.deb': BIG },
  },
  {
    id: 'silent: the removal is conditional',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/x.deb\nRUN if [ -n "$A" ]; then rm /tmp/x.deb; fi\n',
    sizes: { 'x.deb': BIG },
  },
  {
    id: 'silent: a mount instead of a copy',
    dockerfile:
      'FROM a\nRUN --mount=type=bind,source=x.deb,target=/tmp/x.deb dpkg -i /tmp/x.deb && rm -rf /tmp/*.log\n',
    sizes: { 'x.deb': BIG },
  },
]);
