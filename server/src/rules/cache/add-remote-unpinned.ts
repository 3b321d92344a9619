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
  docs: {
    whatItDoes:
      'Reports `ADD` of an address without `--checksum`, and of a Git repository at a branch or tag instead of a commit.',
    whyItMatters:
      'BuildKit asks the server at every build, and what it sends decides the cache: when the file or branch has changed, this step and all below it run again, and the same Dockerfile makes another image. With a checksum or a commit, nothing changes unseen.',
    examples: [
      {
        title: 'A file',
        files: {},
        before: 'FROM alpine:3.22\nADD https://example.org/tool.tar.gz /opt/\n',
        after:
          'FROM alpine:3.22\nADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://example.org/tool.tar.gz /opt/\n',
        fix: undefined,
      },
      {
        title: 'A repository',
        files: {},
        before: 'FROM alpine:3.22\nADD https://github.com/moby/buildkit.git#master /src\n',
        after:
          'FROM alpine:3.22\nADD https://github.com/moby/buildkit.git#f34e7a1a5a1e0b3d0d4e8b0f0a6a9c2f5e7d1b3c /src\n',
        fix: undefined,
      },
    ],
    fixSafety: 'There is no fix: Strata does not ask servers, and only the file itself tells its checksum.',
    staysSilent:
      'Silent for addresses with `--checksum`, for Git repositories at a full commit, for files of the context, for `COPY`, for addresses that begin with a variable, and in stages that are not built.',
  },
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
