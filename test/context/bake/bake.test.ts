import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBake } from '../../../server/src/context/bake/bake.ts';

/** Targets of Bake files in /w, a line each, those that are built by themselves with a star. */
function targets(...files: readonly (readonly [name: string, text: string])[]): string[] {
  const project = readBake(files.map(([name, text]) => ({ file: `/w/${name}`, text })));
  return [...project.targets.values()].map(
    ({ name, context, dockerfile, target, args, additionalContexts }) => {
      const pairs = (title: string, map: ReadonlyMap<string, string>): string =>
        map.size === 0 ? '' : ` ${title} ${[...map].map((pair) => pair.join('=')).join(' ')}`;
      const star = project.defaults.has(name) ? '*' : '';
      const stage = target === undefined ? '' : ` target ${target}`;
      return `${star}${name}: ${context ?? '?'} ${dockerfile ?? '?'}${stage}${pairs('args', args)}${pairs('contexts', additionalContexts)}`;
    },
  );
}

const EXACT: readonly (readonly [target: string, exact: boolean])[] = [
  ['context = "."\n args = { A = "1" }\n tags = ["x"]\n dockerfile = null', true],
  ['args = { A = upper("x") }', false],
  ['target = a ? "b" : "c"', false],
  ['network = "host"', false],
  ['args = { "${"A"}" = "1" }', false],
  ['contexts = { (A) = "x" }', false],
  ['platforms = ["linux/arm64"]', false],
];

describe('what is known of a target', () => {
  for (const [target, exact] of EXACT) {
    it(`${target} is ${exact ? 'all' : 'not all'}`, () => {
      const { targets: all } = readBake([
        { file: '/w/docker-bake.hcl', text: `target "web" {\n ${target}\n}\n` },
      ]);
      assert.equal(all.get('web')?.exact, exact);
    });
  }
});

const HCL = `
// The usual.
variable "TAG" { default = "1.2" }
variable "NOTHING" {}
variable "REPO" { default = "x/\${TAG}" }
function "up" { params = [a] result = upper(a) }
group "default" { targets = ["web", "more"] }
group "more" { targets = [ "api", # one
] }
target "_common" {
  args = { TAG = TAG, REPO = REPO, "quoted": "q", NUMBER = 3, BAD = upper(TAG), NONE = null
    NOTHING = NOTHING }
  target = "common"
}
target "web" {
  inherits = ["_common"]
  context = "./web" /* here */
  dockerfile = "Docker\\"file"
  args = { TAG = "over-\${TAG}" }
  contexts = { base = "../b", img = "docker-image://x", t = "target:api" }
  labels = { for k, v in x : k => v }
  output = ["type=local,dest=\${up("}")}"]
}
target "api" {
  context = "."
  target = TAG == "1" ? "a" : "b"
  args = merge({}, {
    A = "1"
  })
}
target "odd" { dockerfile = cond ? "a" : "b" }
target "git" { context = "https://example.org/x.git" }
target "inline" { dockerfile-inline = <<EOT
FROM scratch
target "no" {}
EOT
}
target "matrix" {
  name = "m-\${x}"
  matrix = { x = ["1"] }
}
`;

const JSON_TEXT = JSON.stringify({
  variable: { V: { default: 'v' } },
  group: { default: { targets: ['a'] } },
  target: {
    a: { context: 'a', dockerfile: '../D', target: '${V}', args: { A: 1, B: true, C: null, D: '$${V}' } },
    constructor: { inherits: ['a', 'b'], context: 'c' },
    b: { target: 'b', args: { A: '2' } },
  },
});

describe('readBake', () => {
  it('reads simple HCL and leaves out what it would have to compute', () => {
    assert.deepEqual(targets(['docker-bake.hcl', HCL]), [
      '_common: /w /w/Dockerfile target common args TAG=1.2 REPO=x/1.2 quoted=q NUMBER=3',
      '*web: /w/web /w/web/Docker"file target common args TAG=over-1.2 REPO=x/1.2 quoted=q NUMBER=3 contexts base=/b img=docker-image://x t=target:api',
      '*api: /w /w/Dockerfile',
      'odd: /w ?',
      'git: ? ?',
      'inline: /w ?',
      'm-1: /w /w/Dockerfile',
    ]);
  });

  it('reads the targets that a matrix makes, whose stage is known', () => {
    const hcl = `variable "arch" { default = "none" }
group "default" { targets = ["dev", "same"] }
target "dev" {
  name = "dev-\${arch}-\${item.tag}"
  matrix = { arch = ["amd64", "arm64"], item = [{ tag = "a", dir = "x" }, { tag = "b", dir = "y" }] }
  dockerfile = "\${item.dir}/Dockerfile"
  target = "rel"
  args = { ARCH = arch, OTHER = upper(arch) }
  contexts = { templates = "./templates", from = "target:base-\${arch}" }
}
target "odd" {
  name = "odd-\${upper(x)}"
  matrix = { x = ["p"] }
  context = "odd"
}
target "open" {
  name = "open-\${x}"
  matrix = { x = ["p", "q"] }
  target = upper(x)
}
target "list" {
  name = "list-\${x}"
  matrix = { x = LIST, y = ["1"] }
  target = "rel"
  args = { X = x, Y = y }
}
target "same" {
  name = "same"
  matrix = { x = ["1"] }
  context = "same"
}
target "none" {
  matrix = { x = [] }
}
`;
    const dev = (arch: string, tag: string, dir: string): string =>
      `*dev-${arch}-${tag}: /w /w/${dir}/Dockerfile target rel args ARCH=${arch} contexts templates=/w/templates from=target:base-${arch}`;
    assert.deepEqual(targets(['docker-bake.hcl', hcl]), [
      dev('amd64', 'a', 'x'),
      dev('amd64', 'b', 'y'),
      dev('arm64', 'a', 'x'),
      dev('arm64', 'b', 'y'),
      'odd p: /w/odd /w/odd/Dockerfile',
      'list 1: /w /w/Dockerfile target rel args Y=1',
      '*same: /w/same /w/same/Dockerfile',
    ]);
  });

  it('reads JSON, inheritance in order', () => {
    assert.deepEqual(targets(['docker-bake.json', JSON_TEXT]), [
      '*a: /w/a /w/D target v args A=1 B=true D=${V}',
      'constructor: /w/c /w/D target b args A=2 B=true D=${V}',
      'b: /w /w/Dockerfile target b args A=2',
    ]);
  });

  it('reads keys that are templates, and does without those that it would have to compute', () => {
    const hcl = (key: string): string =>
      `variable "BASE" { default = "node:22" }\ntarget "a" {\n contexts = {\n  lib = "lib"\n  ${key} = "docker-image://x"\n  web = "../web" } }`;
    const read = (key: string): string[] => targets(['docker-bake.hcl', hcl(key)]);
    const others = 'a: /w /w/Dockerfile contexts lib=/w/lib';
    for (const [key, name] of [
      ['"${BASE}"', 'node:22'],
      ['"x/${BASE}"', 'x/node:22'],
      ['"$${BASE}"', '${BASE}'],
    ] as const) {
      assert.deepEqual(read(key), [`${others} ${name}=docker-image://x web=/web`]);
    }
    for (const key of ['"${NONE}"', '"${upper("x")}"', '(BASE)', '(join("", [\n"a"]))']) {
      assert.deepEqual(read(key), [`${others} web=/web`]);
    }
    const json = '{"variable":{"V":{"default":"v"}},"target":{"a":{"args":{"${V}":"1","${W}":"2","B":"3"}}}}';
    assert.deepEqual(targets(['docker-bake.json', json]), ['a: /w /w/Dockerfile args v=1 B=3']);
  });

  it('merges files and knows the target that is called default', () => {
    assert.deepEqual(
      targets(
        ['docker-bake.hcl', 'target "default" { context = "a"\n args = { A = "1", B = "1" } }'],
        ['docker-bake.override.json', '{"target":{"default":{"target":"t","args":{"B":"2"}}}}'],
      ),
      ['*default: /w/a /w/a/Dockerfile target t args A=1 B=2'],
    );
  });

  it('ends on circles, lattices and unclosed things', () => {
    const lattice = Array.from(
      { length: 60 },
      (_, i) => `target "t${i}" { inherits = ["t${i + 1}", "t${i + 1}", "t${i}"] }`,
    );
    assert.equal(targets(['docker-bake.hcl', lattice.join('\n')]).length, 60);
    const unclosed = ['/*', 'target "a" {', '"', '[', '{', 'a = [', '<<A', '${'];
    for (const text of unclosed) {
      targets(['docker-bake.hcl', text.repeat(5000)], ['docker-bake.json', text.repeat(5000)]);
    }
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      ...'target |"a" |{|}|\n|context = |"x"|[|]|,|=|:|${|%{|<<E|E|/*|*/|#|inherits = ["a"]|args = {|null|A|1|(|)|\\|😀'.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), fc.json(), (parts, json) => {
        targets(['docker-bake.hcl', parts.join('')], ['docker-bake.json', json]);
        targets(['docker-bake.json', `{"target":{"a":${json}},"group":${json}}`]);
      }),
    );
  });
});
