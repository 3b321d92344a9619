import type { RuleDocs } from '../types.ts';

/** The page of `cache/add-remote-unpinned`. */
export const addRemoteUnpinnedDocs: RuleDocs = {
  whatItDoes:
    'Reports `ADD` of an address without `--checksum`, and of a Git repository at a branch or tag instead of a commit.',
  whyItMatters:
    'BuildKit asks the server at every build, and what it sends decides the cache: when the file or branch has changed, this step and all below it run again, and the same Dockerfile makes another image. With a checksum or a commit, nothing changes unseen. An address of whatever is the latest, or of a branch, needs a version or a commit first: its checksum is another one some day, and the build fails then.',
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
      title: 'Several files: a checksum belongs to one address, so each needs an ADD of its own',
      files: {},
      before: 'FROM alpine:3.22\nADD https://example.org/a.ttf https://example.org/b.ttf /fonts/\n',
      after:
        'FROM alpine:3.22\nADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://example.org/a.ttf /fonts/\nADD --checksum=sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752 https://example.org/b.ttf /fonts/\n',
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
    'Silent for addresses with `--checksum`, for Git repositories at a full commit, for files of the context, for `COPY`, for addresses that begin with a variable, and in stages that are not built. A hint in stages that are for tests or development by their names.',
};
