import { ownershipDuplicatesFiles } from '../../../server/src/rules/size/ownership-duplicates-files.ts';
import { checkRuleCases } from '../rule-cases.ts';

const BIG = 5_000_000;
const sizes = { 'a.bin': BIG, 'b/c.bin': BIG };

checkRuleCases(ownershipDuplicatesFiles, [
  {
    id: 'a copy, with its size and the flag to use',
    dockerfile: 'FROM x\nWORKDIR /app\nCOPY . .\nRUN mkdir -p /data && chown -R app:app /app /data\n',
    sizes,
    reports: ['10 MB'],
    fix: 'none',
  },
  {
    id: 'several copies together',
    dockerfile: 'FROM x\nCOPY a.bin /app/\nCOPY b /app/b\nRUN chmod -R 755 /app\n',
    sizes,
    reports: ['10 MB of `COPY a.bin /app/` (line 2) and 1 more'],
  },
  {
    id: 'several copies, of which the largest is named',
    dockerfile:
      'FROM x\nCOPY requirements.txt /app/\nCOPY b /app/b\nCOPY a.bin /app/\nRUN chown -R app /app\n',
    sizes: { 'requirements.txt': 900, 'a.bin': BIG, 'b/c.bin': 2 * BIG },
    reports: ['15 MB of `COPY b /app/b` (line 3) and 2 more'],
  },
  {
    id: 'several copies, one of unknown size, which is named before a small one',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM x\nCOPY a.txt /app/\nCOPY --from=y /out /app/out\nRUN chown -R app /app\n',
    sizes: { 'a.txt': 900 },
    reports: ['all files of `COPY --from=y /out /app/out` (line 5) and 1 more'],
  },
  {
    id: 'from 1 MB on',
    dockerfile: 'FROM x\nCOPY a.bin /app/\nRUN chown -R app /app\n',
    sizes: { 'a.bin': 1_000_000 },
    reports: ['1 MB'],
  },
  {
    id: 'a user with a colon, which means its group',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app: /app\n',
    sizes,
    reports: ['Copy with --chown=app instead.'],
  },
  {
    id: 'a linked copy, which --chmod would no longer link',
    dockerfile: 'FROM x\nCOPY --link a.bin /app/\nRUN chmod -R 755 /app\n',
    sizes,
    reports: [
      'a second time. Set the modes where the files come from instead: with --chmod, --link has no effect.',
    ],
  },
  {
    id: 'several copies, one of them linked',
    dockerfile: 'FROM x\nCOPY b /app/b\nCOPY --link a.bin /app/\nRUN chmod -R 755 /app\n',
    sizes,
    reports: ['Set the modes where the files come from'],
  },
  {
    id: 'a linked copy, which knows no users by their names',
    dockerfile: 'FROM x\nCOPY --link a.bin /app/\nRUN chown -R app:app /app\n',
    sizes,
    reports: ['Copy with --chown and the numbers of the user and the group instead: --link knows no names.'],
  },
  {
    id: 'a linked copy, with the number of a user',
    dockerfile: 'FROM x\nCOPY --link a.bin /app/\nRUN chown -R 1000:1000 /app\n',
    sizes,
    reports: ['Copy with --chown=1000:1000 instead.'],
  },
  ...(
    [
      ['RUN go build -o /app', 'configs', []],
      ['RUN make configs', 'configs', ['all files of']],
      ['RUN make', 'dist', ['all files of']],
      ['COPY --from=z /more /src/configs', 'configs', ['all files of']],
      ['COPY --from=z /more /src/configs/more', 'configs', ['all files of']],
      ['RUN make', 'large', ['all files of']],
      ['RUN make', 'elsewhere', ['all files of']],
    ] as const
  ).map(([step, name, reports]) => ({
    id: `a folder that another stage has from the context, ${step}, ${name}`,
    dockerfile: `FROM x AS y\nWORKDIR /src\nCOPY . .\n${step}\nFROM z\nCOPY --from=y /src/${name} /app/${name}\nRUN chown -R 7:7 /app\n`,
    sizes: { 'configs/a.yaml': 500, 'configs/b/c.yaml': 500, 'dist/a': 5, 'large/a': BIG },
    reports,
  })),
  {
    id: 'what another stage delivers',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /out /srv/app\nRUN chown --recursive 1000 /srv\n',
    reports: ['--chown=1000'],
  },
  ...(
    [
      ['ENV APP_HOME=/home/app/web', 'chown -R app:app $APP_HOME'],
      ['ENV APP_HOME=/home/app/web', 'chown -R app:app "${APP_HOME}/"'],
      ['ENV APP_HOME=/home/app/web', 'find $APP_HOME -exec chown app:app {} +'],
      ['ENV APP_HOME=/home/app/web', 'cd $APP_HOME/.. && chown -R app:app web'],
      ['ENV APP_HOME=/home/app/web', 'chown -R app:app "$APP_HOME"/*'],
      ['ENV HOME=/home/app\nENV APP_HOME=${HOME}/web', 'chown -R app:app $APP_HOME'],
      ['ARG APP_HOME=/home/app/web', 'chown -R app:app $APP_HOME'],
      ['ENV APP_HOME=/x\nENV APP_HOME=/home/app/web', '# APP_HOME\n chown -R app:app $APP_HOME'],
    ] as const
  ).map(([setting, command]) => ({
    id: `a folder that a variable names, ${setting}, ${command}`,
    dockerfile: `FROM python:3\n${setting}\nWORKDIR $APP_HOME\nCOPY . $APP_HOME\nRUN ${command.startsWith('#') ? `true \\\n${command}`.replace('true', 'true &&') : command}\n`,
    sizes,
    reports: ['10 MB of `COPY . $APP_HOME`'],
  })),
  ...[
    'D=/data && chown -R 7 $D',
    'export D=/data; chown -R 7 $D',
    'read D < /x && chown -R 7 $D',
    'for D in a b; do true; done; chown -R 7 $D',
    'chown -R 7 ${D:=/data}',
    'unset D; chown -R 7 /app/x$D',
    '. /etc/x.sh && chown -R 7 $D',
    "chown -R 7 '$D'",
    'chown -R 7 \\$D',
    'chown -R 7 $DATA',
    'chown -R 7 $(echo $D)',
    'chown -R 7 $BLANKS',
    'chown -R 7 $OPEN',
    'chown -R 7 $PWD',
  ].map((command) => ({
    id: `silent: a variable that the RUN sets itself, or that is not known, ${command}`,
    dockerfile: `FROM x\nARG NONE\nENV D=/app BLANKS="/app /b" OPEN=/app/$NONE PWD=/app\nCOPY . /app\nRUN ${command}\n`,
    sizes,
  })),
  {
    id: 'folders that installs fill, and what else lies there, by variables',
    dockerfile:
      'FROM python:3\nENV HOME=/app\nWORKDIR ${HOME}\nCOPY a.bin ./\nRUN uv sync --frozen\nRUN mkdir -p $HOME/run && curl -o $HOME/run/x https://x.org/x && chown -R app:app ${HOME}\n',
    sizes,
    reports: ['.venv of `uv sync --frozen` (line 5)'],
  },
  {
    id: 'an owner stays the variable that it is',
    dockerfile: 'FROM x\nENV WHO=web D=/app\nCOPY . $D\nRUN useradd $WHO && chown -R $WHO:$WHO $D\n',
    sizes,
    reports: ['`$WHO` is only made in line 4: create it above the copy, and copy with --chown instead.'],
  },
  {
    id: 'what is unpacked and downloaded by variables',
    dockerfile:
      'FROM debian:13\nENV D=/opt/k F=k.tgz\nRUN curl -o /tmp/$F https://x.org/k && tar xzf /tmp/k.tgz -C $D && rm /tmp/$F\nRUN wget https://x.org/l.tgz\nRUN tar xzf l.tgz -C ${D}/l\nRUN chown -R 7 $D\n',
    reports: ['the unpacked files of `tar xzf /tmp/k.tgz -C $D` (line 3)'],
  },
  {
    id: 'a folder of a copy: the rest stays whose it is',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R web:web /app/b\nUSER web\n',
    sizes,
    reports: [
      '`chown -R` puts 5 MB of `COPY . /app` (line 2) into the image a second time. Copy `b` on its own with --chown=web:web and leave it out of line 2.',
    ],
  },
  {
    id: 'two folders of a copy, and one besides',
    dockerfile:
      'FROM x\nCOPY src /app/\nRUN mkdir /data /app/run && chmod -R 777 /app/log /app/tmp /app/run /data\n',
    sizes: { 'src/log/a': BIG, 'src/tmp/b': BIG, 'src/c': BIG },
    reports: [
      'Copy `src/log` and `src/tmp` on their own with --chmod=777 and leave them out of line 2, and narrow `chmod -R` to what else is there.',
    ],
  },
  {
    id: 'a folder of one copy, and all of another',
    dockerfile: 'FROM x\nCOPY . /app\nCOPY a.bin /app/b/\nRUN chown -R 7:7 /app/b\n',
    sizes,
    reports: [
      'Copy `b` on its own with --chown=7:7 and leave it out of line 2, copy the others with --chown=7:7.',
    ],
  },
  {
    id: 'the folder itself, which WORKDIR has made',
    dockerfile: 'FROM x\nWORKDIR /app\nCOPY . .\nRUN chown -R 1000 .\n',
    sizes,
    reports: ['Copy with --chown=1000:0 instead, and change the folder itself without the files in it.'],
  },
  {
    id: 'another folder besides',
    dockerfile: 'FROM x\nCOPY . /app\nRUN mkdir -p /data && chown -R 7:7 /app /data\n',
    sizes,
    reports: ['Copy with --chown=7:7, and narrow `chown -R` to what else is there.'],
  },
  {
    id: 'a folder besides that only the build knows',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R 7:7 /app $DATA\n',
    sizes,
    reports: ['Copy with --chown=7:7, and narrow `chown -R` to what else is there.'],
  },
  {
    id: 'files that the RUN itself has made',
    dockerfile: 'FROM x\nCOPY . /app\nRUN cd /app && npm ci && chown -R 7:7 /app\n',
    sizes,
    reports: ['Copy with --chown=7:7, and narrow `chown -R` to what else is there.'],
  },
  {
    id: 'files that a RUN above has made',
    dockerfile: 'FROM x\nCOPY . /app\nRUN /app/configure\nUSER root\nRUN chown -R 7:7 /app\n',
    sizes,
    reports: ['Copy with --chown=7:7, and narrow `chown -R` to what else is there.'],
  },
  {
    id: 'RUNs that work elsewhere',
    dockerfile:
      'FROM x\nWORKDIR /srv\nRUN apt-get update && apt-get install -y curl && mkdir /data && id\nCOPY . /app\nRUN rm -rf /app/b && chown -R 7:7 /app\n',
    sizes,
    reports: ['Copy with --chown=7:7 instead.'],
  },
  {
    id: 'a user that is made below the copy',
    dockerfile: 'FROM x\nCOPY . /app\nRUN useradd -m app && chown -R app:app /app\n',
    sizes,
    reports: [
      '`app` is only made in line 3: create it above the copy, and copy with --chown=app:app instead.',
    ],
  },
  {
    id: 'a user and a group that are made below the copies',
    dockerfile:
      'FROM x\nCOPY a.bin /app/\nCOPY b /app/b\nRUN addgroup -S web\nRUN id app || adduser -S -G web app\nRUN chown -R app:web /app\n',
    sizes,
    reports: [
      '`app` and `web` are only made in lines 5 and 4: create them above the copies, and copy with --chown=app:web instead.',
    ],
  },
  {
    id: 'a user that is made below the copy, and files besides',
    dockerfile: 'FROM x\nWORKDIR /app\nCOPY . .\nRUN npm ci && adduser -D app && chown -R app .\n',
    sizes,
    reports: [
      '`app` is only made in line 4: create it above the copy, copy with --chown=app:0, and narrow `chown -R` to what else is there.',
    ],
  },
  {
    id: 'a user of a variable that is made below the copy',
    dockerfile:
      'FROM x\nARG NAME=app\nCOPY . /app\nRUN groupadd "$NAME" && useradd -g $NAME ${NAME} && chown -R $NAME:${NAME} /app\n',
    sizes,
    reports: ['`$NAME` is only made in line 4: create it above the copy, and copy with --chown instead.'],
  },
  {
    id: 'a user that is made above the copy, and given other rights below it',
    dockerfile:
      'FROM x\nRUN useradd app\nCOPY . /app\nRUN usermod -aG audio app && adduser app video && chown -R app /app\n',
    sizes,
    reports: ['second time. Copy with --chown=app:0 instead.'],
  },
  {
    id: 'a user of the stage below',
    dockerfile:
      'FROM x AS base\nRUN adduser -D app\nFROM base\nCOPY . /app\nRUN adduser app wheel && chown -R app: /app\n',
    sizes,
    reports: ['second time. Copy with --chown=app instead.'],
  },
  {
    id: 'a number, which needs no user',
    dockerfile: 'FROM x\nCOPY . /app\nRUN useradd -u 1000 app && chown -R 1000.1000 /app\n',
    sizes,
    reports: ['second time. Copy with --chown=1000:1000 instead.'],
  },
  {
    id: 'root, whose the files are',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chgrp -R 0 /app\n',
    sizes,
    reports: [
      "`chgrp -R` gives 10 MB of `COPY . /app` (line 2) the owner that they have, and Docker's overlay2 storage puts them into the image a second time all the same. Leave it out.",
    ],
  },
  {
    id: 'the group of root, and its rights',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chgrp -R 0 /app && chmod -R g=u /app\n',
    sizes,
    reports: [
      '`chmod -R` puts 10 MB of `COPY . /app` (line 2) into the image a second time. Copy with --chmod instead.',
    ],
  },
  {
    id: 'another group',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chgrp -R www /app\n',
    sizes,
    reports: ['Copy with --chown=0:www instead.'],
  },
  {
    id: 'another group, of what has some user',
    dockerfile: 'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /out /app\nRUN chgrp -R www /app\n',
    reports: ['Copy with --chown instead.'],
  },
  {
    id: 'the owner and the mode',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R 7:7 /app && chmod -R 755 /app\n',
    sizes,
    reports: [
      '`chown -R` and `chmod -R` put 10 MB of `COPY . /app` (line 2) into the image a second time. Copy with --chown=7:7 --chmod=755 instead.',
    ],
  },
  {
    id: 'the owner, and the mode of a part',
    dockerfile: 'FROM x\nCOPY a.bin /app/\nCOPY b /app/b\nRUN chown -R 7:7 /app && chmod -R 755 /app/b\n',
    sizes,
    reports: ['`chown -R` puts 10 MB of'],
  },
  {
    id: 'several RUNs of a stage that do the same',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /a /a\nRUN chmod -R 755 /a\nCOPY --from=y /b /b\nRUN chmod -R 755 /b\nCOPY --from=y /c /c\nRUN chmod -R 755 /c && chmod -R 644 /c\nCOPY --from=y /d /d\nRUN chmod -R 644 /d\n',
    reports: [
      '`chmod -R` puts all files of `COPY --from=y /a /a` (line 4) into the image a second time, as do 2 more RUNs with others. Copy with --chmod=755 instead.',
      '(line 10) into the image a second time. Copy with --chmod=644 instead.',
    ],
  },
  {
    id: 'two RUNs that do the same',
    dockerfile: 'FROM x\nCOPY a.bin /a/\nRUN chown -R 7 /a\nCOPY b /b\nRUN chown -R 7 /b\n',
    sizes,
    reports: ['5 MB of `COPY a.bin /a/` (line 2) into the image a second time, as does line 5 with others.'],
  },
  {
    id: 'several commands of one RUN that change to the same',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /a /a\nCOPY --from=y /b /b\nCOPY --from=y /c /c\nRUN chown -R 7 /a && chown -R 7 /b && chown -R 7 /c\n',
    reports: [
      '`chown -R` puts all files of `COPY --from=y /a /a` (line 4) and 2 more into the image a second time. Copy with --chown=7 instead.',
    ],
  },
  {
    id: 'several commands of one RUN, large only together',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R 7 /app/a && chown -R 7 /app/b /app/b/c\n',
    sizes: { 'a/a': 600_000, 'b/c/d': 600_000 },
    reports: ['1.2 MB of `COPY . /app` (line 2) into'],
  },
  {
    id: 'several commands of one RUN that change to different owners',
    dockerfile: 'FROM x\nCOPY a.bin /a/\nCOPY b /b\nRUN chown -R 7 /a && chown -R 8 /b && chown -R 9 /a\n',
    sizes,
    reports: ['5 MB of `COPY a.bin /a/` (line 2)', '5 MB of `COPY b /b` (line 3)'],
  },
  {
    id: 'a small file, and then all files',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chmod +x /app/run.sh && chown -R 7 /app\n',
    sizes: { ...sizes, 'run.sh': 9 },
    reports: ['`chown -R` puts 10 MB of'],
  },
  {
    id: 'what a stage below has copied',
    dockerfile: 'FROM x AS base\nCOPY . /app\nFROM base\nRUN chown -R 7:7 /app\n',
    sizes,
    reports: ['10 MB of `COPY . /app` (line 2) into the image a second time. Copy with --chown=7:7 instead.'],
  },
  {
    id: 'what an install has left',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN npm ci && npm cache clean --force\nRUN chown -R node:node /app\n',
    reports: [
      '`chown -R` puts node_modules of `npm ci` (line 3) into the image a second time. Change the owner of node_modules in line 3 itself. Narrow `chown -R` to what else is there.',
    ],
  },
  {
    id: 'what an install has left, and small copies',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY a.js ./\nRUN chown -R node:node .\n',
    sizes: { 'package.json': 9, 'a.js': 9 },
    reports: [
      '`chown -R` puts node_modules of `npm ci` (line 4) into the image a second time. Change the owner of node_modules in line 4 itself. Narrow',
    ],
  },
  {
    id: 'what an install has left, and large copies',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN npm ci\nCOPY b b\nCOPY a.bin .\nRUN adduser -D app && chown -R app .\n',
    sizes,
    reports: [
      '`chown -R` puts node_modules of `npm ci` (line 3), and 10 MB of `COPY b b` (line 4) and 1 more into the image a second time. `app` is only made in line 6: create it above line 3, and copy with --chown=app:0. Change the owner of node_modules in line 3 itself',
    ],
  },
  {
    id: 'a mode for what an install has left',
    dockerfile: 'FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN chmod -R 755 /app\n',
    reports: ['Change the mode of node_modules in line 3 itself. Narrow `chmod -R` to what else is there.'],
  },
  {
    id: 'the group of root, whose the files are, and its rights',
    dockerfile: 'FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN chgrp -R 0 /app && chmod -R g=u /app\n',
    reports: ['`chmod -R` puts node_modules'],
  },
  {
    id: 'the owner and the mode of what an install has left',
    dockerfile: 'FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN chown -R 7 /app && chmod -R a+rwX /app\n',
    reports: [
      '`chown -R` and `chmod -R` put node_modules of `npm ci` (line 3) into the image a second time. Change the owner and mode of node_modules in line 3 itself. Narrow',
    ],
  },
  {
    id: 'installs of several package managers, one of them in a folder of its own',
    dockerfile:
      'FROM php:8\nWORKDIR /app\nRUN composer install && cd web && yarn install --frozen-lockfile\nRUN pnpm --dir=/app/x i && bun add y\nRUN chown -R 7 /app\n',
    reports: ['puts vendor of `composer install` (line 3) and 3 more into'],
  },
  {
    id: 'virtual environments',
    dockerfile:
      'FROM python:3\nENV VIRTUAL_ENV=/opt/venv\nRUN python -m venv $VIRTUAL_ENV && pip install x\nRUN virtualenv /srv/e\nRUN chown -R 7 /opt/venv /srv/e\n',
    reports: [
      'puts /opt/venv of `python -m venv $VIRTUAL_ENV` (line 3) and /srv/e of `virtualenv /srv/e` (line 4) into',
    ],
  },
  ...(
    [
      ['golang:1.24', 'go mod download', '/go', ['/go/pkg/mod of `go mod download` (line 3)']],
      ['golang:1.24', 'go mod download && go mod verify', '/go/pkg', ['/go/pkg/mod of `go mod download`']],
      [
        'golang:1.24-alpine',
        'go mod download\nRUN go install x.org/air@v1',
        '/app /go',
        [
          '`chown -R` puts /go/pkg/mod of `go mod download` (line 3) and /go/bin of `go install x.org/air@v1` (line 4) into the image a second time. Change the owner of /go/pkg/mod and /go/bin in lines 3 and 4 themselves.',
        ],
      ],
      ['golang', 'go install x.org/air@latest', '$GOPATH/bin', ['/go/bin of `go install']],
      ['golang AS a\nFROM a', 'go mod download', '"${GOPATH}"', ['/go/pkg/mod of `go mod']],
      ['golang', 'go install x.org/air@latest', '/go/bin', ['/go/bin of `go install']],
      ['golang\nENV GOPATH=/g', 'go install x.org/air@latest', '$GOPATH/bin', ['/g/bin of `go install']],
      ['debian\nENV GOPATH=/g', 'go mod download', '/g', ['/g/pkg/mod of `go mod download`']],
      ['golang\nENV GOBIN=/b', 'go install x.org/air@latest', '/go/bin /b', ['/b of `go install']],
      ['golang\nENV GOMODCACHE=/m', 'go mod download', '/m', ['/m of `go mod download`']],
      ['golang\nENV GOMODCACHE=/m', 'go mod download', '/go', []],
      ['golang\nENV GOPATH=$G', 'go mod download', '/go', []],
      ['golang\nARG GOPATH', 'go mod download', '/go', []],
      ['debian', 'go mod download', '/go /root', []],
      ['acme/golang', 'go mod download', '/go', []],
      ['golang', 'GOPATH=/g go mod download', '/go', []],
      ['golang', 'export GOBIN=/b && go install x.org/air@latest', '/go/bin', []],
      ['golang\nRUN go env -w GOMODCACHE=/m', 'go mod download', '/go', []],
      ['golang', 'go mod download && go clean -modcache', '/go', []],
      ['golang', 'go mod download\nRUN go clean -modcache', '/go', []],
      ['golang', 'go mod download && rm -rf /go/pkg', '/go', []],
      ['golang', '--mount=type=cache,target=/go/pkg/mod go mod download', '/go', []],
      ['golang', 'go build -o /x', '/go', []],
      ['golang', 'go install ./...', '/go', []],
      ['golang', 'go version', '/go', []],
      ['golang', 'if [ "$A" ]; then go mod download; fi', '/go', []],
      ['golang', 'go mod download && chown -R 7 /go', '/src', []],
    ] as const
  ).map(([base, command, folders, reports]) => ({
    id: `what Go installs, FROM ${base}, ${command}, ${folders}`,
    dockerfile: `FROM ${base}\nWORKDIR /app\nRUN ${command}\nRUN chown -R 7 ${folders}\n`,
    reports,
  })),
  {
    id: 'environments that tools of Python make in the project',
    dockerfile:
      'FROM python:3\nWORKDIR /a\nRUN uv sync --locked\nWORKDIR /b\nRUN poetry config virtualenvs.in-project true\nRUN poetry install\nWORKDIR /c\nRUN PIPENV_VENV_IN_PROJECT=1 pipenv sync\nRUN chown -R 7 /a && chown -R 8 /b && chown -R 9 /c\n',
    reports: [
      '.venv of `uv sync --locked`',
      '.venv of `poetry install`',
      '.venv of `PIPENV_VENV_IN_PROJECT=1',
    ],
  },
  {
    id: 'where uv is told to put the environment',
    dockerfile:
      'FROM python:3\nWORKDIR /a\nENV UV_PROJECT_ENVIRONMENT=/venv\nRUN uv sync\nRUN chown -R 7 /a && chown -R 8 /venv\n',
    reports: ['/venv of `uv sync` (line 4)'],
  },
  {
    id: 'gems: where the image of Ruby keeps them, by settings, and by an option',
    dockerfile:
      'FROM ruby:3\nWORKDIR /a\nRUN bundle install\nRUN bundle config set --local path vendor/b\nRUN bundle install --jobs 4\nENV BUNDLE_PATH=/gems\nRUN bundle\nRUN chown -R 7 /usr/local/bundle && chown -R 8 /a && chown -R 9 /gems\n',
    reports: ['/usr/local/bundle of `bundle install` (line 3)', 'vendor/b of', '/gems of `bundle` (line 7)'],
  },
  {
    id: 'a clone, with what is installed in it',
    dockerfile:
      'FROM x\nUSER root\nWORKDIR /app/\nRUN git clone --depth 1 -b "v5" https://x.org/y.git /app/ && composer install\nRUN git clone https://x.org/z.git\nRUN chown -R a:a /app/\n',
    reports: ['puts /app of `git clone --depth 1 -b "v5" https://x.org/y.git…` (line 4) and /app/z of'],
  },
  {
    id: 'an install of the stage below',
    dockerfile:
      'FROM node:22 AS base\nWORKDIR /app\nRUN npm ci\nFROM base\nRUN chown -R node /app\nUSER node\n',
    reports: ['node_modules of `npm ci` (line 3)'],
  },
  {
    id: 'an install for root, by another user of the image',
    dockerfile: 'FROM x/y\nWORKDIR /app\nRUN npm ci\nRUN chown -R 7 /app\nUSER root\nRUN chown -R 8 /app\n',
    reports: ['node_modules of `npm ci` (line 3)'],
  },
  {
    id: 'an install by another user',
    dockerfile: 'FROM node:22\nWORKDIR /app\nUSER node\nRUN npm ci\nUSER root\nRUN chown -R app:app /app\n',
    reports: ['node_modules of `npm ci` (line 4)'],
  },
  {
    id: 'two RUNs, the first for the owner and the second for the mode',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN chown -R 7 /app\nRUN chown -R 7 /app\nRUN chmod -R 770 /app\n',
    reports: ['`chown -R` puts node_modules', '`chmod -R` puts node_modules'],
  },
  {
    id: 'an archive that a pipe brings',
    dockerfile:
      'FROM debian:13\nRUN curl -fsSL https://x.org/kafka-1.2.3.tgz | tar -xz -C /opt\nRUN useradd -m u && chown -R u:u /opt\n',
    reports: [
      '`chown -R` puts the unpacked files of `tar -xz -C /opt` (line 2) into the image a second time. `u` is only made in line 3: create it above line 2, and change the owner of the unpacked files in line 2 itself. Narrow `chown -R` to what else is there.',
    ],
  },
  {
    id: 'an archive in the folder where the RUN works',
    dockerfile:
      'FROM ubuntu:24.04\nRUN mkdir -p /opt/runner && cd /opt/runner && wget -qO- https://x.org/r.tgz | gunzip | tar x\nRUN chown -R 7 /opt/runner\n',
    reports: ['puts the unpacked files of `tar x` (line 2) into'],
  },
  {
    id: 'archives that are downloaded above, in the same RUN and in another one, and removed there',
    dockerfile:
      'FROM x\nUSER root\nARG V\nWORKDIR /opt/kafka\nRUN wget -q https://x.org/kafka_$V.tgz && tar zxf "kafka_$V.tgz" --strip-components=1 && rm kafka_$V.tgz && rm -rf docs\nWORKDIR /b\nRUN curl -fsSLo /tmp/b.zip "https://x.org/b"\nRUN unzip -qo /tmp/b.zip -d /b/c && rm -f /tmp/*.zip\nRUN chown -R 7 /opt/kafka && chown -R 8 /b\n',
    reports: [
      'the unpacked files of `tar zxf',
      'the unpacked files of `unzip -qo /tmp/b.zip -d /b/c` (line 8)',
    ],
  },
  {
    id: 'archives that copies bring, which are removed again',
    dockerfile:
      'FROM debian:13\nCOPY app.tar /opt/app/app.tar\nRUN cd /opt/app && tar -xf app.tar && rm app.tar\nADD https://x.org/k.tgz /srv/kafka.tgz\nRUN tar xzfC /srv/kafka.tgz /srv && rm /srv/*.tgz\nRUN chown -R u:u /opt/app && chown -R v:v /srv\n',
    sizes: { 'app.tar': BIG },
    reports: [
      '`chown -R` puts the unpacked files of `tar -xf app.tar` (line 3) into',
      '`chown -R` puts the unpacked files of `tar xzfC /srv/kafka.tgz /srv` (line 5) into',
    ],
  },
  {
    id: 'silent: an archive that is small, made there, or only looked into, some of its files, and to another place',
    dockerfile:
      'FROM debian:13\nCOPY a.tgz /a/\nRUN cd /a && tar xf a.tgz\nRUN cat /x | tar x -C /a && make x.tgz && tar xf x.tgz -C /a\nRUN wget https://x.org/b.tgz && tar tf b.tgz && tar cf /b.tar . && tar xf b.tgz -C /b && tar xf b.tgz -C /a x/y && tar xf b.tgz -C $A\nRUN wget -P /a https://x.org/c.zip && cd /a && unzip -l c.zip && unzip c.zip b -d /a\nRUN if [ $A ]; then curl https://x.org/d | tar xz -C /a; fi\nRUN test $A || curl https://x.org/d | tar xz -C /a\nRUN chown -R 7 /a\n',
    sizes: { 'a.tgz': 9000 },
  },
  {
    id: 'silent: an archive whose files the RUN, or one in between, removes, may remove, moves or gives away',
    dockerfile:
      'FROM debian:13\nRUN curl https://x.org/a | tar xz -C /tmp && make -C /tmp/a && rm -rf /tmp/a\nRUN curl https://x.org/b | tar xz -C /b && mv /b/b /usr/b\nRUN curl https://x.org/c | tar xz -C /c && rm -rf /c/c-$V\nRUN curl https://x.org/d | tar xz -C /d\nRUN rm -rf /d/d-*\nRUN curl https://x.org/e | tar xz -C /e && chown -R 7 /e\nRUN --mount=type=tmpfs,target=/f curl https://x.org/f | tar xz -C /f\nRUN chown -R 7 /tmp /b /c /d /e /f\n',
  },
  {
    id: 'the whole image',
    dockerfile:
      'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3\nRUN useradd -m u\nCOPY . /app\nRUN chown -R u:u / || true\n',
    sizes,
    reports: [
      '`chown -R` puts all files from `FROM ubuntu:24.04` (line 1) on into the image a second time. Leave the system as it is, and narrow `chown -R` to what the program writes.',
    ],
  },
  {
    id: 'the whole image, by a pattern, in two ways, and once more',
    dockerfile: 'FROM x/y\nRUN chown -R u /* && chmod -R 777 /\nRUN chown -R u /usr\n',
    reports: ['`chown -R` and `chmod -R` put all files from `FROM x/y` (line 1) on into'],
  },
  {
    id: 'where an image for a language keeps it',
    dockerfile:
      'FROM python:3.13-slim AS base\nRUN pip install torch\nFROM base\nWORKDIR /app\nCOPY . .\nRUN chown -R u:u /app /usr/local\n',
    sizes,
    reports: [
      '`chown -R` puts all of /usr/local from `FROM python:3.13-slim AS base` (line 1) on and 10 MB of `COPY . .` (line 5) into the image a second time. Copy with --chown=u:u. Leave /usr/local as it is, and narrow `chown -R` to what the program writes.',
    ],
  },
  {
    id: 'where images for languages keep it, and what an install has left',
    dockerfile:
      'FROM docker.io/library/rust:1\nWORKDIR /app\nRUN npm ci\nRUN chown -R u /usr/local/cargo /usr/local/rustup /app\n',
    reports: [
      'puts all of /usr/local/cargo from `FROM docker.io/library/rust:1` (line 1) on and 2 more into the image a second time. Change the owner of node_modules in line 3 itself. Narrow `chown -R` to what else is there. Leave /usr/local/cargo and /usr/local/rustup as they are.',
    ],
  },
  {
    id: 'silent: folders of an image of which it is not known, or of another one, modes that its files may have, for root',
    dockerfile:
      'FROM node:22 AS x\nRUN chown -R u /\nFROM debian:13\nRUN chown -R u /usr/local /opt /usr/share /usr/local/lib/x && chmod -R a+rX / && chmod -R g+w /usr && chown u / && chmod 777 /*\nRUN chown -R root:root /\n',
  },
  {
    id: 'silent: nothing to begin with',
    dockerfile: 'FROM scratch\nCOPY a /a\nRUN chown -R u /\n',
    sizes: { a: 9 },
  },
  { id: 'silent: little to begin with', dockerfile: 'FROM alpine:3.22\nRUN chown -R u /usr\n' },
  { id: 'silent: Windows', dockerfile: 'FROM python:3.13-windowsservercore\nRUN chown -R u /\n' },
  {
    id: 'silent: Windows, as its paths say',
    dockerfile: 'FROM python:3.13\nRUN ["chown", "-R", "u", "/"]\nWORKDIR C:\\\\app\n',
  },
  {
    id: 'removed before it is installed',
    dockerfile: 'FROM node:22\nWORKDIR /app\nRUN rm -rf node_modules && npm ci\nRUN chown -R node .\n',
    reports: ['node_modules of `npm ci` (line 3)'],
  },
  {
    id: 'silent: an install that the RUN itself, or one in between, removes or may remove',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN npm ci && rm -rf node_modules\nWORKDIR /b\nRUN npm ci\nRUN mv node_modules /x\nWORKDIR /c\nRUN npm ci\nRUN if [ -n "$A" ]; then rm -rf node_modules; fi\nRUN chown -R node /app /b /c\n',
  },
  {
    id: 'silent: an install whose owner its own RUN changes',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN npm ci && chown -R node:node /app\nRUN chown -R node:node /app\n',
  },
  {
    id: 'silent: an install into a mount',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN --mount=type=cache,target=/app/node_modules npm ci\nRUN chown -R node /app\n',
  },
  {
    id: 'silent: an install of the user itself, or of one who may be it',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nUSER node\nRUN npm ci\nUSER root\nRUN chown -R node:node /app && chown -R 1000 /app && chgrp -R node /app\nRUN chown -R $WHO /app\n',
  },
  {
    id: 'silent: an install of root, for root',
    dockerfile: 'FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN chown -R root:root /app && chgrp -R 0 /app\n',
  },
  {
    id: 'silent: an install for whomever the base image says',
    dockerfile: 'FROM x/y\nWORKDIR /app\nRUN npm ci\nUSER root\nRUN chown -R 7 /app\n',
  },
  {
    id: 'silent: modes that files have anyway',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN chmod -R a+rX /app && chmod -R u+w /app && chmod -R 644 /app\n',
  },
  {
    id: 'silent: an install of another stage, in another folder, below the change, or in part of it',
    dockerfile:
      'FROM node:22 AS y\nWORKDIR /app\nRUN npm ci\nFROM node:22\nWORKDIR /app\nRUN chown -R 7 /app\nRUN npm ci\nRUN chown -R 7 /app/logs /app/node_modules/.cache /ap\nRUN chown 7 /app\n',
  },
  {
    id: 'silent: an install that may not run, installs nothing, or elsewhere',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nRUN test -n "$A" || npm ci\nRUN if [ "$A" ]; then npm ci; fi\nRUN npm i --package-lock-only && npm i -g x && yarn && poetry install && bundle install && python -m venv --without-pip e && git clone --bare https://x.org/y /app/y\nRUN chown -R 7 /app\n',
  },
  {
    id: 'find, which comes by all files',
    dockerfile: "FROM x\nWORKDIR /app\nCOPY . .\nRUN find . -type f ! -user 7 -exec chown 7:7 '{}' +\n",
    sizes,
    reports: [
      '`find -exec chown` puts 10 MB of `COPY . .` (line 3) into the image a second time. Copy with --chown=7:7',
    ],
  },
  {
    id: 'find, which runs two commands',
    dockerfile: 'FROM x\nCOPY . /app\nRUN find /app -exec chown 7:7 {} \\; -exec chmod 644 {} \\;\n',
    sizes,
    reports: ['`find -exec chown` and `find -exec chmod` put 10 MB'],
  },
  {
    id: 'a large file alone',
    dockerfile: 'FROM x\nCOPY a.bin /app/tool\nRUN chmod +x /app/tool\n',
    sizes,
    reports: [
      '`chmod` puts 5 MB of `COPY a.bin /app/tool` (line 2) into the image a second time. Copy with --chmod instead.',
    ],
  },
  {
    id: 'a large file alone, out of several',
    dockerfile: 'FROM x\nCOPY . /app/\nRUN chmod 755 /app/a.bin\n',
    sizes,
    reports: ['`chmod` puts 5 MB of `COPY . /app/` (line 2)'],
  },
  ...(
    [
      // A file of 644 and one of 755 get the mode: both, one of them, or none.
      ['chmod -R 644 /app', ['5 MB of `COPY . /app` (line 2)']],
      ['chmod -R 755 /app', ['5 MB of']],
      ['chmod -R 0700 /app', ['10 MB of']],
      ['chmod -R +x /app', ['5 MB of']],
      ['chmod -R a+rX,g=u /app', ['10 MB of']],
      ['chmod -R go-w,u+rw /app', []],
      ['chmod -R +r /app', []],
      ['chmod -R a+rX /app', []],
      ['chmod -R u=rwX,go=rX /app', []],
      ['chmod -R g=o /app', []],
      ['chmod -R =rX /app', ['10 MB of']],
      ['chmod -R u+s /app', ['10 MB of']],
      ['chmod 755 /app/b/c.bin', []],
      ['chmod +x /app/a.bin', ['5 MB of']],
      ['chmod +x /app/*', ['5 MB of']],
      ['chmod +x /app/b/*', []],
      ['find /app -exec chmod a+r {} +', []],
      ['chmod -R 600 /app\nRUN chmod -R 755 /app', ['--chmod=600', '10 MB of']],
      ['chmod 600 /app/b/c.bin\nRUN chmod 755 /app/b/c.bin', ['--chmod=600', '5 MB of']],
      ['chown -R 7 /app && chmod -R a+r /app', ['`chown -R` puts 10 MB of']],
    ] as const
  ).map(([command, reports]) => ({
    id: `the mode that files have, ${command}`,
    dockerfile: `FROM x\nCOPY . /app\nRUN ${command}\n`,
    sizes,
    modes: { 'a.bin': 0o644, 'b/c.bin': 0o755 },
    reports,
  })),
  {
    id: 'a mode that the copy has set itself, or a stage',
    dockerfile:
      'FROM x AS y\nCOPY . /app\nFROM z\nCOPY --chmod=600 . /own\nRUN chmod -R a+r /own\nCOPY --from=y /app /app\nRUN chmod -R a+r /app\n',
    sizes,
    modes: { 'a.bin': 0o644, 'b/c.bin': 0o755 },
    reports: ['all files of `COPY --from=y /app /app` (line 6)'],
  },
  {
    id: 'silent: a file alone, of unknown size',
    dockerfile: 'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /a.bin /a.bin\nRUN chmod +x /a.bin\n',
    sizes,
  },
  {
    id: 'silent: find, which passes over files',
    dockerfile:
      'FROM x\nCOPY . /app\nRUN find /app -type d -exec chmod 755 {} + && find /app -name x -exec chown 7 {} +\n',
    sizes,
  },
  {
    id: 'silent: a mode for files alone, which --chmod would give folders, too',
    dockerfile: 'FROM x\nCOPY . /app\nRUN find /app -type f -exec chmod 644 {} +\n',
    sizes,
  },
  {
    id: 'silent: a manifest of another stage',
    dockerfile: 'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /package.json /app/\nRUN chown -R 7 /app\n',
  },
  {
    id: 'all files of a folder, by a pattern',
    dockerfile: 'FROM x\nCOPY b /usr/local/bin/\nRUN chmod a+rx /usr/local/bin/*\n',
    sizes,
    reports: [
      '`chmod` puts 5 MB of `COPY b /usr/local/bin/` (line 2) into the image a second time. Copy with --chmod instead.',
    ],
  },
  {
    id: 'all files of the working directory, by a pattern',
    dockerfile: 'FROM x\nWORKDIR /app\nCOPY . .\nRUN chown -R 7 *\n',
    sizes,
    reports: ['`chown -R` puts 10 MB of `COPY . .` (line 3)'],
  },
  {
    id: 'silent: a pattern for files that are small, lie deeper, or come from another stage',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM x\nCOPY b /app/b\nCOPY --from=y /out/ /usr/local/bin/\nCOPY --from=y /x.bin /usr/local/bin/\nCOPY a.sh /usr/local/bin/\nRUN chmod +x /app/* /usr/local/bin/*\n',
    sizes: { ...sizes, 'a.sh': 9 },
  },
  {
    id: 'silent: a pattern that names some of the files of a copy',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chmod 755 /app/*\n',
    sizes,
  },
  {
    id: 'what is left of a copy of which a RUN in between has removed some',
    dockerfile:
      'FROM x\nCOPY . /app\nRUN rm -rf /app/b /app/*.tar\nCOPY b /app/b\nRUN rm /app/t.md && chown -R 7 /app\n',
    sizes: { ...sizes, 'c.tar': BIG, 't.md': 2 * BIG },
    reports: ['`chown -R` puts 10 MB of `COPY . /app` (line 2) and 1 more into the image a second time.'],
  },
  {
    id: 'silent: an archive that a RUN in between has removed',
    dockerfile:
      'FROM x\nCOPY a.bin /app/\nRUN cd /app && sh a.bin && rm a.bin\nADD https://x.org/b.jar /app/c.jar\nRUN rm /app/c.jar\nCOPY --from=y /out /app/out\nRUN rm -rf /app/out/* && chown -R 7 /app\n',
    sizes,
  },
  {
    id: 'an archive that a RUN in between may have removed',
    dockerfile: 'FROM x\nCOPY a.bin /app/\nRUN if [ "$A" ]; then rm /app/a.bin; fi\nRUN chown -R 7 /app\n',
    sizes,
    reports: ['5 MB of `COPY a.bin /app/` (line 2)'],
  },
  { id: 'silent: without -R', dockerfile: 'FROM x\nCOPY . /app\nRUN chown app /app\n', sizes },
  ...[
    ['--chown=app . /app', 'chown -R app /app', 'Leave it out.'],
    ['--chown=1:2 . /app', 'chown -R 1:2 /app && chgrp -R 2 /app', 'Leave it out.'],
    ['. /app', 'mkdir -p /app && chown -R root: /app', 'Change the folder itself without the files in it.'],
    ['--chown=app . /app', 'make -C /app && chown -R app /app', 'Narrow `chown -R` to what else is there.'],
  ].map(([copy = '', command = '', advice = '']) => ({
    id: `the owner that the files have: ${copy}, ${command}`,
    dockerfile: `FROM x\nCOPY ${copy}\nRUN ${command}\n`,
    sizes,
    reports: [
      `the owner that they have, and Docker's overlay2 storage puts them into the image a second time all the same. ${advice}`,
    ],
  })),
  {
    id: 'the owner that the files have, where the working directory has another one',
    dockerfile: 'FROM x\nWORKDIR /app\nCOPY --chown=a:a . .\nRUN chown -R a:a /app\n',
    sizes,
    reports: ['all the same. Change the folder itself without the files in it.'],
  },
  {
    id: 'the owner that some files have, and another one for others',
    dockerfile: 'FROM x\nCOPY --chown=a a.bin /app/\nCOPY b /app/b\nRUN chown -R a /app\n',
    sizes,
    reports: [
      '`chown -R` puts 5 MB of `COPY b /app/b` (line 3) into the image a second time. Copy with --chown=a',
    ],
  },
  {
    id: 'the owner that the files have, and another mode',
    dockerfile: 'FROM x\nCOPY --chown=a . /app\nRUN chown -R a /app && chmod -R 700 /app\n',
    sizes,
    reports: [
      '`chmod -R` puts 10 MB of `COPY --chown=a . /app` (line 2) into the image a second time. Copy with --chmod=700 instead.',
    ],
  },
  {
    id: 'the owner that the files have, and another mode for some of them',
    dockerfile: 'FROM x\nCOPY --chown=a . /app\nRUN chown -R a /app && chmod -R 700 /app/b\n',
    sizes,
    reports: ['`chmod -R` puts 5 MB of'],
  },
  {
    id: 'the same owner again, which is told once',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R 7 /app\nRUN chown -R 7 /app\nRUN chown -R 7 /app/b\n',
    sizes,
    reports: ['10 MB of `COPY . /app` (line 2) into the image a second time. Copy with --chown=7:0 instead.'],
  },
  ...[
    // Whether this is the same owner nobody can tell.
    'COPY --chown=app . /app\nRUN chown -R app:app /app',
    'COPY --chown=app:app . /app\nRUN chown -R app: /app',
    'COPY --chown=1 . /app\nRUN chown -R app /app',
    'COPY --chown=$WHO . /app\nRUN chown -R $WHO /app',
    'COPY --from=y /app /app\nRUN chown -R root:root /app',
  ].map((steps) => ({
    id: `silent: ${steps}`,
    dockerfile: `FROM x AS y\nRUN make\nFROM x\n${steps}\n`,
    sizes,
  })),
  { id: 'silent: another folder', dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app /data /appx\n', sizes },
  { id: 'silent: above the copy', dockerfile: 'FROM x\nRUN chown -R app /app\nCOPY . /app\n', sizes },
  {
    id: 'silent: small files',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app /app\n',
    sizes: { 'main.js': 900, 'a.bin': 999_999 - 900 },
  },
  {
    id: 'silent: a builder stage',
    dockerfile: 'FROM x AS y\nCOPY . /app\nRUN chown -R app /app\nFROM z\nCOPY --from=y /app /app\n',
    sizes,
  },
  {
    id: 'silent: a path that only the build knows',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app $DIR\n',
    sizes,
  },
  {
    id: 'silent: a shell that is not read',
    dockerfile: 'FROM x\nSHELL ["pwsh", "-c"]\nCOPY . /app\nRUN chown -R app /app\n',
    sizes,
  },
]);
