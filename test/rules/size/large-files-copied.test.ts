import assert from 'node:assert/strict';
import { buildModel } from '../../../server/src/model/build.ts';
import { largeFilesCopied } from '../../../server/src/rules/size/large-files-copied.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { checkRuleCases, contextWith } from '../rule-cases.ts';

const MB = 1_000_000;
const ALL = 'FROM a\nWORKDIR /app\nCOPY . .\n';

checkRuleCases(largeFilesCopied, [
  {
    id: 'one file, with its size and layer',
    dockerfile: ALL,
    sizes: { 'models/a.onnx': 30 * MB, 'main.py': 1 },
    reports: ['`COPY . .` (line 3) puts models/a.onnx (30 MB) into layer 2 of the image.'],
    fix: 'none',
  },
  {
    id: 'a stage that another service builds',
    dockerfile: 'FROM a AS api\nCOPY models /models\nFROM b AS web\nCOPY src /src\n',
    sizes: { 'models/a.onnx': 30 * MB, 'src/main.py': 1 },
    build: { others: ['api'] },
    reports: ['puts models/a.onnx (30 MB) into layer 1 of the image of stage api.'],
    fix: 'none',
  },
  {
    id: 'silent: one that is for work alone, by its name',
    dockerfile: 'FROM a AS app-dev\nCOPY models /models\nFROM b AS web\nCOPY src /src\n',
    sizes: { 'models/a.onnx': 30 * MB, 'src/main.py': 1 },
    build: { others: ['app-dev'] },
  },
  {
    id: 'several files together, the largest first',
    dockerfile: ALL,
    sizes: { 'a.csv': 3 * MB, 'b.mp4': 4 * MB, 'c.sql': 5 * MB, 'd.zip': 6 * MB },
    reports: [
      '18 MB of data into layer 2 of the image: d.zip (6 MB), c.sql (5 MB), b.mp4 (4 MB) and a.csv (3 MB).',
    ],
  },
  {
    id: 'an archive that ADD brings with a folder stays packed',
    dockerfile: 'FROM a\nADD data /data\n',
    sizes: { 'data/x.tar.gz': 20 * MB },
    reports: ['data/x.tar.gz'],
  },
  {
    id: 'no fix for a file that an instruction names',
    dockerfile: `${ALL}RUN tar -xf seed/data.tar\n`,
    sizes: { 'seed/data.tar': 20 * MB },
    reports: ['seed/data.tar (20 MB)'],
    fix: 'none',
  },
  {
    id: 'no fix where other files are as large',
    dockerfile: ALL,
    sizes: { 'a.sql': 20 * MB, 'b.onnx': 20 * MB },
    reports: ['40 MB of data'],
    fix: 'none',
  },
  { id: 'silent: small files', dockerfile: ALL, sizes: { 'a.sql': 9 * MB, 'b.js': 50 * MB } },
  {
    id: 'silent: an archive that ADD unpacks',
    dockerfile: 'FROM scratch\nADD rootfs.tar.xz /\n',
    sizes: { 'rootfs.tar.xz': 80 * MB },
  },
  {
    id: 'silent: a stage that is not shipped',
    dockerfile: 'FROM a AS x\nCOPY . .\nFROM b\nCOPY --from=x /y /y\n',
    sizes: { 'a.onnx': 80 * MB },
  },
  {
    id: 'silent: folders that tools fill again',
    dockerfile: ALL,
    sizes: { 'node_modules/x/y.bin': 80 * MB, 'web/target/a.zip': 80 * MB },
  },
  {
    id: 'silent: a later RUN removes it, of which another rule tells',
    dockerfile: 'FROM a\nCOPY x.zip /tmp/\nRUN unzip /tmp/x.zip && rm /tmp/x.zip\n',
    sizes: { 'x.zip': 80 * MB },
  },
  {
    id: 'silent: a mount',
    dockerfile: 'FROM a\nRUN --mount=type=bind,source=x.zip,target=/x.zip unzip /x.zip\n',
    sizes: { 'x.zip': 80 * MB },
  },
  {
    id: 'silent: other files',
    dockerfile: 'FROM a\nCOPY src /src\n',
    sizes: { 'x.zip': 80 * MB, 'src/a.c': 1 },
  },
  { id: 'silent: no context', dockerfile: ALL },
]);

describe('how much large files weigh', () => {
  const severity = (dockerfile: string, size: number): unknown =>
    largeFilesCopied.check({
      model: buildModel(parse(dockerfile)),
      context: contextWith({ 'd/a.onnx': size }),
    })[0]?.severity;

  it('warns from 100 MB on, unless the file is copied by name', () => {
    assert.equal(severity('FROM a\nCOPY d /d\n', 100 * MB), undefined);
    assert.equal(severity('FROM a\nCOPY d /d\n', 99 * MB), 'information');
    assert.equal(severity('FROM a\nCOPY d/a.onnx /d/\n', 100 * MB), 'information');
  });
});
