import { parsedOf } from '../syntax/instruction.ts';
import type { Flag } from '../syntax/types.ts';
import { remoteSource } from './remote-source.ts';
import type { Copy, Model, Mount, Node } from './types.ts';

/** What BuildKit stops the build at. */
export interface Refused {
  /** The word that it refuses, as it is written. */
  readonly what: string;
  /** Why, in the words of its own message, so that it is found by them; no sentence. */
  readonly why: string;
  /** What to write instead, a sentence; undefined where `why` says it. */
  readonly advice?: string;
}

/**
 * What BuildKit refuses in an instruction that it knows and that is complete, as far as the Dockerfile alone tells; undefined for nothing.
 * Of stages that are not built it reads words, and looks at stages that copies name by number or in a circle (`toDispatchState` in
 * dockerfile2llb/convert.go). The ports of EXPOSE tell by themselves (`ExposeToken.error`).
 */
export function refusedAt(model: Model, node: Node): Refused | undefined {
  const { keyword, known } = node.instruction;
  if (!known || node.kind === 'trigger') {
    return undefined;
  }
  const { flags } = parsedOf(model.file, node.instruction);
  const unknown = flags.find(({ name }) => FLAGS.get(keyword)?.has(name) !== true);
  if (unknown !== undefined) {
    return { what: `--${unknown.name}`, why: 'unknown flag' };
  }
  switch (node.detail.kind) {
    case 'copy':
      return (
        copySource(model, node, flags) ??
        (isBuilt(model, node) ? copyWords(node, node.detail.copy, flags) : undefined)
      );
    case 'run':
      return firstOf(node.detail.mounts, (mount) => mountSource(model, node, mount));
    default:
      return undefined;
  }
}

/** The flags of each instruction (instructions/parse.go); others have none. `ADD --from` is none. */
const FLAGS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    ADD: ['chmod', 'checksum', 'chown', 'exclude', 'keep-git-dir', 'link', 'unpack'],
    COPY: ['chmod', 'chown', 'exclude', 'from', 'link', 'parents'],
    FROM: ['platform'],
    HEALTHCHECK: ['interval', 'retries', 'start-interval', 'start-period', 'timeout'],
    RUN: ['device', 'mount', 'network', 'security'],
  }).map(([keyword, names]) => [keyword, new Set(names)]),
);

function isBuilt({ stages }: Model, { stage }: Node): boolean {
  return stage !== undefined && stages[stage]?.role !== 'unused';
}

function copySource(model: Model, node: Node, flags: readonly Flag[]): Refused | undefined {
  const name = valueOf(flags, 'from');
  if (name === undefined || node.detail.kind !== 'copy' || model.options.contexts?.has(name) === true) {
    return undefined;
  }
  const what = `--from=${name}`;
  if (name.includes('$')) {
    return {
      what,
      why: 'variable expansion is not supported for --from',
      advice:
        'Name a stage by it: `FROM … AS name`, where an `ARG` above the first `FROM` gives the image, and copy from that name.',
    };
  }
  const { from } = node.detail.copy;
  if (/^[+-]?\d+$/.test(name) && from.kind !== 'stage') {
    return {
      what,
      why: `invalid stage index ${name}`,
      advice: 'A number is a stage, counted from 0, and never an image.',
    };
  }
  return stageOrder(model, node, { what, from });
}

function mountSource(model: Model, node: Node, { from, options }: Mount): Refused | undefined {
  const name = options.get('from');
  if (name === undefined || model.options.contexts?.has(name) === true) {
    return undefined;
  }
  const what = `from=${name}`;
  return name.includes('$')
    ? { what, why: "'from' doesn't support variable expansion, define alias stage instead" }
    : stageOrder(model, node, { what, from });
}

/** A stage is made of those above it. */
function stageOrder(
  model: Model,
  node: Node,
  { what, from }: { readonly what: string; readonly from: Copy['from'] },
): Refused | undefined {
  if (from.kind !== 'stage' || node.stage === undefined || from.stage < node.stage) {
    return undefined;
  }
  if (from.stage === node.stage) {
    return { what, why: 'circular dependency: it is the stage that it stands in' };
  }
  return isBuilt(model, node)
    ? { what, why: 'the stage needs to be defined before the current one' }
    : undefined;
}

function copyWords({ instruction }: Node, copy: Copy, flags: readonly Flag[]): Refused | undefined {
  if (instruction.keyword === 'COPY') {
    const remote = copy.sources.find(({ text }) => remoteSource(text) !== undefined);
    if (remote !== undefined) {
      const what = remoteSource(remote.text) === 'git' ? 'git ref' : 'URL';
      return {
        what: remote.text,
        why: `source can't be a ${what} for COPY`,
        advice: '`ADD` downloads.',
      };
    }
  }
  const local = copy.sources.find(({ kind }) => kind === 'path' || kind === 'heredoc');
  const checksum = valueOf(flags, 'checksum');
  if (checksum !== undefined && checksum !== '' && local !== undefined) {
    return { what: '--checksum', why: 'checksum requires HTTP(S) or Git sources' };
  }
  const { chmod, chown, link } = copy;
  if (chmod !== undefined && /^\d/.test(chmod) && !/^[0-7]+$/.test(chmod)) {
    return { what: `--chmod=${chmod}`, why: 'it should be octal string and between 0 and 07777' };
  }
  const isName = chown?.split(':').some((one) => /^[A-Za-z_][\w-]*$/.test(one)) === true;
  return isName && link && (chmod === undefined || chmod === '')
    ? { what: `--chown=${chown}`, why: 'a copy with --link knows numbers and no names' }
    : undefined;
}

function valueOf(flags: readonly Flag[], wanted: string): string | undefined {
  return flags.find(({ name }) => name === wanted)?.value;
}

function firstOf<Item>(
  items: readonly Item[],
  ask: (item: Item) => Refused | undefined,
): Refused | undefined {
  for (const item of items) {
    const found = ask(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
