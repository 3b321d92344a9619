import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCompose } from '../../../server/src/context/compose/compose.ts';
import type { ComposeProject } from '../../../server/src/context/compose/compose.ts';
import type { ComposeNode } from '../../../server/src/context/compose/types.ts';

/** A project of files below /w: the first of `files` is the base. */
function project(texts: Readonly<Record<string, string>>, files: readonly string[] = ['compose.yaml']) {
  return readCompose({
    files: files.map((name) => `/w/${name}`),
    text: (place) => texts[place.replace('/w/', '')] ?? null,
  });
}

/** What is said of builds, a line a service. */
function builds({ services }: ReturnType<typeof project>): string[] {
  return [...services.values()].map(({ name, build }) => {
    if (build === undefined) {
      return `${name}: none`;
    }
    const { context, dockerfile, target, args, additionalContexts } = build;
    const pairs = (title: string, map: ReadonlyMap<string, string>): string =>
      map.size === 0 ? '' : ` ${title} ${[...map].map((pair) => pair.join('=')).join(' ')}`;
    const stage = target === undefined ? '' : ` target ${target}`;
    return `${name}: ${context ?? '?'} ${dockerfile ?? '?'}${stage}${pairs('args', args)}${pairs('contexts', additionalContexts)}`;
  });
}

const EXACT: readonly (readonly [service: string, exact: boolean])[] = [
  ['{ build: . }', true],
  ['{ build: { context: ., target: a, args: { A: 1 }, labels: [x=y], tags: [a], x-bake: {} } }', true],
  ['{ build: { args: { A: "$UNSET" } } }', false],
  ['{ build: { args: [A] } }', false],
  ['{ build: { target: "$UNSET" } }', false],
  ['{ build: { additional_contexts: { a: "$UNSET" } } }', false],
  ['{ build: { network: host } }', false],
  ['{ build: { platforms: [linux/arm64] } }', false],
  ['{ build: ., platform: linux/arm64 }', false],
];

describe('what is known of a build', () => {
  for (const [service, exact] of EXACT) {
    it(`${service} is ${exact ? 'all' : 'not all'}`, () => {
      const { services } = project({ 'compose.yaml': `services:\n  web: ${service}\n` });
      assert.equal(services.get('web')?.build?.exact, exact);
    });
  }
});

const BUILDS: readonly {
  readonly title: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly expected: readonly string[];
}[] = [
  {
    title: 'short and long form, images, and defaults',
    texts: {
      'compose.yaml': [
        'services:',
        '  short: { build: ./api }',
        '  long: { build: { context: api, dockerfile: docker/prod.Dockerfile, target: run } }',
        '  here: { build: { target: dev } }',
        '  up: { build: { context: api, dockerfile: ../Dockerfile } }',
        '  image: { image: redis }',
        '  inline: { build: { context: ., dockerfile_inline: FROM scratch } }',
        '  remote: { build: "https://example.org/r.git" }',
        '  home: { build: ~/x }',
        '  out: { build: ../../x }',
      ].join('\n'),
    },
    expected: [
      'short: /w/api /w/api/Dockerfile',
      'long: /w/api /w/api/docker/prod.Dockerfile target run',
      'here: /w /w/Dockerfile target dev',
      'up: /w/api /w/Dockerfile',
      'image: none',
      'inline: /w ?',
      'remote: ? ?',
      'home: ? ?',
      'out: /x /x/Dockerfile',
    ],
  },
  {
    title: 'arguments as a list and as a mapping, values from .env, unknown values left out',
    texts: {
      '.env': 'FROM_ENV=from env\n',
      'compose.yaml': [
        'services:',
        '  list: { build: { context: ., args: [A=1, B=, FROM_ENV, SHELL_ONLY, "D=${NOBODY}"] } }',
        '  map: { build: { context: ., args: { A: 1.10, B: "", C: true, FROM_ENV: , E: "x=y", F: 010, G: 3.0 } } }',
        '  named: { build: { context: a, additional_contexts: { base: ../b, img: docker-image://x, s: "service:list" } } }',
      ].join('\n'),
    },
    expected: [
      'list: /w /w/Dockerfile args A=1 B= FROM_ENV=from env',
      'map: /w /w/Dockerfile args A=1.1 B= C=true FROM_ENV=from env E=x=y F=8 G=3',
      'named: /w/a /w/a/Dockerfile contexts base=/b img=docker-image://x s=service:list',
    ],
  },
  {
    title: 'an override file merges build key by key, from the base folder',
    texts: {
      'compose.yaml':
        'services:\n  web: { build: { context: web, target: prod, args: [A=1, B=1] } }\n  db: { build: db }',
      'dev/over.yaml':
        'services:\n  web: { build: { target: dev, args: { B: 2, C: 3 } } }\n  db: { build: { dockerfile: D } }\n  new: { build: new }',
    },
    files: ['compose.yaml', 'dev/over.yaml'],
    expected: [
      'web: /w/web /w/web/Dockerfile target dev args A=1 B=2 C=3',
      'db: /w/db /w/db/D',
      'new: /w/new /w/new/Dockerfile',
    ],
  },
  {
    title: '!reset and !override drop what was said before',
    texts: {
      'compose.yaml':
        'services:\n  a: { build: { context: a, target: x } }\n  b: { build: { context: b, target: x } }\n  c: { build: c }',
      'o.yaml':
        'services:\n  a: { build: { target: !reset null } }\n  b:\n    build: !override\n      dockerfile: D\n  c: { build: !reset null }',
    },
    files: ['compose.yaml', 'o.yaml'],
    expected: ['a: /w/a /w/a/Dockerfile', 'b: /w /w/D', 'c: none'],
  },
  {
    title: 'extends within the file and of another file, whose paths start from its own folder',
    texts: {
      'compose.yaml': [
        'services:',
        '  base: { build: { context: base, target: one } }',
        '  mid: { extends: base, build: { target: two } }',
        '  top: { extends: { service: mid }, build: { args: [A=1] } }',
        '  far: { extends: { file: common/x.yaml, service: worker }, build: { target: mine } }',
        '  lost: { extends: { file: nowhere.yaml, service: x }, build: . }',
        '  one: { extends: other, build: one }',
        '  other: { extends: one, build: { target: t } }',
      ].join('\n'),
      'common/x.yaml':
        'services:\n  worker: { extends: root, build: { context: ./w } }\n  root: { build: { context: r, target: r, args: { R: 1 } } }',
    },
    expected: [
      'base: /w/base /w/base/Dockerfile target one',
      'mid: /w/base /w/base/Dockerfile target two',
      'top: /w/base /w/base/Dockerfile target two args A=1',
      'far: /w/common/w /w/common/w/Dockerfile target mine args R=1',
      'lost: /w /w/Dockerfile',
      'one: /w/one /w/one/Dockerfile target t',
      'other: /w/one /w/one/Dockerfile target t',
    ],
  },
  {
    title: 'include brings projects with their own folders and variables; what is written here counts more',
    texts: {
      '.env': 'STAGE=outer\n',
      'compose.yaml':
        'include: [inner/compose.yaml, { path: [two/a.yaml, two/b.yaml], project_directory: dir, env_file: my.env }, compose.yaml]\nservices:\n  i: { build: { target: here } }',
      'inner/.env': 'STAGE=inner\nNAME=code\n',
      'inner/compose.yaml':
        'include: [../compose.yaml]\nservices:\n  i: { build: "./${NAME}" }\n  j: { build: { target: "$STAGE" } }',
      'my.env': 'STAGE=mine\nWHO=me',
      'two/a.yaml': 'services:\n  k: { build: { context: k, target: "${WHO}-${STAGE}" } }',
      'two/b.yaml': 'services:\n  k: { build: { dockerfile: B } }',
    },
    expected: [
      'i: /w/inner/code /w/inner/code/Dockerfile target here',
      'j: /w/inner /w/inner/Dockerfile target outer',
      'k: /w/dir/k /w/dir/k/B target me-outer',
    ],
  },
  {
    title: 'anchors, aliases and merge keys; several documents; doubled keys',
    texts: {
      'compose.yaml': [
        'x-build: &b { context: app, target: base }',
        'x-more: &m { target: more, args: [A=1] }',
        'services:',
        '  a: { build: *b }',
        '  b: { build: { <<: *b, target: own } }',
        '  c: { build: { <<: [*b, *m] } }',
        '  d: { build: d, build: e }',
        '  e: &self { build: *self }',
        '  f: { build: *nowhere }',
        '---',
        'services:',
        '  a: { build: { target: second } }',
      ].join('\n'),
    },
    expected: [
      'a: /w/app /w/app/Dockerfile target second',
      'b: /w/app /w/app/Dockerfile target own',
      'c: /w/app /w/app/Dockerfile target base args A=1',
      'd: /w/e /w/e/Dockerfile',
      'e: none',
      'f: none',
    ],
  },
  {
    title: 'wrong types and half a file leave what can be read',
    texts: {
      'compose.yaml':
        'services:\n  constructor: { build: { context: c, target: [1], args: 5, dockerfile: {} } }\n  n:\n  s: text\n  l: [1]\n  __proto__: { build: p }\n  half: { build: h, ports: ["80',
    },
    expected: [
      'constructor: /w/c /w/c/Dockerfile',
      '__proto__: /w/p /w/p/Dockerfile',
      'half: /w/h /w/h/Dockerfile',
    ],
  },
  { title: 'no services', texts: { 'compose.yaml': '- a\n' }, expected: [] },
  { title: 'an empty file', texts: { 'compose.yaml': '' }, expected: [] },
];

/** The text that a value has in its file. */
function written(node: ComposeNode | undefined, texts: Readonly<Record<string, string>>): string {
  return node === undefined
    ? ''
    : (texts[node.place.file.replace('/w/', '')] ?? '').slice(node.place.start, node.place.end);
}

describe('readCompose', () => {
  for (const { title, texts, files, expected } of BUILDS) {
    it(title, () => {
      assert.deepEqual(builds(project(texts, files)), expected);
    });
  }

  it('keeps ports, expose, environment and network mode with their places', () => {
    const texts = {
      '.env': 'PORT=8080',
      'compose.yaml':
        'services:\n  web:\n    profiles: [dev]\n    network_mode: host\n    expose: [3000, "9000/udp"]\n    ports:\n      - "${PORT}:80"\n      - { target: 443, published: "8443" }\n    environment: [A=1, PORT]\n',
      'o.yaml':
        'services:\n  web:\n    profiles: [dev, test]\n    expose: ["3000", 4000]\n    ports: ["1:1", { published: 8443, target: 443, name: x }]\n    environment: { A: 2 }\n',
    };
    const web = project(texts, ['compose.yaml', 'o.yaml']).services.get('web');
    assert.deepEqual(web?.profiles, ['dev', 'test']);
    assert.deepEqual(
      web.ports.map((node) => [node.kind === 'scalar' ? node.text : node.kind, written(node, texts)]),
      [
        ['8080:80', '"${PORT}:80"'],
        ['map', '{ published: 8443, target: 443, name: x }'],
        ['1:1', '"1:1"'],
      ],
    );
    assert.deepEqual(
      web.expose.map((node) => written(node, texts)),
      ['"3000"', '"9000/udp"', '4000'],
    );
    assert.deepEqual(
      [...web.environment].map(([name, { value }]) => [name, written(value, texts)]),
      [
        ['A', '2'],
        ['PORT', 'PORT'],
      ],
    );
    assert.equal(web.networkMode?.text, 'host');
    assert.equal(texts['compose.yaml'].slice(web.place.start, web.place.end), 'web');
  });

  it('asks for the files that it needs', () => {
    const text = 'include: [a/compose.yaml]\nservices:\n  x: { extends: { file: b.yaml, service: y } }';
    const read: ComposeProject = readCompose({
      files: ['/w/compose.yaml'],
      text: (place) => (place === '/w/compose.yaml' ? text : undefined),
    });
    assert.deepEqual(read.wanted, ['/w/.env', '/w/a/.env', '/w/a/compose.yaml', '/w/b.yaml']);
  });

  it('ends on bombs and circles', () => {
    const lists = Array.from({ length: 40 }, (_, i) => `x${i}: &a${i} [*a${i - 1}, *a${i - 1}]`);
    const bomb = `${lists.join('\n')}\nservices:\n  a: { build: a, ports: *a39, environment: *a39 }`;
    const deep = `services: ${'['.repeat(20_000)}`;
    const maps = Array.from({ length: 300 }, (_, i) => `x${i}: &m${i} { <<: *m${i - 1}, k${i}: 1 }`);
    const merges = `${maps.join('\n')}\nservices:\n  a: { build: a }`;
    const chain = Array.from(
      { length: 120 },
      (_, i) => `  s${i}: { extends: s${i + 1}, build: { args: [A${i}=1] } }`,
    );
    const flows = `services: ${'["]", '.repeat(5000)}`;
    const mutual = {
      'compose.yaml': 'include: [a.yaml, b.yaml]',
      'a.yaml': 'include: [b.yaml, c.yaml]',
      'b.yaml': 'include: [a.yaml, c.yaml]',
      'c.yaml': 'include: [a.yaml, b.yaml]\nservices: { c: { build: c } }',
    };
    assert.deepEqual(builds(project({ 'compose.yaml': bomb })), ['a: /w/a /w/a/Dockerfile']);
    assert.deepEqual(builds(project({ 'compose.yaml': deep })), []);
    assert.deepEqual(builds(project({ 'compose.yaml': flows })), []);
    assert.deepEqual(builds(project({ 'compose.yaml': `services: ${'- '.repeat(5000)}` })), []);
    assert.deepEqual(builds(project({ 'compose.yaml': merges })), ['a: /w/a /w/a/Dockerfile']);
    assert.equal(project({ 'compose.yaml': `services:\n${chain.join('\n')}` }).services.size, 120);
    assert.deepEqual(builds(project(mutual)), ['c: /w/c /w/c/Dockerfile']);
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      ...'services:|\n|  web:|    build:| .|context: |args:|- A=1|{|}|[|]|&a |*a|<<: |${|$X|:-|!reset |!override |"|\'|---\n|extends: web|include: [compose.yaml]|? |: |#|\t|~|ports:|environment:|\u0000|😀'.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), fc.string(), (parts, env) => {
        const texts = { '.env': env, 'compose.yaml': parts.join('') };
        for (const { build, ports } of project(texts, ['compose.yaml', 'compose.yaml']).services.values()) {
          assert.ok(build === undefined || build.place.start <= build.place.end);
          assert.ok(ports.every(({ place }) => place.end <= texts['compose.yaml'].length));
        }
      }),
    );
  });
});
