import { baseName } from '../context/path-parts.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { resolvePath } from '../model/paths.ts';
import type { Model, Node } from '../model/types.ts';
import { isShell } from '../syntax/shell-names.ts';
import { mayLeaveServer } from './listens/background.ts';
import { chainOf } from './listens/stage-chain.ts';
import { procfileLine, scriptCall, scriptLine } from './listens/scripts.ts';
import { isOneOf, surroundingsOf, variablesOf } from './listens/surroundings.ts';
import { unwrap } from './listens/unwrap.ts';
import { execWords, lineOfText, shellLine, type Line } from './listens/words.ts';
import { readProgram } from './programs/index.ts';
import { nginxPort } from './programs/nginx.ts';
import type { Run, Setting, Surroundings, Word } from './programs/types.ts';
import type { Listening } from './types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/** What is known of the container beside the Dockerfile. */
export interface ListenOptions {
  /** Variables that stand above ENV: what Compose sets. A text of undefined is one that only the start tells. */
  readonly environment?: ReadonlyMap<string, Setting> | undefined;
  /** True when files that may be missing set more variables, as `env_file` does: what nobody sets is then not known. */
  readonly open?: boolean | undefined;
}

/**
 * What the program of the final image listens on, as CMD, ENTRYPOINT, ENV and the files that they lead to say
 * (domain.md 5.3); unknown wherever that is not written. Never throws. Remembered with the model for the last context.
 */
export function listensOf(
  model: Model,
  context: ContextSnapshot | undefined,
  { environment = new Map(), open = false }: ListenOptions = {},
): Listening {
  if (environment.size > 0 || open) {
    return read(model, context, { environment, open });
  }
  return readPlain(model, context);
}

const readPlain = rememberedWith((model: Model, context: ContextSnapshot | undefined) =>
  read(model, context, { environment: new Map(), open: false }),
);

function read(
  model: Model,
  context: ContextSnapshot | undefined,
  { environment, open }: { readonly environment: ReadonlyMap<string, Setting>; readonly open: boolean },
): Listening {
  const { target } = model;
  const stage = target === undefined ? undefined : model.stages[target];
  if (stage === undefined || target === undefined) {
    return unknown('There is no final stage.');
  }
  const around = surroundingsOf(model, context, target);
  const line = startLine(model, target, around);
  if (typeof line === 'string') {
    return unknown(line);
  }
  const image = { around, directory: stage.config.workingDir, ...variablesOf(model, target) };
  const scene = withVariables(image, environment);
  return followed(line, open ? withoutSurprises(scene, line.words[0]) : scene);
}

/** The nodes whose ENTRYPOINT and CMD the final image has. */
export function startNodes(model: Model, stage: number): { readonly entrypoint?: Node; readonly cmd?: Node } {
  let entrypoint: Node | undefined;
  let cmd: Node | undefined;
  for (const { first, end } of chainOf(model, stage)) {
    let isOwn = false;
    for (const node of model.nodes.slice(first + 1, end)) {
      if (node.instruction.keyword === 'CMD') {
        cmd = node;
        isOwn = true;
      } else if (node.instruction.keyword === 'ENTRYPOINT') {
        entrypoint = node;
        cmd = isOwn ? cmd : undefined;
      }
    }
  }
  return { ...(entrypoint && { entrypoint }), ...(cmd && { cmd }) };
}

/** The command line of the image, or why it is not known. */
function startLine(model: Model, stage: number, around: Surroundings): Line | string {
  const { file } = model;
  const { entrypoint, cmd } = startNodes(model, stage);
  const shell = model.stages[stage]?.config.shell?.[0];
  if (chainOf(model, stage).some(({ triggered }) => triggered.length > 0)) {
    return 'Instructions behind ONBUILD take part in it.';
  }
  const [main, behind] = entrypoint === undefined ? [cmd, undefined] : [entrypoint, cmd];
  if (main === undefined) {
    return nginxPort(around.base) !== undefined
      ? lineOf([
          { text: 'nginx', literal: true, file: around.from.file, span: around.from.span, style: 'none' },
        ])
      : 'The image starts what its base image starts.';
  }
  const words = execWords(file, main.instruction);
  if (words === undefined) {
    const line = shell === undefined || isShell(shell) ? shellLine(file, main.instruction) : undefined;
    return line ?? 'The command is no plain command line.';
  }
  if (behind === undefined) {
    return lineOf(words);
  }
  const more = execWords(file, behind.instruction);
  if (more !== undefined) {
    return lineOf([...words, ...more]);
  }
  const starter = unwrap([...words, PLACEHOLDER]);
  const line = shellLine(file, behind.instruction);
  return starter?.words[0] === PLACEHOLDER && line !== undefined
    ? { ...line, variables: new Map([...starter.variables, ...line.variables]) }
    : 'ENTRYPOINT gets a line of shell from CMD.';
}

/** Stands for the command that CMD hands to ENTRYPOINT. */
const PLACEHOLDER: Word = {
  text: 'command-of-cmd',
  literal: true,
  file: { kind: 'dockerfile' },
  span: { start: 0, end: 0 },
  style: 'none',
};

function lineOf(words: readonly Word[]): Line {
  return { words, variables: new Map(), directories: [], before: [] };
}

/** Where a command line runs. */
type Scene = Pick<Run, 'around' | 'directory' | 'variable' | 'sets'>;

/** Shells and scripts that are followed one into the other: one script of package.json, and a shell on either side of it. */
const MOST_LINES = 4;

function followed(start: Line, at: Scene): Listening {
  let line = start;
  let scene = at;
  let mayFollow = true;
  for (let count = 0; count < MOST_LINES; count++) {
    scene = entered(scene, line);
    if (line.before.some(mayLeaveServer)) {
      return unknown('What is started in front of it may listen, too.');
    }
    const command = unwrap(line.words);
    if (command === undefined) {
      return unknown('What the command starts is only known when the container starts.');
    }
    const { name, words } = command;
    scene = entered(scene, { ...lineOf(words), variables: command.variables });
    if (command.open) {
      scene = withoutSurprises(scene, words[0]);
    }
    if (isShell(name)) {
      const inner = insideShell(words, scene.around);
      if (inner === undefined) {
        return unknown('The command is a shell script, which is not read.');
      }
      line = inner;
      continue;
    }
    const next = mayFollow ? scriptOf(name, words, scene) : undefined;
    if (next !== undefined && 'kind' in next) {
      return next;
    }
    if (next === undefined) {
      return started(name, words, scene);
    }
    mayFollow = false;
    line = next;
  }
  return unknown('Too many scripts start one another.');
}

/** The scene after variables and `cd` of a line. */
function entered(scene: Scene, { variables, directories }: Line): Scene {
  return {
    ...withVariables(scene, variables),
    directory: directories.reduce((from, to) => resolvePath(from, to), scene.directory),
  };
}

/** The scene with variables that stand above its own. */
function withVariables(scene: Scene, variables: ReadonlyMap<string, Setting>): Scene {
  return variables.size === 0
    ? scene
    : {
        ...scene,
        variable: (name) => variables.get(name) ?? scene.variable(name),
        sets: (name) => isOneOf(variables, name) || scene.sets(name),
      };
}

/** A file that is not read may set any variable that nothing else sets. */
function withoutSurprises(scene: Scene, word: Word | undefined): Scene {
  const file = word?.file ?? { kind: 'dockerfile' as const };
  const evidence = {
    kind: 'variable',
    file,
    span: word?.span ?? { start: 0, end: 0 },
    text: 'dotenv',
  } as const;
  return {
    ...scene,
    variable: (name) => scene.variable(name) ?? { text: undefined, evidence },
    sets: () => true,
  };
}

/** The line of `sh -c '…'` with nothing behind it. */
function insideShell(words: readonly Word[], around: Surroundings): Line | undefined {
  const at = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  const script = words[at + 1];
  if (at < 1 || at > 2 || script?.literal !== true || words.length > at + 2) {
    return undefined;
  }
  const { file, span } = script;
  return lineOfText(script.text, file, span, around.textOf(file)?.slice(span.start, span.end) ?? '');
}

const MANAGERS = new Set(['npm', 'pnpm', 'yarn', 'bun']);

const PROCESS_MANAGERS = new Set(['foreman', 'honcho']);

/** The line that a script of package.json or a Procfile stands for; undefined where the command is a program itself. */
function scriptOf(name: string, words: readonly Word[], scene: Scene): Line | Listening | undefined {
  const { around, directory } = scene;
  const folder = directory === '/' ? '' : directory;
  if (PROCESS_MANAGERS.has(name)) {
    const file = around.fileAt(`${folder}/Procfile`);
    const isStart =
      words[1]?.text === 'start' && words.length <= 3 && words[2]?.text.startsWith('-') !== true;
    const line =
      isStart && file.kind === 'file' && file.text !== undefined
        ? procfileLine(file.path, file.text, words[2]?.text)
        : undefined;
    // Both set PORT themselves.
    const evidence = { ...around.from, kind: 'default' } as const;
    return line === undefined
      ? unknown('The Procfile is not known, or starts several programs.')
      : { ...line, variables: new Map([['PORT', { text: undefined, evidence }], ...line.variables]) };
  }
  if (!MANAGERS.has(name)) {
    return undefined;
  }
  const call = scriptCall(name, words);
  const file = around.fileAt(`${folder}/package.json`);
  if (
    call === undefined ||
    file.kind !== 'file' ||
    file.text === undefined ||
    around.runMentions('package.json')
  ) {
    return unknown('The script that the command runs is not known.');
  }
  const line = scriptLine(file.path, file.text, call.script);
  if (line === 'none' && call.orProgram) {
    return lineOf(call.rest);
  }
  return line === undefined || line === 'none'
    ? unknown(`The script ${call.script} is no plain command line.`)
    : { ...line, words: [...line.words, ...call.extra] };
}

function started(name: string, words: readonly Word[], scene: Scene): Listening {
  const [word, ...args] = words;
  if (word === undefined) {
    return unknown('The command is empty.');
  }
  if (args.some((arg, index) => mayBeOptions(arg, args[index - 1]))) {
    return unknown('What the command gets is only known when the container starts.');
  }
  return (
    readProgram({ ...scene, name, word, args }) ??
    unknown(`What ${baseName(word.text)} listens on is not written where it is read here.`)
  );
}

/** A word that a shell makes into nobody knows how many; a value behind an option is taken as one. */
function mayBeOptions({ text, literal }: Word, before: Word | undefined): boolean {
  if (literal) {
    return false;
  }
  const isValue =
    /^--?[\w.-]+=./.test(text) ||
    /^-\w.*:\$/.test(text) ||
    (before?.literal === true && /^-[^=]+$/.test(before.text));
  const isAddress = /^"?[\w.[\]:]*:"?\$\{?\w+(:?-\d+)?\}?"?$/.test(text);
  return !(isValue || isAddress) || /(ARGS|OPT(ION)?S|FLAGS|PARAMS)\}?"?$/i.test(text);
}

function unknown(why: string): Listening {
  return { kind: 'unknown', why };
}
