import assert from 'node:assert/strict';
import { readCompose } from '../../server/src/context/compose/compose.ts';
import type { ComposeNode } from '../../server/src/context/compose/types.ts';
import { publishEdit } from '../../server/src/ports/publish-edit.ts';
import { applyEdits } from '../support/apply-edits.ts';

/** What the text is after `web` publishes 3000, or why it stays. */
const CASES: readonly (readonly [what: string, before: string, after: string | undefined])[] = [
  [
    'no ports: below build',
    'services:\n  web:\n    build: .\n    restart: always\n',
    'services:\n  web:\n    build: .\n    ports:\n      - "3000:3000"\n    restart: always\n',
  ],
  [
    'a build of several lines with comments of its own',
    'services:\n  web:\n    build:\n      context: . # here\n      # dockerfile: other\n    # what it needs\n    restart: always\n',
    'services:\n  web:\n    build:\n      context: . # here\n      # dockerfile: other\n    ports:\n      - "3000:3000"\n    # what it needs\n    restart: always\n',
  ],
  [
    'the end of the file without a line end',
    'services:\n  web:\n    build: .',
    'services:\n  web:\n    build: .\n    ports:\n      - "3000:3000"',
  ],
  [
    'no build, a block of text at the end',
    'services:\n  web:\n    image: a\n    command: |\n      one\n      two\n\nvolumes: {}\n',
    'services:\n  web:\n    image: a\n    command: |\n      one\n      two\n    ports:\n      - "3000:3000"\n\nvolumes: {}\n',
  ],
  [
    'no build, a value that is null at the end',
    'services:\n  web:\n    image: a\n    tty:\n',
    'services:\n  web:\n    image: a\n    tty:\n    ports:\n      - "3000:3000"\n',
  ],
  [
    'lists that do not stand in, single quotes',
    "services:\n  db:\n    ports:\n    - '5432:5432'\n  web:\n    build: .\n",
    "services:\n  db:\n    ports:\n    - '5432:5432'\n  web:\n    build: .\n    ports:\n    - '3000:3000'\n",
  ],
  [
    'quotes of other texts',
    "services:\n  web:\n    build: .\n    environment:\n        - 'A=b'\n",
    "services:\n  web:\n    build: .\n    ports:\n        - '3000:3000'\n    environment:\n        - 'A=b'\n",
  ],
  [
    'flow lists elsewhere',
    'services:\n  db:\n    ports: ["5432:5432"]\n  web:\n    build: .\n',
    'services:\n  db:\n    ports: ["5432:5432"]\n  web:\n    build: .\n    ports: ["3000:3000"]\n',
  ],
  [
    'four spaces and CRLF',
    'services:\r\n    web:\r\n        build: . # c\r\n        restart: always\r\n',
    'services:\r\n    web:\r\n        build: . # c\r\n        ports:\r\n          - "3000:3000"\r\n        restart: always\r\n',
  ],
  [
    'one more in a list',
    'services:\n  web:\n    build: .\n    ports:\n      -   8443:443 # TLS\n      # - 9229:9229\n    restart: always\n',
    'services:\n  web:\n    build: .\n    ports:\n      -   8443:443 # TLS\n      -   3000:3000\n      # - 9229:9229\n    restart: always\n',
  ],
  [
    'behind the long form',
    'services:\n  web:\n    build: .\n    ports:\n      - target: 443\n        published: "8443"\n    restart: always\n',
    'services:\n  web:\n    build: .\n    ports:\n      - target: 443\n        published: "8443"\n      - "3000:3000"\n    restart: always\n',
  ],
  [
    'an empty list',
    'services:\n  web:\n    build: .\n    ports: []\n',
    'services:\n  web:\n    build: .\n    ports: ["3000:3000"]\n',
  ],
  [
    'a list on several lines in brackets',
    'services:\n  web:\n    build: .\n    ports: [\n      "1:1", # one\n      "2:2",\n    ]\n',
    'services:\n  web:\n    build: .\n    ports: [\n      "1:1", # one\n      "2:2", "3000:3000",\n    ]\n',
  ],
  [
    'ports of nothing',
    'services:\n  web:\n    build: .\n    ports: # none yet\n    restart: always\n',
    'services:\n  web:\n    build: .\n    ports: # none yet\n      - "3000:3000"\n    restart: always\n',
  ],
  [
    'all on one line',
    'services: { web: { build: ., tty: true }, db: { image: a } }\n',
    'services: { web: { build: ., ports: ["3000:3000"], tty: true }, db: { image: a } }\n',
  ],
  [
    'anchors and merge keys of others',
    'x-a: &a\n  tty: true\nservices:\n  db:\n    <<: *a\n  web:\n    build: .\n    environment: &e\n      A: b\n',
    'x-a: &a\n  tty: true\nservices:\n  db:\n    <<: *a\n  web:\n    build: .\n    ports:\n      - "3000:3000"\n    environment: &e\n      A: b\n',
  ],
  ['it is there', 'services:\n  web:\n    build: .\n    ports: ["3000:3000"]\n', undefined],
  ['an anchor', 'services:\n  web: &web\n    build: .\n', undefined],
  ['an alias', 'services:\n  db: &db\n    build: .\n  web: *db\n', undefined],
  ['a merge key', 'x: &x\n  tty: true\nservices:\n  web:\n    <<: *x\n    build: .\n', undefined],
  ['extends', 'services:\n  web:\n    extends: base\n    build: .\n', undefined],
  ['ports of an alias', 'x: &x ["1:1"]\nservices:\n  web:\n    build: .\n    ports: *x\n', undefined],
  ['ports with an anchor', 'services:\n  web:\n    build: .\n    ports: &p\n      - "1:1"\n', undefined],
  ['!reset', 'services:\n  web:\n    build: .\n    ports: !reset []\n', undefined],
  ['!override', 'services:\n  web:\n    build: .\n    ports: !override\n      - "1:1"\n', undefined],
  ['ports as a map', 'services:\n  web:\n    build: .\n    ports:\n      8080: 80\n', undefined],
  ['ports as a text', 'services:\n  web:\n    build: .\n    ports: "8080:80"\n', undefined],
  ['ports twice', 'services:\n  web:\n    build: .\n    ports: []\n    ports: []\n', undefined],
  ['the service twice', 'services:\n  web:\n    build: .\n  web:\n    build: .\n', undefined],
  ['another service', 'services:\n  api:\n    build: .\n', undefined],
  ['several documents', 'services:\n  web:\n    build: .\n---\nservices: {}\n', undefined],
  ['no YAML', 'services:\n  web:\n    build: "x\n', undefined],
  ['tabs', 'services:\n\tweb:\n\t\tbuild: .\n', undefined],
  ['an item that is missing', 'services:\n  web:\n    build: .\n    ports:\n      -\n', undefined],
  ['nothing', '', undefined],
];

describe('publishing a port in a Compose file', () => {
  for (const [what, before, after] of CASES) {
    it(what, () => {
      const edit = publishEdit(before, 'web', '3000:3000');
      assert.equal(edit && applyEdits(before, [edit]), after);
      if (edit !== undefined) {
        const read = plain(before);
        const ports = [...(read.get('web')?.ports ?? []), '3000:3000'];
        assert.deepEqual(plain(applyEdits(before, [edit])), read.set('web', { ...rest(read), ports }));
      }
    });
  }

  it('quotes what YAML 1.1 reads as a number to the base of 60', () => {
    const text = 'services:\n  web:\n    build: .\n    ports:\n      - 8080:80\n';
    const edit = publishEdit(text, 'web', '2222:22');
    assert.equal(edit?.newText, '\n      - "2222:22"');
  });

  it('refuses what is no mapping', () => {
    for (const mapping of ['', '80"', 'a b', '80:80\n']) {
      assert.equal(publishEdit('services:\n  web:\n    build: .\n', 'web', mapping), undefined);
    }
  });

  it('changes nothing but one line in any cut of a file, and throws at none', () => {
    const text = CASES.map(([, before]) => before).join('# more\n');
    for (let from = 0; from < text.length; from += 7) {
      const cut = text.slice(from, from + 150);
      const edit = publishEdit(cut, 'web', '3000:3000');
      if (edit !== undefined) {
        assert.deepEqual(
          plain(applyEdits(cut, [edit]))
            .get('web')
            ?.ports.slice(-1),
          ['3000:3000'],
          cut,
        );
      }
    }
  });
});

interface PlainService {
  readonly ports: readonly unknown[];
  readonly others: unknown;
}

function rest(services: ReadonlyMap<string, PlainService>): Pick<PlainService, 'others'> {
  return { others: services.get('web')?.others };
}

/** The services as Compose's reader has them, without places. */
function plain(text: string): Map<string, PlainService> {
  const { services } = readCompose({ files: ['/p/compose.yaml'], text: () => text });
  return new Map(
    [...services].map(([name, { ports, node }]) => {
      const others = [...node.entries].filter(([key]) => key !== 'ports');
      return [
        name,
        { ports: ports.map(valueOf), others: others.map(([key, { value }]) => [key, valueOf(value)]) },
      ];
    }),
  );
}

function valueOf(node: ComposeNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'list':
      return node.items.map(valueOf);
    case 'map':
      return [...node.entries].map(([key, { value }]) => [key, valueOf(value)]);
    case 'reset':
      return 'reset';
  }
}
