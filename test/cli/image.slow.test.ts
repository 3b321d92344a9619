import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { LayersJson } from '../../server/src/cli/layers/json.ts';
import { recorded } from '../measured/recorded.ts';
import { strata } from './terminal.ts';

/** What Docker answers here comes from a recorded history. */
const DOCKER = `#!/bin/sh
case "$*" in
  *history*silent) exit 3 ;;
  *history*missing) echo "Error response from daemon: No such image: missing:latest" >&2; exit 1 ;;
  *history*) cat "$(dirname "$0")/history" ;;
  *) echo 8 ;;
esac
`;

describe('strata layers --image', () => {
  const path = process.env['PATH'];
  let home: string;

  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    home = await mkdtemp(join(tmpdir(), 'strata-image-'));
    await writeFile(join(home, 'docker'), DOCKER);
    await chmod(join(home, 'docker'), 0o755);
    await writeFile(join(home, 'history'), recorded('buildkit-history.jsonl'));
    process.env['PATH'] = `${home}${delimiter}${path ?? ''}`;
  });
  after(async () => {
    process.env['PATH'] = path;
    await rm(home, { recursive: true, force: true });
  });

  it('shows the sizes of its layers, and what it stands on', async () => {
    const stdin = recorded('All.Dockerfile');
    const { out, error, code } = await strata(['layers', '-', '--image', 'shop:dev'], { stdin });
    assert.equal(error, '');
    assert.equal(code, 0);
    assert.deepEqual(
      [...out.matchAll(/· (\d+ B) in shop:dev\n *(\d+) │/g)].map(([, size, line]) => [line, size]),
      [
        ['15', '0 B'],
        ['16', '6 B'],
        ['17', '6 B'],
        ['27', '0 B'],
        ['28', '0 B'],
        ['30', '6 B'],
      ],
    );
    assert.match(
      out,
      /\nshop:dev was built from this Dockerfile: its 6 steps added 18 B, on 2 base layers of busybox:local with 2 MB\.\n/,
    );
  });

  it('says so when it was built from another version', async () => {
    const stdin = recorded('All.Dockerfile').replace('RUN true', 'RUN false');
    const { out, code } = await strata(['layers', '-', '--image', 'shop:dev', '--json'], { stdin });
    const { comparison, instructions } = JSON.parse(out) as LayersJson;
    assert.equal(code, 0);
    assert.equal(comparison?.matches, false);
    assert.match(comparison.message, /another version.*line 27 \(RUN false\)/);
    assert.ok(instructions.every(({ imageBytes }) => imageBytes === null));
  });

  it('says what Docker says where there is no such image', async () => {
    const { error, code } = await strata(['layers', '-', '--image', 'missing'], { stdin: 'FROM x\n' });
    assert.equal(code, 2);
    assert.match(error, /No such image: missing/);
  });

  it('says so where Docker fails without a word', async () => {
    const { error, code } = await strata(['layers', '-', '--image', 'silent'], { stdin: 'FROM x\n' });
    assert.equal(code, 2);
    assert.equal(error, 'strata: The command docker ended with 3 and said nothing.\n');
  });
});
