import { STARTING_FILES } from '../context/wanted-texts.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { jsoncValue } from '../formats/json.ts';

/** A place outside of Docker's own files that says with which ports something is started. */
export interface PortMention {
  /** In the build context. */
  readonly path: string;
  /** 1-based; undefined for a setting as a whole. */
  readonly line: number | undefined;
  /** `docker run -p 8080:80`, `forwardPorts 3000`. */
  readonly text: string;
}

/** Files whose lines may hold commands. */
const WITH_COMMANDS: readonly string[] = [
  'Makefile',
  'makefile',
  'GNUmakefile',
  'package.json',
  '.vscode/tasks.json',
  'README.md',
];

/** Mentions that are looked for in a file, and their room. */
const MOST = 20;
const ROOM = 80;

/**
 * What a devcontainer, tasks of VS Code, a Makefile, scripts of package.json and the code blocks of the README at the root say of
 * ports (domain.md 5.2). They may mean another image: this is for people to read, not for conclusions.
 */
export function portMentions({ texts }: Pick<ContextSnapshot, 'texts'>): readonly PortMention[] {
  return [...new Set([...STARTING_FILES, ...WITH_COMMANDS])].flatMap((path) => {
    const text = texts.get(path);
    return text === undefined ? [] : mentionsIn(path, text).slice(0, MOST);
  });
}

function mentionsIn(path: string, text: string): PortMention[] {
  const settings = path.endsWith('.json') ? settingsIn(path, jsoncValue(text)) : [];
  return WITH_COMMANDS.includes(path) ? [...settings, ...commandsIn(path, text)] : settings;
}

/** `forwardPorts` and `appPort` of a devcontainer. */
function settingsIn(path: string, value: unknown): PortMention[] {
  if (!path.endsWith('devcontainer.json') || typeof value !== 'object' || value === null) {
    return [];
  }
  const setting = value as Readonly<Record<string, unknown>>;
  return ['forwardPorts', 'appPort'].flatMap((name) => {
    const ports = [setting[name]].flat().filter((port) => isPort(port));
    return ports.length === 0 ? [] : [{ path, line: undefined, text: `${name} ${ports.join(', ')}` }];
  });
}

function isPort(port: unknown): port is number | string {
  return typeof port === 'number' || (typeof port === 'string' && /^[\w.:[\]/-]{1,60}$/.test(port));
}

const RUN = /\b(docker|podman|nerdctl)(?: container)? run\b/;
const FLAG =
  /\s(?:(?:-p|--publish)[ =]["']?((?:[\d.]+:|\[[\da-f:]+\]:)?[\d-]{0,11}:?[\d-]{1,11}(?:\/\w{1,4})?)(?![\w:])|(-P|--publish-all)\b)/g;

function commandsIn(path: string, text: string): PortMention[] {
  const found: PortMention[] = [];
  const isProse = path.endsWith('.md');
  let inCode = !isProse;
  let command: { line: number; text: string } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (isProse && /^ {0,3}(```|~~~)/.test(line)) {
      inCode = !inCode;
      command = undefined;
      continue;
    }
    if (!inCode || found.length >= MOST) {
      continue;
    }
    const goesOn = line.endsWith('\\');
    const own = goesOn ? line.slice(0, -1) : line;
    command = { line: command?.line ?? index + 1, text: `${command?.text ?? ''}${own.slice(0, 2000)} ` };
    if (!goesOn || command.text.length > 8000) {
      found.push(...mentionOf(path, command));
      command = undefined;
    }
  }
  return found;
}

function mentionOf(path: string, { line, text }: { line: number; text: string }): PortMention[] {
  const run = RUN.exec(text);
  if (run === null) {
    return [];
  }
  const flags = [...text.slice(run.index).matchAll(FLAG)].map(([, mapping, all]) =>
    mapping === undefined ? (all ?? '') : `-p ${mapping}`,
  );
  const shown = `${run[0]} ${flags.join(' ')}`;
  return flags.length === 0 ? [] : [{ path, line, text: shown.slice(0, ROOM) }];
}
