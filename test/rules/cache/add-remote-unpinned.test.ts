import { addRemoteUnpinned } from '../../../server/src/rules/cache/add-remote-unpinned.ts';
import { checkRuleCases } from '../rule-cases.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

checkRuleCases(addRemoteUnpinned, [
  {
    id: 'a file',
    dockerfile: 'FROM a\nADD https://example.org/x /x\n',
    reports: ['--checksum'],
    fix: 'none',
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
  { id: 'silent: a file of the context', dockerfile: 'FROM a\nADD x.tar.gz /x\n' },
  { id: 'silent: COPY', dockerfile: 'FROM a\nCOPY https /x\n' },
  { id: 'silent: an address in a variable', dockerfile: 'FROM a\nARG URL\nADD $URL /x\n' },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nADD https://example.org/x /x\nFROM b\nRUN true\n',
  },
]);
