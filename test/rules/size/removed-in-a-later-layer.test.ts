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
  ...(
    [
      ['rm $D/big.tar.gz', ['`COPY big.tar.gz /opt/x/` (line 3)']],
      ['tar xzf "$D"/big.tar.gz -C / && rm -f "${D}/big.tar.gz"', ['`COPY big.tar.gz /opt/x/` (line 3)']],
      ['rm $D/*.gz', ['`COPY big.tar.gz /opt/x/` (line 3)']],
      ['rm -rf $D/*', ['`COPY big.tar.gz /opt/x/` (line 3)']],
      ['rm "$D/*.gz"', []],
      ["rm '$D/big.tar.gz'", []],
      ['D=/tmp && rm -rf $D/*', []],
      ['for D in /tmp; do rm -rf $D/*; done; rm -rf $D/*', []],
      ['mv $D/big.tar.gz /y && rm -rf /opt/x', []],
    ] as const
  ).map(([command, reports]) => ({
    id: `by a variable, ${command}`,
    dockerfile: `FROM a\nENV D=/opt/x\nCOPY big.tar.gz /opt/x/\nRUN ${command}\n`,
    sizes: { 'big.tar.gz': BIG },
    reports,
  })),
  {
    id: 'a download by a name with a version',
    dockerfile:
      'FROM a\nARG V=1\nRUN wget https://x.org/a-${V}.tgz\nRUN tar xzf a-${V}.tgz -C /\nRUN rm a-$V.tgz\n',
    reports: ['what `RUN wget https://x.org/a-${V}.tgz` (line 3) downloads'],
  },
  {
    id: 'a download to a folder that a variable names',
    dockerfile:
      'FROM a\nENV D=/opt/x\nRUN curl -o $D/a.tgz https://x.org/a\nRUN rm /opt/x/a.tgz\nRUN curl -o $D/b.tgz https://x.org/b && rm $D/b.tgz\nRUN rm /opt/x/b.tgz\n',
    reports: ['what `RUN curl -o $D/a.tgz https://x.org/a` (line 3) downloads'],
  },
  {
    id: 'what another stage delivers',
    dockerfile: 'FROM a AS x\nRUN true\nFROM b\nCOPY --from=x /out/app.tar /tmp/\nRUN rm /tmp/app.tar\n',
    reports: ['COPY --from=x'],
  },
  {
    id: 'what several copies bring',
    dockerfile:
      'FROM a AS x\nRUN true\nFROM b\nCOPY --from=x /a/ /tmp/exts/\nCOPY --from=x /b/ /tmp/exts/\nCOPY --from=x /c/ /tmp/exts/\nCOPY d.sh /tmp/exts/\nRUN cp /tmp/exts/*.so /usr/lib/ && rm -rf /tmp/exts\n',
    sizes: { 'd.sh': 9 },
    reports: [
      'Removing what `COPY --from=x /c/ /tmp/exts/` (line 6) and 2 more bring makes the image no smaller: their layers keep the files. Mount it with RUN --mount=type=bind, or leave it out of the copies.',
    ],
  },
  {
    id: 'what several copies bring, one of which fetches it',
    dockerfile: 'FROM b\nCOPY x.deb /tmp/\nADD https://x.org/y.deb /tmp/\nRUN rm /tmp/*.deb\n',
    sizes: { 'x.deb': BIG },
    reports: [
      '(line 3) and 1 more bring makes the image no smaller: their layers keep the files. Mount it with RUN --mount=type=bind.',
    ],
  },
  {
    id: 'what several copies bring, with its size, and nothing of it again',
    dockerfile:
      'FROM b\nCOPY x.deb /tmp/\nCOPY y.deb /tmp/\nRUN rm /tmp/*.deb\nRUN rm -rf /tmp/*\nCOPY x.deb /tmp/\nRUN rm -rf /tmp\n',
    sizes: { 'x.deb': BIG, 'y.deb': BIG },
    reports: ['(line 3) and 1 more bring, 10 MB, makes', '(line 6) brings, 5 MB, makes'],
  },
  {
    id: 'lists of apt',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b\nUSER root\nRUN rm -rf /var/lib/apt/lists/*\n',
    reports: ['Remove them in the same RUN'],
  },
  {
    id: 'lists of apt that one of several lines fetches',
    dockerfile:
      'FROM a\nRUN apt clean && export A=b && \\\n  apt-get install -y c; apt-get update\nRUN rm -rf /var/lib/apt/lists/*\n',
    reports: ['the lists of apt that `RUN apt-get update` (line 2) fetches'],
  },
  {
    id: 'lists of apt that a command behind a condition fetches',
    dockerfile:
      'FROM a\nARG INSTALL_DNSUTILS=false\nRUN if [ ${INSTALL_DNSUTILS} = true ]; then \\\n  apt-get update && apt-get install -y dnsutils \\\n;fi\nRUN rm -rf /var/lib/apt/lists/*\n',
    reports: ['the lists of apt that `RUN apt-get update` (line 3) fetches'],
  },
  {
    id: 'lists of apt that a RUN in between installs by',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b\nRUN apt-get install -y c && rm -rf /var/lib/apt/lists/*\n',
    reports: [
      '`apt-get install -y c` (line 3) goes by them, so put it and all else that does into that RUN, and remove them at its end.',
    ],
  },
  {
    id: 'lists of apt that a script of the context installs by in between',
    dockerfile:
      'FROM a\nCOPY run.sh /\nRUN apt-get update && apt-get install -y b\nRUN sh /run.sh\nRUN rm -rf /var/lib/apt/lists/*\n',
    sizes: { 'run.sh': 9 },
    texts: { 'run.sh': 'apt-get install -y jq\n' },
    reports: [
      '`sh /run.sh` (line 4) goes by them, so put it and all else that does into that RUN, and remove them at its end.',
    ],
  },
  {
    id: 'lists of apt by which a script of the context may install that is not known',
    dockerfile:
      'FROM a\nCOPY run.sh /\nRUN apt-get update && apt-get install -y b\nRUN sh /run.sh\nRUN rm -rf /var/lib/apt/lists/*\n',
    sizes: { 'run.sh': 9 },
    reports: [
      '`sh /run.sh` (line 4) may go by them, so put it and all else that does into that RUN, and remove them at its end.',
    ],
  },
  {
    id: 'lists of apt that rosdep installs by in between',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b\nRUN rosdep install -y --from-paths src\nRUN rm -rf /var/lib/apt/lists/*\n',
    reports: [
      '`rosdep install -y --from-paths src` (line 3) goes by them, so put it and all else that does into that RUN, and remove them at its end.',
    ],
  },
  {
    id: 'a removal whose output goes elsewhere',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/\nRUN rm -f /tmp/x.deb 2> /log\n',
    sizes: { 'x.deb': BIG },
    reports: ['5 MB'],
  },
  {
    id: 'what ADD fetches',
    dockerfile: 'FROM a\nADD https://x.org/a.tgz /tmp/a.tgz\nRUN tar xf /tmp/a.tgz && rm /tmp/a.tgz\n',
    sizes: { x: 1 },
    reports: [
      'Removing what `ADD https://x.org/a.tgz /tmp/a.tgz` (line 2) brings makes the image no smaller: its layer keeps the files. Mount it from a stage that fetches it, or download and remove it in one RUN.',
    ],
  },
  {
    id: 'what ADD fetches into a folder, by the name in the address',
    dockerfile: 'FROM a\nADD https://x.org/v1/tool?raw=1 /tmp/\nRUN rm /tmp/tool\n',
    sizes: { x: 1 },
    reports: ['`ADD https://x.org/v1/tool?raw=1 /tmp/` (line 2)'],
  },
  {
    id: 'what a pattern names',
    dockerfile: 'FROM a\nADD a.deb b.deb /tmp/\nRUN dpkg -i /tmp/a.deb; rm -f /tmp/*.deb\n',
    sizes: { 'a.deb': BIG, 'b.deb': BIG },
    reports: ['brings, 10 MB, makes'],
  },
  {
    id: 'a pattern from the working directory',
    dockerfile: 'FROM a\nCOPY . /tmp/\nRUN cd /tmp && rm -f x.?ar\n',
    sizes: { 'x.tar': BIG, 'y.tar': BIG, 'd/x.tar': BIG },
    reports: ['brings, 5 MB, makes'],
  },
  {
    id: 'a pattern, for what another stage delivers',
    dockerfile: 'FROM a AS x\nRUN true\nFROM b\nCOPY --from=x /out/app.tar /tmp/\nRUN rm /tmp/*.tar\n',
    reports: ['COPY --from=x'],
  },
  {
    id: 'a pattern below a folder that is copied',
    dockerfile: 'FROM a\nCOPY d /srv/d\nRUN rm -rf /srv/d/te*\n',
    sizes: { 'd/test/a.bin': BIG, 'd/a.bin': BIG },
    reports: ['brings, 5 MB, makes'],
  },
  {
    id: 'what stays in a folder out of which another file is moved',
    dockerfile: 'FROM a\nCOPY d /tmp/d\nRUN mv /tmp/d/a /usr/bin/ && rm -rf /tmp/d\n',
    sizes: { 'd/a': BIG, 'd/b': 2 * BIG },
    reports: ['brings, 10 MB, makes'],
  },
  {
    id: 'what curl has downloaded',
    dockerfile:
      'FROM a\nRUN curl -fsSL -o /tmp/a.tgz https://x.org/a.tgz\nRUN tar xf /tmp/a.tgz\nRUN rm /tmp/a.tgz\n',
    reports: [
      'Removing what `RUN curl -fsSL -o /tmp/a.tgz https://x.org/a.tgz` (line 2) downloads makes the image no smaller: its layer keeps the files. Remove it in the same RUN.',
    ],
  },
  {
    id: 'what curl has downloaded under the name of the address',
    dockerfile:
      'FROM a\nWORKDIR /tmp\nRUN curl -fsSLO "https://x.org/b/a.zip"\nRUN unzip a.zip && rm -f *.zip\n',
    reports: ['(line 3) downloads'],
  },
  {
    id: 'what wget has downloaded',
    dockerfile: 'FROM a\nRUN cd /opt && wget -q https://x.org/get-pip.py\nRUN rm -rf /opt/get-pip.py\n',
    reports: ['(line 2) downloads'],
  },
  {
    id: 'what wget has downloaded, by its options',
    dockerfile:
      'FROM a\nRUN wget -qO /tmp/a https://x.org/x && wget -P /srv https://x.org/b.tar\nRUN rm /srv/b.tar\nRUN rm /tmp/a /srv/b.tar\n',
    reports: ['(line 2) downloads', '(line 2) downloads'],
  },
  {
    id: 'what curl has downloaded, and lists of apt',
    dockerfile:
      'FROM a\nRUN apt-get update && curl -Lo /tmp/a.deb https://x.org/$V && apt-get install -y /tmp/a.deb\nRUN rm -rf /var/lib/apt/lists/* /tmp/*\n',
    reports: ['Removing the lists of apt', '(line 2) downloads'],
  },
  {
    id: 'all files of a folder, by find',
    dockerfile:
      'FROM a\nCOPY d /d\nRUN find /d -mindepth 1 -delete\nCOPY e /e\nRUN find /e -type f -delete\n',
    sizes: { 'd/a': BIG, 'e/a': BIG },
    reports: ['(line 2) brings, 5 MB,', '(line 4) brings, 5 MB,'],
  },
  {
    id: 'silent: some files of a folder, by find',
    dockerfile: 'FROM a\nCOPY d /d\nRUN find /d -name "*.md" -delete\n',
    sizes: { 'd/a.md': BIG },
  },
  {
    id: 'several paths of a copy together',
    dockerfile: 'FROM a\nCOPY . /d\nRUN rm -r /d/a /d/b\n',
    sizes: { d: BIG, a: 60_000, b: 60_000 },
    reports: ['brings, 120 kB,'],
  },
  {
    id: 'what a stage below has copied and installed',
    dockerfile:
      'FROM a AS base\nCOPY x.deb /tmp/\nRUN apk add gcc\nFROM base\nRUN rm /tmp/x.deb && apk del gcc\n',
    sizes: { 'x.deb': BIG },
    reports: ['(line 2) brings, 5 MB,', 'Removing gcc of `apk add gcc` (line 3)'],
  },
  {
    id: 'packages of Alpine',
    dockerfile:
      'FROM a\nRUN apk add --no-cache build-base=1.2 libffi-dev curl\nRUN pip install cffi\nRUN apk del build-base libffi-dev\n',
    reports: [
      'Removing build-base and libffi-dev of `apk add --no-cache build-base=1.2 libffi-dev cu…` (line 2) makes the image no smaller: its layer keeps the files. Install, use and remove them in one RUN, or in a stage that only builds.',
    ],
  },
  {
    id: 'a group of packages of Alpine',
    dockerfile:
      'FROM a\nRUN apk add --virtual .build-deps gcc make\nRUN make && apk del --no-cache .build-deps\n',
    reports: ['Removing .build-deps of'],
  },
  {
    id: 'packages of Debian, of two RUNs',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y g++ git\nRUN apt-get install -y make\nRUN apt-get purge -y --auto-remove g++ git make gawk\n',
    reports: ['Removing g++ and git of', 'Removing make of `apt-get install -y make` (line 3)'],
  },
  {
    id: 'silent: packages that the RUN itself has installed, that nobody has, and that another stage has',
    dockerfile:
      'FROM a AS b\nRUN apk add gcc\nFROM a\nRUN apk add --virtual .b gcc && apk del .b\nRUN apk del .b gcc tar && apt-get autoremove -y\n',
  },
  {
    id: 'silent: packages that may not be removed, or of another system, and of a group whose name is not told',
    dockerfile:
      'FROM a\nRUN apk add gcc make && apk add --root /out bash\nRUN if [ "$A" ]; then apk del gcc; fi\nRUN apk del $NAMES && test -n "$A" || apk del make\nRUN apk del --root /out gcc && apk del bash\nRUN apk add --virtual .b zip\nRUN apk del zip\n',
  },
  {
    id: 'packages for development that an install has brought',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci && npm cache clean --force\nCOPY . .\nRUN npm run build\nRUN npm prune --omit=dev\n',
    reports: [
      'Removing what `npm ci` (line 4) brings for development makes the image no smaller: its layer keeps the files. Install with --omit=dev, or build and prune in another stage and copy node_modules from there.',
    ],
  },
  {
    id: 'the same with pnpm',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nENV NODE_ENV=development\nRUN pnpm i --frozen-lockfile\nRUN pnpm build && pnpm prune --prod\n',
    reports: [
      '(line 4) brings for development makes the image no smaller: its layer keeps the files. Install with --prod, or',
    ],
  },
  {
    id: 'packages for development that are asked for in production',
    dockerfile:
      'FROM node:22\nENV NODE_ENV=production\nWORKDIR /app\nRUN npm ci --include=dev\nRUN npm prune --production 2>/dev/null; true\n',
    reports: ['(line 4) brings for development'],
  },
  {
    id: 'packages for development where an ARG below the ENV asks for them',
    dockerfile:
      'FROM node:22\nENV NODE_ENV=production\nARG NODE_ENV=development\nWORKDIR /app\nRUN npm ci\nRUN npm prune --omit=dev\n',
    reports: ['(line 5) brings for development'],
  },
  {
    id: 'packages for development that are copied from another stage',
    dockerfile:
      'FROM node:22 AS b\nWORKDIR /app\nRUN npm ci\nFROM node:22\nWORKDIR /app\nCOPY --from=b /app/node_modules ./node_modules\nRUN find node_modules -name "*.md" -delete && npm prune --omit dev\n',
    reports: [
      'Removing what `COPY --from=b /app/node_modules ./node_modules` (line 6) brings for development makes the image no smaller: its layer keeps the files. Prune in the stage that it copies from.',
    ],
  },
  {
    id: 'silent: an install without packages for development',
    dockerfile:
      'FROM node:22\nWORKDIR /a\nRUN npm ci --omit=dev\nRUN npm prune --omit=dev\nWORKDIR /b\nRUN NODE_ENV=production npm ci\nRUN npm prune --omit=dev\nWORKDIR /c\nRUN npm i --production\nRUN npm prune --production\nENV NODE_ENV=production\nWORKDIR /d\nRUN pnpm i\nRUN pnpm prune --prod\n',
  },
  {
    id: 'silent: pruned in the RUN of the install, in another folder, in a builder, of all kinds, without an install',
    dockerfile:
      'FROM node:22 AS b\nWORKDIR /app\nRUN npm ci\nRUN npm prune --omit=dev\nFROM node:22\nWORKDIR /a\nRUN npm ci && npm prune --omit=dev\nWORKDIR /b\nRUN npm prune --omit=dev\nWORKDIR /c\nRUN npm ci\nRUN npm prune\nCOPY --from=b /app/node_modules /d/node_modules\nWORKDIR /d\nRUN npm prune --production\nCOPY --from=c /x /e/node_modules/x\nRUN cd /e && npm prune --production\n',
  },
  {
    id: 'silent: an install that is removed and replaced',
    dockerfile:
      'FROM node:22\nWORKDIR /a\nRUN npm ci\nRUN rm -rf node_modules && npm ci --omit=dev\nRUN npm prune --omit=dev\n',
  },
  {
    id: 'silent: a download that the RUN itself removes or moves',
    dockerfile:
      'FROM a\nRUN curl -o /tmp/a.tgz https://x.org/a && rm -rf /tmp/*\nRUN curl -o /tmp/b https://x.org/b && mv /tmp/b /usr/bin/b\nRUN rm -rf /tmp/*\n',
  },
  {
    id: 'silent: a download that a RUN in between moves',
    dockerfile: 'FROM a\nRUN curl -o /tmp/b https://x.org/b\nRUN mv /tmp/b /usr/bin/b\nRUN rm -rf /tmp/*\n',
  },
  {
    id: 'silent: a download that the RUN itself may remove',
    dockerfile:
      'FROM a\nRUN V=1 && curl -o /tmp/a.tgz https://x.org/a && rm "/tmp/$X"\nRUN wget -O /tmp/c https://x.org/c; if [ -n "$A" ]; then rm /tmp/c; fi\nRUN rm -rf /tmp/*\n',
  },
  {
    id: 'silent: a download under a name that only the build knows, to standard output, into a mount, of a small file',
    dockerfile:
      'FROM a\nRUN curl -o /tmp/$V.tgz https://x.org/a && curl https://x.org/b && wget -qO- https://x.org/c && curl -O https://x.org/$V\nRUN --mount=type=cache,target=/tmp/c wget -P /tmp/c https://x.org/d\nRUN curl -o /tmp/key.asc https://x.org/key.asc\nRUN rm -rf /tmp/*\n',
  },
  {
    id: 'silent: a download that may not happen',
    dockerfile: 'FROM a\nRUN test -n "$A" || curl -o /tmp/a.tgz https://x.org/a\nRUN rm -rf /tmp/*\n',
  },
  {
    id: 'silent: another pattern, a name that no pattern fits, and what lies deeper',
    dockerfile: 'FROM a\nCOPY . /tmp/\nRUN rm -f /tmp/*.zip /tmp/? /tmp/*den.deb /tmp/$V*.deb\n',
    sizes: { '.hidden.deb': BIG, 'x.deb': BIG, 'd/x.zip': BIG },
  },
  {
    id: 'silent: what the RUN has moved out of the folder',
    dockerfile:
      'FROM a AS b\nRUN true\nFROM a\nCOPY --from=b /lib/x.so.3 /usr/lib/x/\nRUN mv /usr/lib/x/x.so.3 /usr/lib/$(uname -m)/ && rm -rf /usr/lib/x/\n',
  },
  {
    id: 'silent: what the RUN has moved out of the folder, by a pattern',
    dockerfile:
      'FROM a\nCOPY d /tmp/d\nRUN mv /tmp/d/*.bin /usr/bin/ && rm -rf /tmp/d\nCOPY e /tmp/e\nRUN mv $X /y && rm -rf /tmp/e\n',
    sizes: { 'd/a.bin': BIG, 'e/a': BIG },
  },
  {
    id: 'silent: a folder of another stage, out of which something is moved',
    dockerfile:
      'FROM a AS b\nRUN true\nFROM a\nCOPY --from=b /out /tmp/out\nRUN mv /tmp/out/bin /usr/ && rm -rf /tmp/out\n',
  },
  {
    id: 'silent: a small file that another stage has from the context',
    dockerfile:
      'FROM a AS c\nWORKDIR /src\nCOPY . .\nFROM c AS b\nRUN true\nFROM d\nCOPY --from=b /src/a.js /tmp/a.js\nRUN rm /tmp/a.js\n',
    sizes: { 'a.js': 3, 'b.bin': BIG },
  },
  {
    id: 'silent: files that hold what a command of another stage says',
    dockerfile:
      'FROM a AS b\nWORKDIR /tmp\nRUN dirname "$(readlink -f "$(which sh)")" > /tmp/FOLDER && node --version > VERSION\nFROM d\nCOPY --from=b /tmp/FOLDER /tmp/FOLDER\nCOPY --from=b /tmp/VERSION /tmp/VERSION\nRUN rm -rf /tmp/FOLDER /tmp/VERSION\n',
  },
  {
    id: 'a file that a command of another stage fills, or may',
    dockerfile:
      'FROM a AS b\nRUN dirname /a > /tmp/A && cat /b >> /tmp/A\nFROM d\nCOPY --from=b /tmp/A /tmp/A\nRUN rm -rf /tmp/A\n',
    reports: ['brings makes'],
  },
  {
    id: 'a large file that another stage has from the context',
    dockerfile: 'FROM a AS b\nCOPY . /src\nFROM d\nCOPY --from=b /src/a.js /tmp/a.js\nRUN rm /tmp/a.js\n',
    sizes: { 'a.js': BIG },
    reports: ['brings makes'],
  },
  {
    id: 'silent: a manifest, and a file that is small by its name',
    dockerfile:
      'FROM a AS b\nRUN true\nFROM d\nCOPY --from=b ./src/package.json /tmp/p.json\nRUN rm /tmp/p.json\nADD https://x.org/key.gpg /tmp/key.gpg\nRUN rm /tmp/key.gpg\nCOPY <<E /tmp/a.tar\na\nE\nRUN rm /tmp/a.tar\n',
  },
  {
    id: 'silent: manifests below a megabyte each, also of all that is copied',
    dockerfile:
      'FROM a\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml yarn.lock ./\nRUN pnpm i\nRUN rm pnpm-lock.yaml yarn.lock\nCOPY . .\nRUN rm -f package.json *.lock notes.txt\n',
    sizes: { 'package.json': 400, 'pnpm-lock.yaml': 331_000, 'yarn.lock': 999_000, 'notes.txt': 90_000 },
  },
  {
    id: 'a lock file of a megabyte, and one beside a large file',
    dockerfile:
      'FROM a\nWORKDIR /app\nCOPY package-lock.json ./\nRUN rm package-lock.json\nCOPY yarn.lock x.deb ./\nRUN rm yarn.lock x.deb\n',
    sizes: { 'package-lock.json': 1_000_000, 'yarn.lock': 500_000, 'x.deb': 200_000 },
    reports: ['1 MB', '700 kB'],
  },
  {
    id: 'silent: what is mounted',
    dockerfile: 'FROM a\nCOPY x.deb /tmp/x.deb\nRUN --mount=type=tmpfs,target=/tmp rm -rf /tmp/*\n',
    sizes: { 'x.deb': BIG },
  },
  {
    id: 'silent: lists are removed where they are fetched',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/*\nRUN rm -rf /var/lib/apt/lists/*\n',
  },
  {
    id: 'silent: lists that a vendor’s script has fetched in the same RUN',
    dockerfile:
      'FROM a\nRUN apt-get update && apt-get install -y b\nRUN curl https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y nodejs && rm -rf /var/lib/apt/lists/*\n',
  },
  {
    id: 'silent: lists that a stage below has fetched, by which others may go',
    dockerfile: 'FROM a AS b\nRUN apt-get update\nFROM b\nRUN rm -rf /var/lib/apt/lists/*\n',
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
    id: 'silent: a last stage for tests alone',
    dockerfile: 'FROM a AS app\nFROM app AS test\nCOPY x.deb /tmp/x.deb\nRUN rm /tmp/x.deb\n',
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
