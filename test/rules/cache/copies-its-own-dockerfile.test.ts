import { copiesItsOwnDockerfile } from '../../../server/src/rules/cache/copies-its-own-dockerfile.ts';
import { checkRuleCases } from '../rule-cases.ts';

const sizes = { Dockerfile: 1, 'src/main.c': 1 };

checkRuleCases(copiesItsOwnDockerfile, [
  {
    id: 'names the files and the first step below',
    dockerfile: 'FROM a\nCOPY src /src\nCOPY . /src\nENV A=b\nRUN make\n',
    sizes: { ...sizes, 'compose.prod.yml': 1 },
    reports: [
      'brings Dockerfile and compose.prod.yml, which only the build reads: every edit runs `RUN make` (line 5)',
    ],
  },
  {
    id: 'names other Dockerfiles beside it',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    sizes: { ...sizes, 'Dockerfile.dev': 1, 'web.dockerfile': 1, 'compose.yaml': 1 },
    reports: ['brings Dockerfile, Dockerfile.dev and 2 more such files, which only the build reads'],
  },
  {
    id: 'silent: only an ignore file and the Dockerfile of another image',
    dockerfile: 'FROM a\nCOPY --exclude=Dockerfile . .\nRUN make\n',
    sizes: { ...sizes, '.dockerignore': 1, 'Dockerfile.dev': 1 },
  },
  { id: 'silent: no context is known', dockerfile: 'FROM a\nCOPY . .\nRUN make\n' },
  { id: 'silent: another folder is copied', dockerfile: 'FROM a\nCOPY src /src\nRUN make\n', sizes },
  {
    id: 'silent: the Dockerfile lies elsewhere',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    sizes: { 'main.c': 1 },
  },
  {
    id: 'silent: nothing else is there, so this is not the context',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    sizes: { Dockerfile: 1, 'Dockerfile.dev': 1 },
  },
  {
    id: 'silent: a build says what is copied',
    dockerfile: 'FROM a\nARG SRC\nCOPY ${SRC} .\nRUN make\n',
    sizes,
  },
  { id: 'silent: no step below', dockerfile: 'FROM a\nRUN make\nCOPY . .\nCMD ["a"]\n', sizes },
  { id: 'silent: copied by name', dockerfile: 'FROM a\nCOPY Dockerfile /doc/\nCOPY . .\nRUN make\n', sizes },
  { id: 'silent: read by a step', dockerfile: 'FROM a\nCOPY . .\nRUN lint ./Dockerfile\n', sizes },
  {
    id: 'silent: left out of the copy',
    dockerfile: 'FROM a\nCOPY --exclude=Dockerfile . .\nRUN make\n',
    sizes,
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nCOPY . .\nRUN make\nFROM b\nRUN true\n',
    sizes,
  },
]);
