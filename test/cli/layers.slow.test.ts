import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { LayersJson } from '../../server/src/cli/layers/json.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { historyOf } from '../../server/src/model/history.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { repository, strata, type Setting } from './terminal.ts';

/** Runs `strata layers -` on a text. */
async function layers(stdin: string, args: readonly string[] = [], setting: Setting = {}): Promise<string> {
  const { code, out, error } = await strata(['layers', '-', ...args], { ...setting, stdin });
  assert.equal(error, '');
  assert.equal(code, 0);
  return out;
}

const WEB = [
  'ARG TAG=22',
  'FROM node:$TAG AS build',
  'WORKDIR /app',
  '# the program',
  'RUN make \\',
  '  all',
  '',
  'FROM nginx',
  'COPY --from=build /app /srv',
  'ENV MODE=fast',
  'EXPOSE 8080:80',
  '',
].join('\n');

describe('strata layers', () => {
  it('draws the image instead, as SVG and as a page', async () => {
    const svg = await layers(WEB, ['--svg', '-']);
    assert.match(svg, /^<svg [^]*<title>Layer 1, line 9: COPY \/app \/srv\.[^]*<\/svg>\n$/);
    const page = await layers(WEB, ['--html', '-']);
    assert.match(page, /^<!doctype html>/);
    assert.ok(page.endsWith(svg));
  });

  it('says where a picture could not be written', async () => {
    const { code, error } = await strata(['layers', '-', '--svg', 'no/such/folder.svg'], { stdin: WEB });
    assert.equal(code, 2);
    assert.match(error, /^strata: can't write no\/such\/folder\.svg: there is no such folder\n$/);
  });

  it('prints every line of the file with its number, unchanged', async () => {
    const out = await layers(WEB);
    const numbered = out.split('\n').filter((line) => /^ *\d+ │/.test(line));
    assert.deepEqual(
      numbered.map((line) => line.replace(/^ *\d+ │ ?/, '')),
      WEB.split('\n').slice(0, -1),
    );
  });

  it('puts each lens line above its instruction, in one column with the source', async () => {
    const lines = (await layers(WEB)).split('\n');
    for (const [above, below] of [
      ['Layer 1', 'WORKDIR'],
      ['Layer 2', 'RUN make'],
      ['Metadata', 'ENV'],
    ] as const) {
      const at = lines.findIndex((line) => line.includes(`│ ${below}`));
      assert.ok(lines[at - 1]?.trimStart().startsWith(above), `${above} above ${below}`);
      assert.equal(lines[at - 1]?.indexOf(above), lines[at]?.indexOf(below));
    }
  });

  it('puts a finding below its line, and counts at the end', async () => {
    const lines = (await layers(WEB)).split('\n');
    const at = lines.findIndex((line) => line.includes('│ EXPOSE'));
    assert.match(lines[at + 1] ?? '', /╰ warning: `EXPOSE 8080:80` .* \(ports\/expose-maps-host-port\)$/);
    assert.equal(lines.at(-2), '1 layer · 2 stages · 1 warning · no build context');
  });

  it('puts findings of another file below their place in there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-layers-'));
    try {
      writeFileSync(join(folder, 'Dockerfile'), 'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n');
      writeFileSync(
        join(folder, 'compose.yaml'),
        'services:\n  web:\n    build: .\n    ports: ["3000:80"]\n',
      );
      const { out } = await strata(['layers'], { cwd: relative(repository, folder) });
      const lines = out.split('\n');
      const at = lines.indexOf('compose.yaml:4:13');
      assert.equal(lines[at - 1], '');
      assert.match(lines[at + 1] ?? '', /^ {3}╰ warning: .* \(ports\/compose-targets-other-port\)$/);
      assert.equal(lines[at + 2], '');
      assert.doesNotMatch(lines.slice(0, at).join('\n'), /compose-targets-other-port/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('wraps messages on a narrow terminal', async () => {
    const lines = (await layers(WEB, [], { columns: 60, isTerminal: true, env: { NO_COLOR: '1' } })).split(
      '\n',
    );
    const at = lines.findIndex((line) => line.includes('╰ warning'));
    assert.ok(lines.slice(at, at + 4).every((line) => line.length <= 60));
    assert.match(
      lines
        .slice(at, at + 6)
        .join(' ')
        .replace(/\s+/g, ' '),
      /publish with `docker run -p 8080:80`\. \(ports/,
    );
  });

  it('makes control characters of the file visible', async () => {
    const out = await layers('FROM a\nRUN echo \u001b]52;c;x\u0007 \u009b31m\tx\n# \u202e\n');
    // eslint-disable-next-line no-control-regex -- none of them may be printed
    assert.doesNotMatch(out, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.ok(out.includes('RUN echo ␛]52;c;x␇ \uFFFD31m\tx'));
  });

  it('says so when there is nothing', async () => {
    assert.match(await layers(''), /no stage/);
    assert.match(await layers('# only a comment'), /1 │ # only a comment/);
  });
});

describe('colours', () => {
  const ESCAPE = '\u001b[';
  const CASES: readonly (readonly [string, boolean, readonly string[], Setting])[] = [
    ['on a terminal', true, [], { isTerminal: true }],
    ['not in a pipe', false, [], { isTerminal: false }],
    ['not with --no-color', false, ['--no-color'], { isTerminal: true, env: { FORCE_COLOR: '1' } }],
    ['not with NO_COLOR', false, [], { isTerminal: true, env: { NO_COLOR: '1' } }],
    ['with an empty NO_COLOR', true, [], { isTerminal: true, env: { NO_COLOR: '' } }],
    ['in a pipe with FORCE_COLOR', true, [], { env: { FORCE_COLOR: '1' } }],
    ['not with FORCE_COLOR=0', false, [], { isTerminal: true, env: { FORCE_COLOR: '0' } }],
    ['not on a dumb terminal', false, [], { isTerminal: true, env: { TERM: 'dumb' } }],
    ['not in CI by itself', false, [], { env: { CI: 'true' } }],
  ];
  for (const [name, colored, args, setting] of CASES) {
    it(name, async () => {
      assert.equal((await layers(WEB, args, setting)).includes(ESCAPE), colored);
    });
  }
});

describe('strata layers --json', () => {
  it('says what there is', async () => {
    const json = JSON.parse(await layers(`${WEB}CMD run\nUSER me\nVOLUME /data\n`, ['--json'])) as LayersJson;
    assert.deepEqual(json.stages, [
      { index: 0, name: 'build', base: 'node:22', line: 2, role: 'builder' },
      { index: 1, name: null, base: 'nginx', line: 8, role: 'shipped' },
    ]);
    assert.deepEqual(
      json.instructions.map((one) => Object.values(one).join(' ')),
      [
        '1 1 ARG  argument false   ',
        '2 2 FROM 0 base false   ',
        '3 3 WORKDIR 0 layer true 1  ',
        '5 6 RUN 0 layer true 2  ',
        '8 8 FROM 1 base false   ',
        '9 9 COPY 1 layer true 1  ',
        '10 10 ENV 1 metadata false   ',
        '11 11 EXPOSE 1 metadata false   ',
        '12 12 CMD 1 metadata false   ',
        '13 13 USER 1 metadata false   ',
        '14 14 VOLUME 1 metadata false   ',
      ],
    );
    assert.deepEqual(json.image, {
      layers: 1,
      exposedPorts: ['80/tcp'],
      env: ['MODE=fast'],
      cmd: ['/bin/sh', '-c', 'run'],
      entrypoint: null,
      user: 'me',
      workingDir: '/',
      volumes: ['/data'],
    });
  });

  it('has the names and nulls that docs/cli.md promises', async () => {
    const json = JSON.parse(await layers('ARG A\nFROM scratch\n', ['--json'])) as LayersJson;
    assert.deepEqual(json.stages, [{ index: 0, name: null, base: 'scratch', line: 2, role: 'shipped' }]);
    assert.deepEqual(json.instructions[0], {
      line: 1,
      endLine: 1,
      keyword: 'ARG',
      stage: null,
      kind: 'argument',
      step: false,
      layer: null,
      files: null,
      bytes: null,
    });
    assert.deepEqual(json.image, {
      layers: 0,
      exposedPorts: [],
      // BuildKit gives an image from scratch this path (test/truth/buildkit/scratch).
      env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      cmd: null,
      entrypoint: null,
      user: null,
      workingDir: '/',
      volumes: [],
    });
  });

  it('follows FROM chains, --target and --build-arg', async () => {
    const text = 'ARG B=scratch\nFROM $B AS Base\nCOPY a b\nFROM base\nCOPY c d\nFROM $NONE\n';
    const first = JSON.parse(
      await layers(text, ['--json', '--target', 'BASE', '--build-arg', 'B=alpine']),
    ) as LayersJson;
    assert.deepEqual(
      first.stages.map(({ base, role }) => `${base ?? '?'} ${role}`),
      ['alpine shipped', 'base unused', '? unused'],
    );
    assert.equal(first.image.layers, 1);
    const env = { B: 'from-env' };
    const fromEnv = JSON.parse(await layers(text, ['--json', '--build-arg', 'B'], { env })) as LayersJson;
    assert.equal(fromEnv.stages[0]?.base, 'from-env');
  });
});

/** Recorded builds: what BuildKit executed, and what it wrote into the image. */
describe('strata layers --json agrees with recorded builds', () => {
  const folder = 'test/truth/buildkit';
  for (const name of readdirSync(`${repository}/${folder}`).sort()) {
    const truth = JSON.parse(readFileSync(`${repository}/${folder}/${name}/truth.json`, 'utf8')) as {
      readonly dockerfile: string;
      readonly target?: string;
      readonly steps?: readonly { line: number; instruction: string; stage: number; stageName: string }[];
      readonly config?: {
        readonly Env: readonly string[];
        readonly Cmd?: readonly string[];
        readonly Entrypoint?: readonly string[];
        readonly Volumes?: readonly string[];
        readonly ExposedPorts?: readonly string[];
        readonly User?: string;
        readonly WorkingDir?: string;
      };
    };
    const { steps, config } = truth;
    if (!steps || !config) {
      continue;
    }
    it(name, async () => {
      const target = truth.target === undefined ? [] : ['--target', truth.target];
      const cwd = `${folder}/${name}/context`;
      const { out, code } = await strata(['layers', truth.dockerfile, '--json', ...target], { cwd });
      assert.equal(code, 0);
      const { instructions, stages, image } = JSON.parse(out) as LayersJson;
      assert.deepEqual(
        instructions
          .filter(({ step }) => step)
          .map(({ line, keyword, stage }) => [line, keyword, stage, stages[stage ?? -1]?.name ?? '']),
        steps.map(({ line, instruction, stage, stageName }) => [line, instruction, stage, stageName]),
      );
      assert.deepEqual(image.exposedPorts, config.ExposedPorts ?? []);
      // The recorded base images bring one variable of their own.
      assert.deepEqual(image.env, config.Env.slice(config.Env.length - image.env.length));
      assert.deepEqual(image.entrypoint, config.Entrypoint ?? null);
      if (image.cmd !== null || image.entrypoint !== null) {
        assert.deepEqual(image.cmd, config.Cmd ?? null);
      }
      assert.deepEqual(image.volumes, config.Volumes ?? []);
      assert.equal(image.user ?? '', config.User ?? '');
      assert.equal(image.workingDir, config.WorkingDir ?? '/');
    });
  }
});

/**
 * Recorded layers whose files and bytes are not those of the copy, each with what `strata layers` says and why. Copies from
 * stages and images are not among them: nothing is said of those.
 */
const SAME_AS_BELOW = 'files that a layer below has already are not in this one again';
const OTHER_SIZES: ReadonlyMap<string, readonly [files: number | null, bytes: number | null, why: string]> =
  new Map([
    ['monorepo: COPY packages/api packages/api # buildkit', [2, 3, SAME_AS_BELOW]],
    ['node-manifest-first: COPY . . # buildkit', [5, 63, SAME_AS_BELOW]],
    ['node-prisma: COPY . . # buildkit', [6, 74, SAME_AS_BELOW]],
    ['python-manifest-first: COPY . . # buildkit', [2, 8, SAME_AS_BELOW]],
    [
      'heredocs: COPY <<conf.txt <<other.txt /etc/conf/ # buildkit',
      [null, null, 'heredocs are not of the context'],
    ],
    [
      'ignore-patterns: COPY . /all/ # buildkit',
      [5, 91, 'sub/node_modules/y.js was not kept with the record'],
    ],
    [
      'symlinks: COPY links /links/ # buildkit',
      [1, 13, 'the symlink links/l became a file with its target as text'],
    ],
  ]);

interface RecordedBuild {
  readonly dockerfile: string;
  readonly target?: string;
  readonly history?: readonly {
    readonly createdBy: string;
    readonly emptyLayer: boolean;
    readonly files?: number;
    readonly bytes?: number;
  }[];
}

describe('files and bytes of strata layers --json agree with recorded layers', () => {
  const folder = 'test/truth/buildkit';
  const used = new Set<string>();
  for (const name of readdirSync(`${repository}/${folder}`).sort()) {
    const base = `${repository}/${folder}/${name}`;
    const truth = JSON.parse(readFileSync(`${base}/truth.json`, 'utf8')) as RecordedBuild;
    const { history, dockerfile, target } = truth;
    if (history === undefined) {
      continue;
    }
    it(name, async () => {
      const cwd = `${folder}/${name}/context`;
      const args = ['layers', dockerfile, '--json', ...(target === undefined ? [] : ['--target', target])];
      const { instructions } = JSON.parse((await strata(args, { cwd })).out) as LayersJson;
      const model = buildModel(parse(readFileSync(`${base}/context/${dockerfile}`, 'utf8')), { target });
      const entries = historyOf(model);
      const recorded = history.slice(history.length - entries.length);
      for (const [index, { node, layer }] of entries.entries()) {
        const detail = model.nodes[node]?.detail;
        const { createdBy = '', files, bytes } = recorded[index] ?? {};
        if (!layer || detail?.kind !== 'copy' || detail.copy.from.kind !== 'context') {
          assert.deepEqual([instructions[node]?.files, instructions[node]?.bytes], [null, null]);
          continue;
        }
        const other = OTHER_SIZES.get(`${name}: ${createdBy}`);
        used.add(other === undefined ? '' : `${name}: ${createdBy}`);
        assert.deepEqual(
          [instructions[node]?.files, instructions[node]?.bytes],
          other === undefined ? [files, bytes] : [other[0], other[1]],
          createdBy,
        );
      }
    });
  }

  it('without exceptions that are none', () => {
    used.delete('');
    assert.deepEqual([...used].sort(), [...OTHER_SIZES.keys()].sort());
  });
});

describe('files and bytes of strata layers --json', () => {
  const CASES: readonly (readonly [instruction: string, files: number | null, bytes: number | null])[] = [
    ['COPY a.txt b.txt /x/', 2, 4],
    ['ADD a.txt /x/', 1, 2],
    ['COPY none.txt /x/', null, null],
    ['COPY none*.txt /x/', 0, 0],
    ['COPY $NONE/x /x/', null, null],
    ['ADD https://example.com/x /x/', null, null],
    ['ADD a.txt https://example.com/x /x/', null, null],
    ['RUN true', null, null],
  ];
  for (const [instruction, files, bytes] of CASES) {
    it(instruction, async () => {
      const cwd = 'test/truth/buildkit/copy-globs/context';
      const { out } = await strata(['layers', '-', '--json', '--context', '.'], {
        cwd,
        stdin: `FROM scratch\n${instruction}\n`,
      });
      const [, step] = (JSON.parse(out) as LayersJson).instructions;
      assert.deepEqual([step?.files, step?.bytes], [files, bytes]);
    });
  }
});
