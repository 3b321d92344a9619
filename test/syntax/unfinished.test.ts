import assert from 'node:assert/strict';
import { parse } from '../../server/src/syntax/parse.ts';
import { isUnfinished } from '../../server/src/syntax/unfinished.ts';

/** Of the text's instructions, those that somebody is still writing. */
function unfinished(text: string): string[] {
  const file = parse(text);
  return file.instructions.flatMap((one) => (isUnfinished(file, one) ? [one.text] : []));
}

const BEING_WRITTEN = [
  'R',
  'RU',
  'healthch',
  'FROM',
  'RUN',
  'RUN \\',
  'run',
  'RUN a \\',
  'RUN a \\\n\n# b\n',
  'RUN a \\\n && b \\\n',
  'RUN --mount',
  'RUN --mount=type=bind,source=',
  'RUN <<EOF',
  'RUN <<EOF\na\n',
  'COPY <<A <<B /x\na\nA\nb',
  'RUN echo "a',
  "RUN echo 'a b",
  'RUN a &&',
  'RUN a && ',
  'RUN a |',
  'RUN (',
  'RUN [ "a", ',
  'CMD',
  'CMD [',
  'CMD ["a", "b',
  'CMD ["a", "b"',
  'HEALTHCHECK',
  'HEALTHCHECK --interval=5s',
  'HEALTHCHECK CMD',
  'HEALTHCHECK CMD [ "a"',
  'COPY',
  'COPY a',
  'COPY --from=bu',
  'ADD https://x.y/z',
  'ENV',
  'ENV COMM',
  'ENV A=1 B',
  'ENV A="b',
  'LABEL a="b c',
  'ARG',
  'EXPOSE',
  'VOLUME',
  'VOLUME ["/a"',
  'USER',
  'WORKDIR',
  'STOPSIGNAL',
  'ONBUILD',
  'ONBUILD RUN',
  'ONBUILD COPY a',
  'RUN a \\\n\nCOPY . .',
];

const WHOLE = [
  'FROM a',
  'RUN a',
  'RUN a \\\n  b',
  'RUN a \\\\',
  'RUN <<EOF\na\nEOF',
  'RUN <<-EOF\na\n\tEOF\n',
  "RUN a # don't",
  "RUN a \\\n # don't\n && b",
  'RUN echo "$(echo "it\'s")"',
  "RUN echo 'a \\\n  b'",
  'RUN [ -f a ] && b',
  'RUN [[ -f a ]]',
  'RUN a &',
  'RUN if a; then b; fi',
  'CMD []',
  'CMD [""]',
  "CMD ['a', 'b']",
  'CMD a',
  'HEALTHCHECK NONE',
  'HEALTHCHECK CMD a',
  'COPY a b',
  'COPY [a-z]* b/',
  'COPY ["a", "b"]',
  'COPY <<A /x\na\nA',
  'ENV A=',
  'ENV A b',
  'ENV A="b c"',
  "ENV A=it\\'s",
  'LABEL "a"="b"',
  'ARG A',
  "MAINTAINER O'Neil",
  'EXPOSE $PORT',
  'ONBUILD RUN a',
  'ONBUILD COPY . .',
  // Nobody can know what these will be.
  'RUN2',
  'RU a',
  'INCLUDE',
];

describe('an instruction that is being written', () => {
  for (const text of BEING_WRITTEN) {
    it(`is ${JSON.stringify(text)}`, () => {
      assert.equal(unfinished(text).length, 1);
    });
  }

  for (const text of WHOLE) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.deepEqual(unfinished(text), []);
    });
  }

  it('ends with the escape character of the file', () => {
    assert.deepEqual(unfinished('# escape=`\nFROM a\nRUN b \\'), []);
    assert.deepEqual(unfinished('# escape=`\nFROM a\nRUN b `\n'), ['RUN b `']);
  });

  it('hands nothing on to those around it', () => {
    assert.deepEqual(unfinished('FROM a\nRUN <<EOF\nb\nRUN c\nENV D\nCMD ["e"]\n'), [
      'RUN <<EOF\nb',
      'ENV D',
    ]);
  });
});
