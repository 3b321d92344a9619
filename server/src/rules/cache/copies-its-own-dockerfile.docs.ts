import type { RuleDocs } from '../types.ts';

/** The page of `cache/copies-its-own-dockerfile`. */
export const copiesItsOwnDockerfileDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` of a folder that brings the Dockerfile itself or Compose files, and names other Dockerfiles and the ignore file beside them, with a `RUN` below that takes time, in the same stage or in one that is built from it. It names the first one that installs or builds, or else the first one. Where nothing but `turbo prune` stands below, it follows the Dockerfile of a package into the stages that copy `out/full`. Silent where the copy brings `.git` as well and the build asks git for the state of the files, as `go build`, setuptools-scm and `git describe` do: git would miss them, and the version would be that of changed files.',
  whyItMatters:
    'Only the build reads these files. When they are copied, an edit of the last line of the Dockerfile changes what the copy reads, and everything below the copy runs again, also in stages that are built `FROM` its stage. BuildKit reads them even where the ignore file leaves them out of the context.',
  examples: [
    {
      title: 'The Dockerfile',
      files: { 'main.c': '' },
      before: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      after: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      afterFiles: { 'main.c': '', '.dockerignore': 'Dockerfile\n.dockerignore\n' },
      fix: 'Leave Dockerfile out by .dockerignore',
    },
    {
      title: 'Beside an ignore file and a Compose file',
      files: { 'main.c': '', '.dockerignore': '.git\n', 'compose.yaml': '' },
      before: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      after: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      afterFiles: {
        'main.c': '',
        '.dockerignore': '.git\nDockerfile\n.dockerignore\ncompose.yaml\n',
        'compose.yaml': '',
      },
      fix: 'the image no longer holds them',
    },
    {
      title: 'Beside Dockerfiles of other images',
      files: { 'main.c': '', 'Dockerfile.dev': '', '.dockerignore': '.git\n' },
      before: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      after: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      afterFiles: {
        'main.c': '',
        'Dockerfile.dev': '',
        '.dockerignore': '.git\nDockerfile*\n.dockerignore\n',
      },
      fix: 'Leave Dockerfile* and .dockerignore out',
    },
  ],
  fixSafety:
    'Always for review: the image no longer holds the files, or a builder stage whose commands may read them; the title says which. Where several services have a Dockerfile in one context, a single line leaves all of them out. There is no fix for names that mean something else in an ignore file.',
  staysSilent:
    'Silent without a build context or where it is too large to be seen in full, where the ignore file leaves them out, where an exception of the ignore file names them, where they are copied by name or named by another instruction, where no `RUN` stands below the copy but those that are done at once (folders, links, users, modes and owners without `-R`, or of folders that the `RUN` makes, short files, settings, `turbo prune`), for copies from other stages, in stages that are not built, and at a copy of which `cache/copy-before-install` says that any change reinstalls.',
};
