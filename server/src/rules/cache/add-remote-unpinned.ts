import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code, listedBriefly } from '../../fixes/moving/words.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import { isForWork } from '../../model/handed-on.ts';
import type { CopySource, Model, Node } from '../../model/types.ts';
import { settingAbove } from '../../model/variables.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule, Severity } from '../types.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import { movingPart } from './moving-part.ts';

const ID = 'cache/add-remote-unpinned';

/** More addresses than this are not named in a message. */
const MAX_NAMED = 4;

/** ADD of an address whose content may change from one build to the next (domain.md 2.2: it is cached by its content). */
export const addRemoteUnpinned: Rule = {
  id: ID,
  summary: 'ADD of an address without a checksum or commit, so that the cache depends on what a server sends',
  defaultSeverity: 'information',
  since: '0.1.0',
  ofBuilds: true,
  overlooks: CONFIGURATION,
  check({ model }) {
    return model.stages
      .filter((stage) => isBuiltAtAll(model, stage))
      .flatMap((stage) => {
        const severity = isForWork(model, stage) ? 'hint' : undefined;
        return model.nodes.slice(stage.first, stage.end).flatMap((node) => {
          const { flags } = parsedOf(model.file, node.instruction);
          return flags.some(({ name }) => name === 'checksum') ? [] : findingsAt(model, node, severity);
        });
      });
  },
  fixes: () => [],
};

/** One finding an instruction: it names all of its addresses. */
function findingsAt(model: Model, node: Node, severity: Severity | undefined): readonly Finding[] {
  const sources = node.detail.kind === 'copy' ? node.detail.copy.sources : [];
  const unpinned = node.instruction.keyword === 'ADD' ? sources.filter(isUnpinned) : [];
  if (unpinned.length === 0) {
    return [];
  }
  const isAlone = sources.filter(({ kind }) => kind !== 'heredoc').length === 1;
  const message = messageFor(unpinned, isAlone, argumentsIn(model, node, unpinned));
  const span = firstLineOf(node);
  return [{ rule: ID, node: node.index, span, message, related: [], severity, key: 'unpinned' }];
}

/** The build arguments of which these addresses are made, by name: a build that sets another version gets another file. */
function argumentsIn(model: Model, node: Node, sources: readonly CopySource[]): readonly string[] {
  const names = sources.flatMap(({ span }) =>
    [...node.instruction.text.slice(span.start, span.end).matchAll(/\$\{?(\w+)/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].filter(
    (name) => settingAbove(model, node, name)?.node.instruction.keyword === 'ARG',
  );
}

/**
 * BuildKit takes `--checksum` for one source alone (dockerfile2llb/convert_copy.go). `isAlone`: the ADD has no other one. `names`: the
 * build arguments in the addresses.
 */
function messageFor(unpinned: readonly CopySource[], isAlone: boolean, names: readonly string[]): string {
  const files = unpinned.filter(({ kind }) => kind === 'url');
  const repositories = unpinned.filter(({ kind }) => kind === 'git');
  const [what, moves] =
    files.length > 0
      ? [`${named(files)} whatever the server sends`, 'changes']
      : repositories.length === 1
        ? [`${named(repositories)} whatever its branch or tag holds`, 'moves']
        : [`${named(repositories)} whatever their branches or tags hold`, 'moves'];
  const moving = [...new Set(files.flatMap(({ text }) => movingPart(text) ?? []))].map(code);
  const sum =
    names.length === 0
      ? '--checksum=sha256:….'
      : `--checksum=sha256:…, by an ARG of its own that goes with ${listedBriefly(names.map(code), MAX_NAMED, '')}.`;
  const checksum = isAlone
    ? `add ${sum}`
    : `give ${files.length === 1 ? 'it' : 'each'} an ADD of its own with ${sum}`;
  const first = `Name a version or commit in the address instead of ${listedBriefly(moving, MAX_NAMED, '')}`;
  const advice = [
    ...(files.length === 0 ? [] : [moving.length > 0 ? `${first}, then ${checksum}` : capitalized(checksum)]),
    ...(repositories.length === 0
      ? []
      : [files.length === 0 ? 'Name a commit.' : `Name a commit of ${listedCode(repositories)}.`]),
  ];
  return `${what} at the time of the build: when that ${moves}, this step and all below it run again. ${advice.join(' ')}`;
}

function named(sources: readonly CopySource[]): string {
  return `${listedCode(sources)} ${sources.length === 1 ? 'is' : 'are'}`;
}

function listedCode(sources: readonly CopySource[]): string {
  return listedBriefly(
    sources.map(({ text }) => code(text)),
    MAX_NAMED,
    '',
  );
}

/** A commit is 40 hexadecimal digits, or 64 in a repository with SHA-256. */
function isUnpinned({ kind, text }: CopySource): boolean {
  return (
    kind === 'url' ||
    (kind === 'git' &&
      !/(?:#|[?&]ref=)(?:[0-9a-f]{40}|[0-9a-f]{64})(?=[:&]|$)/i.test(text) &&
      !/[?&]checksum=|[?&]commit=/.test(text))
  );
}
