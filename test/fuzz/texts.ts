import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { copyBeforeInstallDocs } from '../../server/src/rules/cache/copy-before-install.docs.ts';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';

/** Pieces of Dockerfiles, of which any order is tried. */
const LINES = [
  'FROM node:22 AS build',
  'FROM build',
  'FROM --platform=$BUILDPLATFORM golang AS b2',
  'FROM scratch',
  'ARG A=1',
  'ARG A B=${A:-x}',
  'FROM base-${NONE}',
  'ENV A=$A B="${B#x*}" C=',
  'ENV A=$A$A',
  'ARG A=${A//1/$A$A}',
  'WORKDIR /app',
  'WORKDIR lib/$A',
  'COPY . .',
  'COPY --chown=1:1 --link . /app/',
  'COPY --from=build /a /b',
  'COPY --parents --exclude=*.md **/*.json ./',
  'COPY ["a b", "/c d/"]',
  'COPY $NONE /',
  'COPY <<EOF /x',
  'EOF',
  'ADD --checksum=sha256:x https://example.org/a.tar /',
  'RUN npm ci && npm run build',
  'RUN --mount=type=bind,target=. --mount=type=cache,target=/root/.npm npm ci',
  'RUN <<-"E O"',
  'E O',
  'RUN apt-get update && apt-get install -y curl \\',
  '  # a comment',
  '    git',
  'RUN go build ./... && rm -rf /tmp/*',
  'RUN pip install -r requirements.txt',
  'RUN ["npm", "ci"]',
  'RUN cd /tmp && npm install a; env A=$A yarn add b || true',
  'RUN curl -fsSL https://example.org/k.asc | gpg --dearmor -o /k.gpg && apt-get update',
  'RUN useradd app && chown -R app:app /app && find /app -type f -exec chmod 644 {} +',
  'RUN wget -P /tmp https://example.org/a.tgz',
  'RUN mv /tmp/a.tgz /b && rm -rf /tmp /app/*.md',
  'ONBUILD COPY . .',
  'SHELL ["pwsh", "-c"]',
  'USER node',
  'EXPOSE 80 8080:80/udp $A 1-3',
  'HEALTHCHECK --interval=1s CMD curl localhost',
  'CMD ["node", "a.js"]',
  'ENTRYPOINT exec a $A',
  'VOLUME /app',
  '# strata: ignore=cache',
  '# escape=`',
  '# syntax=docker/dockerfile:1',
  '',
];

/** Characters that mean something somewhere. */
const PIECES = [
  ...'\\`\n\r\t \u00a0\ufeff\0"\'[]{}()<>$&|;=:,-/#*?!~^'.split(''),
  '\r\n',
  '😀',
  '\ud83d',
  '${',
  '$(',
  '<<',
  '\\\n',
  '`\n',
  'EOF',
  '../',
  '**/',
];

const examples = RULES.flatMap((rule) =>
  docsOf(rule).examples.flatMap(({ before, after }) => [before, after]),
);

const recorded = readFileSync(new URL('../truth/parse.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { readonly text: string }).text);

/** What is put somewhere into a text. */
export const piece: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.constantFrom(...LINES).map((line) => `\n${line}\n`),
);

/** A change of a text: something is put in, left out or doubled somewhere. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  kind: fc.constantFrom('insert', 'delete', 'double'),
  piece,
});

/** Texts that are Dockerfiles, nearly so, or not at all. */
export const dockerfile: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: lines() },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.oneof(fc.constantFrom(...recorded, ...examples), lines()),
        fc.array(mutation, { maxLength: 6 }),
      )
      .map(([text, mutations]) => mutations.reduce(mutate, text)),
  },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 200 }).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: repeated() },
);

/** A text and what becomes of it, change by change, as somebody types. */
export const versions: fc.Arbitrary<readonly string[]> = fc
  .tuple(dockerfile, fc.array(mutation, { minLength: 1, maxLength: 5 }))
  .map(([text, mutations]) => {
    const all = [text];
    for (const change of mutations) {
      all.push(mutate(all[all.length - 1] ?? '', change));
    }
    return all;
  });

/** Texts of other formats: what a rule's examples hold, changed here and there. */
export const otherText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      ...copyBeforeInstallDocs.examples.flatMap(({ files }) => Object.values(files)),
      'services:\n  a: &x\n    build: .\n    ports: ["80:80", 22:22]\n  b:\n    <<: *x\n    extends: {service: a}\n',
      'target "a" {\n  context = "."\n  args = { A = "${B}" }\n}\n',
      '{"target":{"a":{"dockerfile":"D"}}}',
      '**/node_modules\n!a/b\n[a-z]?x\n\\#\n',
      '[project]\nname="a"\ndependencies=["b"]\n',
      '<Project><ItemGroup><A Include="b"/></ItemGroup></Project>',
    ),
    fc.array(mutation, { maxLength: 8 }),
  )
  .map(([text, mutations]) => mutations.reduce(mutate, text));

function lines(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.constantFrom(...LINES), { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    )
    .map(([parts, eol, ends]) => parts.join(eol) + (ends ? eol : ''));
}

/** One piece very often: what grows faster than the text shows itself. */
function repeated(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...LINES, ...PIECES),
      fc.integer({ min: 50, max: 2_000 }),
      fc.constantFrom('', '\n', ' '),
    )
    .map(([piece, times, between]) => `FROM a\nENV A=1\n${`${piece}${between}`.repeat(times)}`);
}

function mutate(
  text: string,
  { at, length, kind, piece }: { at: number; length: number; kind: string; piece: string },
): string {
  const start = Math.floor(at * text.length);
  switch (kind) {
    case 'insert':
      return text.slice(0, start) + piece + text.slice(start);
    case 'delete':
      return text.slice(0, start) + text.slice(start + length);
    default:
      return text.slice(0, start + length) + text.slice(start);
  }
}
