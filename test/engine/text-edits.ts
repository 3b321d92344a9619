import { parse } from '../../server/src/syntax/parse.ts';
import type { Dice } from './dice.ts';

/** Another text of a Dockerfile, with what was done in words. Undefined where there is nothing to do it to. */
export type TextEdit = (
  text: string,
  dice: Dice,
  mayEdit: (instruction: string) => boolean,
) => { readonly text: string; readonly what: string } | undefined;

/** Another text of an instruction. */
type Change = (text: string, dice: Dice) => string;
type Table<T> = readonly [T, ...T[]];

const INSERTED: Table<string> = [
  'LABEL inserted=1',
  'ENV INSERTED=1',
  'ENV E1=9',
  'ARG A1=9',
  'ARG INSERTED',
  'RUN true',
  'WORKDIR .',
  'WORKDIR inserted',
  'USER root',
  'USER 0:0',
  'SHELL ["/bin/sh", "-c"]',
  'SHELL ["/bin/sh", "-xc"]',
  'COPY lib/b.txt ./inserted/',
  'EXPOSE 1',
  'CMD ["true"]',
  'ONBUILD RUN true',
  'VOLUME /inserted',
  '',
  '# comment',
];

/** Flags that a COPY or RUN loses, or gets. */
const COPY_FLAGS: Table<string> = [
  '--chown=0:0',
  '--chown=1000',
  '--chmod=0644',
  '--chmod=644',
  '--chmod=u=rw,go=r',
  '--exclude=*.md',
  '--exclude=**/b.txt',
  '--exclude=nothing',
  '--link',
  '--link=false',
];
const RUN_FLAGS: Table<string> = [
  '--network=default',
  '--mount=type=cache,target=/inserted',
  '--mount=type=tmpfs,target=/inserted',
  '--mount=type=bind,target=/inserted',
  '--mount=type=bind,source=lib,target=/inserted',
  '--mount=type=secret,id=inserted',
  '--mount=type=ssh',
];

const CHANGES: Table<Change> = [
  (text) => text.replace(/\d(?=\D*$)/, nextDigit),
  (text) => text.replace(/\d/, nextDigit),
  () => '',
  (text) => `${text}\n${text}`,
  (text, { pick }) => `${pick(INSERTED)}\n${text}`,
  (text, { pick }) => `${pick(INSERTED)}\n${text}`,
  (text, { pick }) => `${text}\n${pick(INSERTED)}`,
  (text) => text.replace(/^\w+/, (keyword) => keyword.toLowerCase()),
  (text) => text.replace(' ', '   '),
  (text) => text.replace(/$/m, '  \t'),
  (text) => text.replace(/ (?=[^ ]*$)/, '  '),
  (text) => text.replace(' ', ' \\\n  '),
  (text) => text.replace(' ', ' \\\n# comment\n  '),
  (text) => text.replace(/ &&/, '  &&'),
  addFlag,
  addFlag,
  (text) => text.replace(/ --[^ \n]+/, ''),
  (text) => text.replace(/^(\w+) (--[^ \n]+) (--[^ \n]+) /, '$1 $3 $2 '),
  ...pairs(
    [/ \.\/(\S*)$/m, ' $1'],
    [/ (\S+)\/$/m, ' $1'],
    [/ (\S+)$/m, ' $1/'],
    [/ (\S+)$/m, ' $1/.'],
    [/ (\S+)$/m, ' /elsewhere/$1'],
    [/ (\S+)$/m, ' "$1"'],
    [/ lib\b/, ' ./lib'],
    [/ lib\b/, ' src'],
    [/ lib\b/, ' linked'],
    [/ src\b/, ' /src/'],
    [/ a\.txt/, ' a.t*'],
    [/ a\.txt/, ' [a].txt'],
    [/ a\.txt/, ' link.txt'],
    [/ ([\w./]+) ([\w./]+) (\S+)$/m, ' $2 $1 $3'],
    [/--from=s(\d)/, '--from=$1'],
    [/--from=(\d)/, '--from=S$1'],
    [/--from=s\d/, '--from=strata-base'],
    [/type=cache,target=([\w/]+)/, 'type=cache,target=$1,id=other'],
    [/type=cache,target=([\w/]+)/, 'type=cache,target=$1,sharing=private'],
    [/type=cache,target=([\w/]+)/, 'type=cache,target=$1,sharing=shared'],
    [/type=cache,target=([\w/]+)/, 'type=cache,target=$1,id=$1'],
    [/,sharing=locked|,id=\w+|,mode=\d+|,uid=\d+|,size=\d+/, ''],
    [/target=/, 'dst='],
    [/type=bind,/, ''],
    [/type=bind/, 'type=bind,ro'],
    [/type=bind/, 'type=bind,rw'],
    [/source=src/, 'source=./src/'],
    [/source=src/, 'source=lib'],
    [/type=(secret|ssh)/, 'type=$1,required=false'],
    [/--mount=(\S+) --mount=(\S+)/, '--mount=$2 --mount=$1'],
    [/\$(\w+)/, '${$1}'],
    [/\$\{(\w+)\}/, '$$$1'],
    [/=(\w+)$/m, '="$1"'],
    [/^(ENV|ARG|LABEL) (\S+=\S+) (\S+=\S+)$/m, '$1 $3 $2'],
    [/^(ENV|LABEL) (\w+=\S+) (\w+=\S+)$/m, '$1 $2\n$1 $3'],
    [/<<(\w+)$/m, "<<'$1'"],
    [/<<["'](\w+)["']/, '<<$1'],
    [/^RUN true$/m, 'RUN ["/bin/sh", "-c", "true"]'],
    [/^RUN \[.*$/m, 'RUN true'],
    [/^COPY/, 'ADD'],
    [/^ADD/, 'COPY'],
    [/^ONBUILD /, ''],
    [/^/, 'ONBUILD '],
  ),
];

/** Everything that people do to a Dockerfile between two builds. */
export const TEXT_EDITS: Table<TextEdit> = [
  onInstruction,
  onInstruction,
  onInstruction,
  onInstruction,
  onInstruction,
  onInstruction,
  move,
  move,
  onFrom,
  (text) => ({ text: text.replace(/\bs(\d)\b/gi, 'Stage$1'), what: 'renames all stages' }),
  (text) => ({ text: text.replace(/\n/g, '\r\n'), what: 'ends lines in CRLF' }),
  (text) => ({ text: `\n\n# comment\n${text}`, what: 'begins with a comment' }),
  (text) => ({
    text: text.replace(/^[A-Z]+ /gm, (word) => word.toLowerCase()),
    what: 'writes keywords small',
  }),
  (text) => ({ text: text.replace(/^(ARG GLOBAL)\b.*$/m, '$1=2'), what: 'sets GLOBAL' }),
  (text) => ({ text: `ARG GLOBAL=3\n${text}`, what: 'begins with GLOBAL' }),
];

function onInstruction(
  text: string,
  dice: Dice,
  mayEdit: (instruction: string) => boolean,
): ReturnType<TextEdit> {
  const [chosen] = editable(text, mayEdit, dice);
  if (chosen === undefined) {
    return undefined;
  }
  // Most changes are for some instructions alone, so a few are tried.
  for (let tries = 0; tries < 20; tries++) {
    const before = text.slice(chosen.start, chosen.end);
    const changed = dice.pick(CHANGES)(before, dice);
    if (changed !== before) {
      const what = `writes ${JSON.stringify(changed)} in line ${chosen.line}`;
      return { text: text.slice(0, chosen.start) + changed + text.slice(chosen.end), what };
    }
  }
  return undefined;
}

/** Swaps an instruction with one below it. */
function move(text: string, dice: Dice, mayEdit: (instruction: string) => boolean): ReturnType<TextEdit> {
  const found = editable(text, mayEdit, dice);
  const [one] = found;
  const below = found
    .filter(({ line }) => one !== undefined && line > one.line)
    .sort((a, b) => a.line - b.line);
  const other = below[dice.roll(2)] ?? below[0];
  if (one === undefined || other === undefined) {
    return undefined;
  }
  const [upper, lower] = [one, other].map(({ start, end }) => text.slice(start, end));
  const swapped = `${text.slice(0, one.start)}${lower}${text.slice(one.end, other.start)}${upper}${text.slice(other.end)}`;
  return { text: swapped, what: `swaps lines ${one.line} and ${other.line}` };
}

const FROM_CHANGES: Table<(line: string) => string> = [
  (line) => line.replace(/ AS /, ' as '),
  (line) => line.replace(/^FROM (\S+)/, 'FROM strata-base'),
  (line) => line.replace(/^FROM (\S+)/, 'FROM scratch'),
  (line) => line.replace(/^FROM (\S+)/, 'FROM s0'),
  (line) => line.replace(/^FROM/, 'FROM --platform=$TARGETPLATFORM'),
  (line) => line.replace(/^FROM/, 'FROM --platform=$BUILDPLATFORM'),
];

function onFrom(text: string, { pick, roll }: Dice): ReturnType<TextEdit> {
  const lines = text.split('\n');
  const froms = lines.flatMap((line, index) => (line.startsWith('FROM ') ? [index] : []));
  const index = froms[roll(froms.length)] ?? 0;
  const changed = pick(FROM_CHANGES)(lines[index] ?? '');
  lines[index] = changed;
  return { text: lines.join('\n'), what: `writes ${JSON.stringify(changed)}` };
}

/** The instructions that may be edited, a chosen one first. */
function editable(
  text: string,
  mayEdit: (instruction: string) => boolean,
  { roll }: Dice,
): { readonly start: number; readonly end: number; readonly line: number }[] {
  const found = parse(text).instructions.filter(
    ({ keyword, start, end }) => keyword !== 'FROM' && mayEdit(text.slice(start, end)),
  );
  const at = found.length === 0 ? 0 : roll(found.length);
  return [...found.slice(at, at + 1), ...found.slice(0, at), ...found.slice(at + 1)];
}

function addFlag(text: string, { pick }: Dice): string {
  return text
    .replace(/^((?:ONBUILD )?(?:COPY|ADD)) /, `$1 ${pick(COPY_FLAGS)} `)
    .replace(/^((?:ONBUILD )?RUN) /, `$1 ${pick(RUN_FLAGS)} `);
}

function nextDigit(digit: string): string {
  return String((Number(digit) + 1) % 10);
}

function pairs(...replaced: readonly (readonly [RegExp, string])[]): Change[] {
  return replaced.map(
    ([pattern, by]) =>
      (text) =>
        text.replace(pattern, by),
  );
}
