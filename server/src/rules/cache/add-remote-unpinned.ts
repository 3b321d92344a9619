import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code } from '../../fixes/moving/words.ts';
import type { CopySource, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/add-remote-unpinned';

/** ADD of an address whose content may change from one build to the next (domain.md 2.2: it is cached by its content). */
export const addRemoteUnpinned: Rule = {
  id: ID,
  summary: 'ADD of an address without a checksum or commit, so that the cache depends on what a server sends',
  defaultSeverity: 'information',
  since: '0.1.0',
  overlooks: CONFIGURATION,
  check({ model }) {
    return model.stages
      .filter(({ role }) => role !== 'unused')
      .flatMap(({ first, end }) => model.nodes.slice(first, end))
      .flatMap((node) => {
        const { flags } = parsedOf(model.file, node.instruction);
        return flags.some(({ name }) => name === 'checksum') ? [] : findingsAt(node);
      });
  },
  fixes: () => [],
};

/** One finding an instruction: it names the first address. */
function findingsAt(node: Node): readonly Finding[] {
  const sources = node.detail.kind === 'copy' ? node.detail.copy.sources : [];
  const source = node.instruction.keyword === 'ADD' ? sources.find(isUnpinned) : undefined;
  if (source === undefined) {
    return [];
  }
  const { kind, text } = source;
  const what =
    kind === 'git'
      ? `${code(text)} is whatever its branch or tag holds at the time of the build: when that moves, this step and all below it run again. Name a commit.`
      : `${code(text)} is whatever the server sends at the time of the build: when that changes, this step and all below it run again. Add --checksum=sha256:….`;
  return [
    { rule: ID, node: node.index, span: firstLineOf(node), message: what, related: [], key: 'unpinned' },
  ];
}

/** A commit is 40 hexadecimal digits, or 64 in a repository with SHA-256. */
function isUnpinned({ kind, text }: CopySource): boolean {
  return (
    kind === 'url' ||
    (kind === 'git' &&
      !/#(?:[0-9a-f]{40}|[0-9a-f]{64})(?::|$)/i.test(text) &&
      !/[?&]checksum=|[?&]commit=/.test(text))
  );
}
