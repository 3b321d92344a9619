import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { hoverAt } from '../../server/src/insights/hover.ts';

/** The hover at the first place where `at` stands. */
function hover(text: string, at: string): string {
  return hoverAt(analyze({ text }), text.indexOf(at), (line) => `#L${line}`)?.markdown ?? '';
}

const TWO_STAGES = `FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN go build

FROM scratch
ENV A=b
COPY --from=build /src/app /app
EXPOSE 8080:80 53/udp
LABEL x=y
ENTRYPOINT ["/app"]
`;

interface HoverCase {
  readonly text: string;
  readonly at: string;
  readonly says: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

const CASES: readonly HoverCase[] = [
  {
    text: TWO_STAGES,
    at: 'FROM golang',
    says: [/Other stages copy from this/, /Read by stage 1 \(\[line 6\]\(#L6\)\)/],
  },
  {
    text: TWO_STAGES,
    at: 'FROM scratch',
    says: [/the image that the build produces/, /starts empty and adds 1 layer/],
  },
  { text: TWO_STAGES, at: 'WORKDIR', says: [/empty when the directory exists/, /2 steps below run again/] },
  {
    text: TWO_STAGES,
    at: 'COPY . .',
    says: [/contents, not the directory/, /not its time stamp/, /1 step below runs again/],
  },
  { text: TWO_STAGES, at: 'RUN', says: [/even if it changed nothing/, /\[line 3\]\(#L3\)/, /Nothing below/] },
  { text: TWO_STAGES, at: 'COPY --from', says: [/from stage `build`/], never: [/dockerignore/] },
  {
    text: TWO_STAGES,
    at: 'EXPOSE',
    says: [/publishes nothing/, /docker run -p 80:80 -p 53:53\/udp IMAGE/, /BuildKit drops the rest/],
  },
  { text: TWO_STAGES, at: 'LABEL', says: [/no layer, 0 bytes/, /rebuilds no layer/] },
  { text: TWO_STAGES, at: 'ENV', says: [/not a place for secrets/, /No `RUN` comes after it/] },
  {
    text: 'FROM a\nEXPOSE 80\nFROM b',
    at: 'EXPOSE',
    says: [/not part of the final image/],
    never: [/docker run -p/],
  },
  { text: 'FROM a\nRUN --mount=type=cache,target=/c x', at: 'RUN', says: [/`\/c` is a cache mount/] },
  { text: 'FROM a\nCOPY --link --chmod=755 a b', at: 'COPY', says: [/`--chmod` switches `--link` off/] },
  { text: 'RUN x', at: 'RUN', says: [/before the first `FROM`/] },
  {
    text: 'FROM [x](http://y) AS <b>',
    at: 'FROM',
    says: [/stage `<b>`/, /`\[x\]\(http:\/\/y\)`/],
    never: [/[^`]<b>|[^`]\[x\]/],
  },
];

describe('hover', () => {
  for (const { text, at, says, never = [] } of CASES) {
    it(`${at} in ${JSON.stringify(text.slice(0, 30))}`, () => {
      const markdown = hover(text, at);
      for (const pattern of says) {
        assert.match(markdown, pattern);
      }
      for (const pattern of never) {
        assert.doesNotMatch(markdown, pattern);
      }
    });
  }

  it('is nothing between instructions', () => {
    assert.equal(hoverAt(analyze({ text: TWO_STAGES }), TWO_STAGES.indexOf('\n\nFROM') + 1), undefined);
  });
});
