import type { Dice } from './dice.ts';

/** Where an instruction is to stand. */
export interface StepPlace {
  readonly dice: Dice;
  readonly seed: number;
  readonly stage: number;
  /** Of the instruction in its stage, from the last one backwards. */
  readonly number: number;
  /** Whether the stage has a shell. */
  readonly canRun: boolean;
  readonly escape: string;
}

/** One of them; texts that stand for the same number have it in common, so that instructions meet. */
type Write = (place: StepPlace) => string;
type Table<T> = readonly [T, ...T[]];

/** Copies of everything are rarer, or most changes would rebuild most steps. */
const SOURCES: Table<string> = [
  'a.txt',
  './a.txt',
  'lib',
  'lib/',
  'lib/b.txt',
  'lib/*.txt',
  'lib/?.txt',
  'lib/sub/../b.txt',
  'src',
  'src/d.txt',
  '/src/deep',
  's*/d*',
  '[a-b].*',
  '*.md',
  'nothing*.txt a.txt',
  'a.txt lib/b.txt',
  'src lib',
  'lib/c.txt lib',
  'l*',
  'link.txt',
  'linked',
  'linked/b.txt',
  'linked/*.txt',
  'lib/up',
  'src/deep/roo?',
  'hollow',
  '${SOURCE:-lib}/b.txt',
  '**/x.md',
  '*/*.txt',
  '.',
  '.',
];

const FLAGS: Table<string> = [
  '',
  '',
  '',
  '--chown=1000:1000 ',
  '--chown=$A1:0 ',
  '--chmod=0644 ',
  '--chmod=755 ',
  '--chmod=u+x,go-r ',
  '--exclude=*.md ',
  '--exclude=sub --exclude=**/e.txt ',
  '--exclude=b.txt --chmod=0700 ',
  '--link ',
  '--link=false ',
];

const DESTINATIONS: Table<Write> = [
  ({ number }) => `./copied${number}/`,
  ({ number }) => `copied${number}/`,
  ({ number, seed }) => `/seed${seed}/copied${number}/`,
  ({ number }) => `copied${number}/\${E1}/`,
  ({ number }) => `\${A1:-copied}${number}/`,
  () => './',
  () => '.',
  () => './all/',
];

const COPIES: Table<Write> = [
  plainCopy,
  plainCopy,
  plainCopy,
  plainCopy,
  fromStage,
  fromStage,
  ({ number }) => `COPY lib/b.txt ./file${number}`,
  ({ number }) => `COPY ["two words.txt", "./words${number}/"]`,
  ({ dice, number }) =>
    `ADD ${dice.pick(['archive.tar', 'archive.tar a.txt', 'lib', '*.tar'])} ./added${number}/`,
  ({ number, seed }) => `COPY <<EOF ./here${number}/\nseed ${seed} $A1 \${E1:-1}\nEOF`,
  ({ number, seed }) =>
    `COPY <<'ONE' <<TWO a.txt ./here${number}/\nseed ${seed} $A1\nONE\nseed ${seed} \\$A1\nTWO`,
  ({ number, seed }) => `COPY --chmod=0600 <<-EOF ./here${number}\n\tseed ${seed}\n\t\tmore\nEOF`,
  ({ number }) => `COPY --from=strata-base /etc/passwd ./base${number}/`,
];

/** A COPY or ADD. */
export function copyStep(place: StepPlace): string {
  return place.dice.pick(COPIES)(place);
}

function plainCopy(place: StepPlace): string {
  const { pick } = place.dice;
  return `${pick(['COPY', 'COPY', 'COPY', 'ADD'])} ${pick(FLAGS)}${pick(SOURCES)} ${pick(DESTINATIONS)(place)}`;
}

/** Of an earlier stage, by its name or number; in the first one a plain copy. */
function fromStage(place: StepPlace): string {
  const { dice, stage, number, seed } = place;
  if (stage === 0) {
    return plainCopy(place);
  }
  const from = dice.roll(stage);
  const name = dice.pick([`s${from}`, `S${from}`, String(from)]);
  const sources = dice.pick([
    `/out${from}`,
    '/out*',
    `/seed${seed}/`,
    `/seed${seed}/copied1*`,
    `/seed${seed}/all*/ /out${from}`,
  ]);
  return `COPY ${dice.pick(FLAGS)}--from=${name} ${sources} ./from${number}/`;
}

const MOUNTS: Table<Write> = [
  () => 'type=cache,target=/root/.cache',
  () => 'type=cache,target=store,sharing=locked',
  () => 'type=cache,id=own,target=/store,mode=0700',
  () => 'type=cache,id=/store,target=/store',
  () => 'type=cache,target=/store,uid=1000',
  ({ stage }) => `type=cache,target=/kept${stage === 0 ? '' : `,from=s${stage - 1},source=/out${stage - 1}`}`,
  () => 'type=bind,source=src,target=/mnt',
  () => 'type=bind,source=lib/b.txt,target=/mnt.txt',
  () => 'source=lib,target=bound,rw',
  () => 'type=bind,target=/context',
  () => 'type=bind,src=linked,dst=/mnt,readonly',
  () => 'type=bind,source=link.txt,target=/mnt.txt',
  ({ stage }) => (stage === 0 ? 'target=/context' : `type=bind,from=s${stage - 1},target=/other`),
  ({ stage }) =>
    stage === 0 ? 'source=a.txt,target=/one' : `from=${stage - 1},source=/out${stage - 1},target=/one`,
  () => 'type=bind,from=strata-base,source=/etc,target=/mnt',
  () => 'type=tmpfs,target=/scratch',
  () => 'type=tmpfs,target=/scratch,size=1000000',
  () => 'type=secret,id=token',
  () => 'type=secret,id=token,target=/token,mode=0444',
  () => 'type=secret,id=token,env=TOKEN',
  () => 'type=ssh',
  () => 'type=ssh,id=key,target=/tmp/key.sock,uid=1000',
];

const COMMANDS: Table<Write> = [
  ({ number }) => `echo "$GLOBAL $A1 ${number}" > made${number}.txt`,
  ({ number }) => `date > made${number}.txt`,
  () => 'true',
  () => 'cat /mnt/* /mnt.txt /one > seen.txt || true',
  () => '["/bin/sh", "-c", "true"]',
  ({ number }) => `mkdir -p all && ln -sf /etc all/link${number}`,
  ({ escape }) => `true ${escape}\n  && true`,
  ({ escape }) => `true ${escape}\n# comment\n  && echo 1 ${escape}\n\n  && true`,
  ({ number }) => `<<EOF\nmkdir -p all\necho $A1 > all/${number}\nEOF`,
  ({ number }) => `<<-"EOF"\n\tmkdir -p all\n\tdate > all/${number}\nEOF`,
  ({ number }) => `<<EOF\n#!/bin/sh\necho ${number} > made.txt\nEOF`,
  ({ number }) => `cat <<ONE > made.txt && cat <<TWO >> made.txt\n$A1\nONE\n${number}\nTWO`,
];

/** A RUN. */
export function runStep(place: StepPlace): string {
  const { roll, pick } = place.dice;
  const flags = Array.from({ length: Math.max(roll(5) - 2, 0) }, () => `--mount=${pick(MOUNTS)(place)} `);
  // Two mounts at one place make no sense.
  const distinct = flags.length === 2 && flags[0] === flags[1] ? flags.slice(1) : flags;
  const extra = pick(['', '', '', '', '--network=default ']);
  return `RUN ${extra}${distinct.join('')}${pick(COMMANDS)(place)}`;
}

const METADATA: Table<(place: StepPlace) => string[]> = [
  ({ number }) => [`ENV E1=${number}`],
  ({ number }) => [`ENV E${number}=$A1-\${E1:-none} E2="$E${number} two"`],
  ({ number }) => [`ENV E1 ${number} words`],
  () => ['ARG A1=1000'],
  () => ['ARG A1', 'ARG A2=$A1'],
  () => ['ARG GLOBAL'],
  () => ['ARG GLOBAL=own'],
  () => ['ARG A1=5 A2=${A1:-6} A3'],
  () => ['ARG SOURCE=lib', 'ENV SOURCE=$SOURCE'],
  () => ['ARG HTTP_PROXY'],
  () => ['ARG TARGETPLATFORM', 'ARG TARGETARCH=none'],
  () => ['ARG unused', 'LABEL unused=$unused'],
  ({ number }) => [`LABEL l${number}="two words" m=$A1`],
  ({ number }) => [`EXPOSE ${8000 + number}`],
  () => ['SHELL ["/bin/sh", "-ec"]'],
  ({ number }) => [`USER ${1000 + number}`, `WORKDIR /tmp/home${number}`, 'USER root'],
  ({ number }) => [`WORKDIR deeper${number}`],
  () => ['WORKDIR ./${E1:-e}/', 'WORKDIR .'],
  ({ seed }) => [`WORKDIR /seed${seed}/a`, 'WORKDIR ..'],
  ({ seed }) => [`WORKDIR /seed${seed}/`],
  () => ['STOPSIGNAL SIGTERM'],
  () => ['VOLUME /data'],
  () => ['HEALTHCHECK --interval=5s CMD true'],
  () => ['ENTRYPOINT ["true"]', 'CMD ["1"]'],
  () => ['CMD echo $A1'],
  () => ['MAINTAINER me'],
  ({ number }) => [`ONBUILD ENV E1=${number}`, 'ONBUILD WORKDIR triggered'],
  ({ escape }) => [`LABEL one=1 ${escape}`, '# comment', '  two=2'],
  () => ['', '# a comment', ''],
];

/** One or two instructions that belong together and make no step, or nothing but a folder. */
export function metadata(place: StepPlace): string[] {
  return place.dice.pick(METADATA)(place);
}
