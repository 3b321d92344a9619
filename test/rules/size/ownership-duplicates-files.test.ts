import { ownershipDuplicatesFiles } from '../../../server/src/rules/size/ownership-duplicates-files.ts';
import { checkRuleCases } from '../rule-cases.ts';

const BIG = 5_000_000;
const sizes = { 'a.bin': BIG, 'b/c.bin': BIG };

checkRuleCases(ownershipDuplicatesFiles, [
  {
    id: 'a copy, with its size and the flag to use',
    dockerfile: 'FROM x\nWORKDIR /app\nCOPY . .\nRUN mkdir -p /data && chown -R app:app /app /data\n',
    sizes,
    reports: ['10 MB'],
    fix: 'none',
  },
  {
    id: 'several copies together',
    dockerfile: 'FROM x\nCOPY a.bin /app/\nCOPY b /app/b\nRUN chmod -R 755 /app\n',
    sizes,
    reports: ['10 MB of `COPY a.bin /app/` (line 2) and 1 more'],
  },
  {
    id: 'what another stage delivers',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM z\nCOPY --from=y /out /srv/app\nRUN chown --recursive 1000 /srv\n',
    reports: ['--chown=1000'],
  },
  { id: 'silent: without -R', dockerfile: 'FROM x\nCOPY . /app\nRUN chown app /app\n', sizes },
  {
    id: 'silent: the copy sets the owner',
    dockerfile: 'FROM x\nCOPY --chown=app . /app\nRUN chown -R app /app\n',
    sizes,
  },
  { id: 'silent: another folder', dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app /data /appx\n', sizes },
  { id: 'silent: above the copy', dockerfile: 'FROM x\nRUN chown -R app /app\nCOPY . /app\n', sizes },
  {
    id: 'silent: small files',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app /app\n',
    sizes: { 'main.js': 900 },
  },
  {
    id: 'silent: a builder stage',
    dockerfile: 'FROM x AS y\nCOPY . /app\nRUN chown -R app /app\nFROM z\nCOPY --from=y /app /app\n',
    sizes,
  },
  {
    id: 'silent: a path that only the build knows',
    dockerfile: 'FROM x\nCOPY . /app\nRUN chown -R app $DIR\n',
    sizes,
  },
  {
    id: 'silent: a shell that is not read',
    dockerfile: 'FROM x\nSHELL ["pwsh", "-c"]\nCOPY . /app\nRUN chown -R app /app\n',
    sizes,
  },
]);
