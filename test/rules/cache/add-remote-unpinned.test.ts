import { addRemoteUnpinned } from '../../../server/src/rules/cache/add-remote-unpinned.ts';
import { checkRuleCases } from '../rule-cases.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

checkRuleCases(addRemoteUnpinned, [
  {
    id: 'data of tests in a last stage of their own',
    dockerfile: 'FROM a AS app\nCMD ["x"]\nFROM app AS test\nADD https://example.org/x /x\n',
    reports: ['--checksum'],
    severity: 'hint',
  },
  {
    id: 'a file',
    dockerfile: 'FROM a\nADD https://example.org/x /x\n',
    reports: ['--checksum'],
    fix: 'none',
  },
  {
    id: 'a file of a version that a build may set',
    dockerfile:
      'FROM a\nARG V\nENV HOST=example.org\nADD https://$HOST/x-${V}.tgz /x/\nADD --checksum=$SUM https://x.org/$V /x/\n',
    reports: ['again. Add --checksum=sha256:…, by an ARG of its own that goes with `V`.'],
  },
  {
    id: 'several files: BuildKit takes a checksum for one address alone',
    dockerfile: 'FROM a\nADD https://example.org/a https://example.org/b /x/\n',
    reports: [
      '`https://example.org/a` and `https://example.org/b` are whatever the server sends at the time of the build: when that changes, this step and all below it run again. Give each an ADD of its own with --checksum=sha256:….',
    ],
  },
  {
    id: 'a file of the latest version, whose checksum would break the build one day',
    dockerfile:
      'FROM a\nADD https://github.com/x/y/releases/latest/download/install /usr/local/bin/\nADD https://x.org/y-latest-x86_64.sh https://raw.githubusercontent.com/x/y/refs/heads/main/z.sh https://x.org/z /x/\nADD https://github.com/x/y/archive/master.zip /x/\n',
    reports: [
      'run again. Name a version or commit in the address instead of `latest`, then add --checksum=sha256:….',
      'Name a version or commit in the address instead of `latest` and `main`, then give each an ADD of its own with --checksum=sha256:….',
      'instead of `master`, then add',
    ],
  },
  ...[
    ['github.com/o/r/archive/develop.zip', 'develop'],
    ['github.com/o/r/archive/master/r.tar.gz', 'master'],
    ['github.com/o/r/archive/refs/heads/develop.tar.gz', 'develop'],
    ['github.com/o/r/archive/refs/heads/feature/x-1.2.tar.gz', 'feature/x-1.2'],
    ['github.com/o/r/tarball/dev-branch', 'dev-branch'],
    ['github.com/o/r/zipball/HEAD', 'HEAD'],
    ['api.github.com/repos/o/r/tarball/develop', 'develop'],
    ['codeload.github.com/o/r/tar.gz/develop', 'develop'],
    ['codeload.github.com/o/r/legacy.zip/refs/heads/9.x', '9.x'],
    ['gitlab.example.org/g/h/r/-/archive/develop/r-develop.tar.gz?path=x', 'develop'],
    ['gitlab.com/g/r/-/raw/trunk/a/b.sh', 'trunk'],
    ['github.com/o/r/raw/develop/a.sh', 'develop'],
    ['raw.githubusercontent.com/o/r/develop/a/b1.sh', 'develop'],
  ].map(([address = '', branch = '']) => ({
    id: `a file of a branch: ${address}`,
    dockerfile: `FROM a\nADD https://${address} /x/\n`,
    reports: [
      `Name a version or commit in the address instead of \`${branch}\`, then add --checksum=sha256:….`,
    ],
  })),
  ...[
    'github.com/o/r/archive/v1.2.zip',
    'github.com/o/r/archive/1.2.3-rc1.tar.gz',
    'github.com/o/r/archive/refs/tags/stable.tar.gz',
    'github.com/o/r/archive/0123abc.zip',
    'github.com/o/r/archive/abcdefa.zip',
    `github.com/o/r/archive/${COMMIT}.zip`,
    'github.com/o/r/archive/stable-2024.zip',
    'github.com/o/r/archive/release_3.zip',
    'github.com/o/r/archive/tools/v2.zip',
    'github.com/o/r/archive/tools/a.zip',
    'github.com/o/r/archive/${REF}.zip',
    'github.com/o/r/releases/download/stable/a.zip',
    'gitlab.com/g/r/-/archive/v1.2/r-v1.2.tar.gz',
    'raw.githubusercontent.com/o/r/v1/develop/a.sh',
    'raw.githubusercontent.com/o/r/cli/v1.2/a.sh',
    'raw.githubusercontent.com/o/r/refs/tags/stable/a.sh',
    'github.com/o/r/archive/',
    'gitlab.com/o',
    'example.org/o/r/archive/develop.zip',
  ].map((address) => ({
    id: `a file of a version, or of what may be one: ${address}`,
    dockerfile: `FROM a\nADD https://${address} /x/\n`,
    reports: ['run again. Add --checksum=sha256:….'],
  })),
  {
    id: 'a file of a version, in folders of such names',
    dockerfile:
      'FROM a\nADD https://raw.githubusercontent.com/x/main/v1.2/src/main/y.sh /x/\nADD http://deb.debian.org/debian/pool/main/c/curl/curl_8.14_amd64.deb /x/\nADD https://x.org/latestnews-2.txt /x/\n',
    reports: ['again. Add --checksum', 'again. Add --checksum', 'again. Add --checksum'],
  },
  {
    id: 'a file beside one of the context',
    dockerfile: 'FROM a\nADD https://example.org/a b /x/\n',
    reports: [
      '`https://example.org/a` is whatever the server sends at the time of the build: when that changes, this step and all below it run again. Give it an ADD of its own with --checksum=sha256:….',
    ],
  },
  {
    id: 'a file beside a repository',
    dockerfile: 'FROM a\nADD https://example.org/a https://example.org/b.git#main /x/\n',
    reports: [
      '`https://example.org/a` is whatever the server sends at the time of the build: when that changes, this step and all below it run again. Give it an ADD of its own with --checksum=sha256:…. Name a commit of `https://example.org/b.git#main`.',
    ],
  },
  {
    id: 'two repositories, of which one is at a commit',
    dockerfile: `FROM a\nADD https://example.org/a.git#${COMMIT} https://example.org/b.git#main /x/\n`,
    reports: ['`https://example.org/b.git#main` is whatever its branch or tag holds'],
  },
  {
    id: 'two repositories',
    dockerfile: 'FROM a\nADD https://example.org/a.git https://example.org/b.git#main /x/\n',
    reports: [
      '`https://example.org/a.git` and `https://example.org/b.git#main` are whatever their branches or tags hold',
    ],
  },
  {
    id: 'many files: the last of them as a number',
    dockerfile:
      'FROM a\nADD http://e.org/1 http://e.org/2 http://e.org/3 http://e.org/4 http://e.org/5 /x/\n',
    reports: [
      '`http://e.org/1`, `http://e.org/2`, `http://e.org/3` and 2 more are whatever the server sends',
    ],
  },
  {
    id: 'a repository without a branch',
    dockerfile: 'FROM a\nADD https://github.com/moby/buildkit.git /x\n',
    reports: ['Name a commit'],
  },
  {
    id: 'a repository at a tag, with a folder',
    dockerfile: 'FROM a\nADD git@github.com:moby/buildkit.git#v1:docs /x\n',
    reports: ['Name a commit'],
  },
  {
    id: 'silent: with a checksum',
    dockerfile: `FROM a\nADD --checksum=sha256:${COMMIT} https://example.org/x /x\n`,
  },
  {
    id: 'silent: at a commit',
    dockerfile: `FROM a\nADD https://github.com/moby/buildkit.git#${COMMIT}:docs /x\n`,
  },
  {
    id: 'silent: at a commit that the query names',
    dockerfile: `FROM a\nADD https://example.org/a.git?ref=${COMMIT}&subdir=docs /x\nADD https://example.org/b.git?tag=v1&commit=${COMMIT} /x\n`,
  },
  { id: 'silent: a file of the context', dockerfile: 'FROM a\nADD x.tar.gz /x\n' },
  { id: 'silent: COPY', dockerfile: 'FROM a\nCOPY https /x\n' },
  { id: 'silent: an address in a variable', dockerfile: 'FROM a\nARG URL\nADD $URL /x\n' },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nADD https://example.org/x /x\nFROM b\nRUN true\n',
  },
]);
