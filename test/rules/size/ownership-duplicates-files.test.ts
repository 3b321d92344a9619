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
    id: 'several copies, of which the largest is named',
    dockerfile:
      'FROM x\nCOPY requirements.txt /app/\nCOPY b /app/b\nCOPY a.bin /app/\nRUN chown -R app /app\n',
    sizes: { 'requirements.txt': 900, 'a.bin': BIG, 'b/c.bin': 2 * BIG },
    reports: ['15 MB of `COPY b /app/b` (line 3) and 2 more'],
  },
  {
    id: 'several copies, one of unknown size, which is named before a small one',
    dockerfile:
      'FROM x AS y\nRUN true\nFROM x\nCOPY a.txt /app/\nCOPY --from=y /out /app/out\nRUN chown -R app /app\n',
    sizes: { 'a.txt': 900 },
    reports: ['all files of `COPY --from=y /out /app/out` (line 5) and 1 more'],
  },
  {
    id: 'from 1 MB on',
    dockerfile: 'FROM x\nCOPY a.bin /app/\nRUN chown -R app /app\n',
    sizes: { 'a.bin': 1_000_000 },
    reports: ['1 MB'],
  },
  {
    id: 'a linked copy, which --chmod would no longer link',
    dockerfile: 'FROM x\nCOPY --link a.bin /app/\nRUN chmod -R 755 /app\n',
    sizes,
    reports: [
      'a second time. Set the modes where the files come from instead: with --chmod, --link has no effect.',
    ],
  },
  {
    id: 'several copies, one of them linked',
    dockerfile: 'FROM x\nCOPY b /app/b\nCOPY --link a.bin /app/\nRUN chmod -R 755 /app\n',
    sizes,
    reports: ['Set the modes where the files come from'],
  },
  {
    id: 'a linked copy, which knows no users by their names',
    dockerfile: 'FROM x\nCOPY --link a.bin /app/\nRUN chown -R app:app /app\n',
    sizes,
    reports: ['Copy with --chown and the numbers of the user and the group instead: --link knows no names.'],
  },
  {
    id: 'a linked copy, with the number of a user',
    dockerfile: 'FROM x\nCOPY --link a.bin /app/\nRUN chown -R 1000:1000 /app\n',
    sizes,
    reports: ['Copy with --chown=1000:1000 instead.'],
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
    sizes: { 'main.js': 900, 'a.bin': 999_999 - 900 },
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
