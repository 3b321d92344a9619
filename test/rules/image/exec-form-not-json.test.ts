import { execFormNotJson } from '../../../server/src/rules/image/exec-form-not-json.ts';
import assert from 'node:assert/strict';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

/** An instruction in an image: what the message says, and what the fix makes of the instruction. */
function repaired(line: string, says: string, after: string): RuleCase {
  return { ...reported(line, says), fix: ['review', `FROM a\n${after}\n`] };
}

/** An instruction whose words can only be guessed. */
function reported(line: string, says: string): RuleCase {
  return { id: line, dockerfile: `FROM a\n${line}\n`, reports: [says], fix: 'none' };
}

function silent(line: string): RuleCase {
  return { id: `silent: ${line}`, dockerfile: `FROM a\n${line}\n` };
}

checkRuleCases(execFormNotJson, [
  repaired(
    "CMD ['npm', 'start']",
    'BuildKit takes this `CMD` for shell form, not exec form, since JSON wants double quotes, not single ones: the shell looks for a program called `[npm,`, and the container ends at once. Write `["npm", "start"]`.',
    'CMD ["npm", "start"]',
  ),
  repaired('CMD ["npm", "start",]', 'no comma behind the last string', 'CMD ["npm", "start"]'),
  repaired('CMD ["npm", "start", ]', 'no comma behind the last string', 'CMD ["npm", "start"]'),
  repaired('CMD [ "npm", "start", ]', '`[` is its test command', 'CMD [ "npm", "start" ]'),
  repaired('CMD ["npm" "start"]', 'a comma is missing behind `"npm"`', 'CMD ["npm", "start"]'),
  repaired('CMD [ "npm" "start" ]', 'a comma is missing', 'CMD [ "npm", "start" ]'),
  repaired(
    'CMD ["npm", "start"] # comment',
    'a comment can only stand on a line of its own',
    '# comment\nCMD ["npm", "start"]',
  ),
  repaired('  CMD ["npm"] # comment', 'Put the comment above it.', '  # comment\n  CMD ["npm"]'),
  repaired('CMD [] # nothing', 'a comment', '# nothing\nCMD []'),
  repaired('ENTRYPOINT [“node”]', 'JSON wants straight double quotes', 'ENTRYPOINT ["node"]'),
  repaired('ENTRYPOINT ["node", ‘a b’]', 'not those of `‘a b’`', 'ENTRYPOINT ["node", "a b"]'),
  repaired('CMD ["npm",\u00A0"start"]', 'the blank U+00A0', 'CMD ["npm", "start"]'),
  repaired('CMD [npm, start]', 'JSON wants `npm` in double quotes', 'CMD ["npm", "start"]'),
  repaired('CMD [npm start]', 'a program called `[npm`,', 'CMD ["npm", "start"]'),
  repaired('CMD [npm]', 'a program called `[npm]`', 'CMD ["npm"]'),
  repaired(
    'CMD ["serve", 80]',
    'BuildKit refuses this `CMD`, since JSON wants `80` in double quotes: the build fails.',
    'CMD ["serve", "80"]',
  ),
  repaired('CMD [serve, 80]', 'for shell form', 'CMD ["serve", "80"]'),
  repaired(
    'CMD ["C:\\App\\nginx.exe", "C:\\\\x"]',
    'the backslash of `\\A` doubled',
    'CMD ["C:\\\\App\\\\nginx.exe", "C:\\\\x"]',
  ),
  repaired('CMD ["grep", "\\d+\\.x"]', 'doubled', 'CMD ["grep", "\\\\d+\\\\.x"]'),
  repaired("CMD ['sh', '-c', 'echo \"hi\"']", 'not single ones', 'CMD ["sh", "-c", "echo \\"hi\\""]'),
  repaired(
    "VOLUME ['/app/data', '/app/logs']",
    'BuildKit reads this `VOLUME` as plain words, not as a list, since JSON wants double quotes, not single ones: every container gets volumes at `[/app/data,` and `/app/logs]`.',
    'VOLUME ["/app/data", "/app/logs"]',
  ),
  repaired('VOLUME [/data]', 'gets a volume at `[/data]`', 'VOLUME ["/data"]'),
  repaired('VOLUME ["/data"] # x', 'volumes at `[/data]`, `#` and `x`', '# x\nVOLUME ["/data"]'),
  repaired('VOLUME [$DATA]', 'volume at `[$DATA]`', 'VOLUME ["$DATA"]'),
  repaired("COPY ['a b', 'c']", 'count as parts of the paths, and the build fails', 'COPY ["a b", "c"]'),
  repaired("COPY ['a','b']", 'the build fails', 'COPY ["a","b"]'),
  repaired("COPY --from=b ['a', 'c']", 'this `COPY`', 'COPY --from=b ["a", "c"]'),
  repaired('ADD ["a", "b",]', 'this `ADD`', 'ADD ["a", "b"]'),
  repaired(
    "HEALTHCHECK --interval=3s CMD ['curl', 'a']",
    'a program called `[curl,`, and every check fails',
    'HEALTHCHECK --interval=3s CMD ["curl", "a"]',
  ),
  repaired(
    "RUN --mount=type=cache,target=/x ['npm', 'ci']",
    'a program called `[npm,`, and the build fails',
    'RUN --mount=type=cache,target=/x ["npm", "ci"]',
  ),
  repaired("SHELL ['/bin/bash', '-c']", 'BuildKit refuses this `SHELL`', 'SHELL ["/bin/bash", "-c"]'),
  repaired("ONBUILD CMD ['npm']", 'takes this `ONBUILD CMD` for shell form', 'ONBUILD CMD ["npm"]'),
  repaired('ONBUILD RUN ["npm", "ci",]', 'every build `FROM` this image fails', 'ONBUILD RUN ["npm", "ci"]'),
  repaired('CMD ["node", "$APP",]', 'no comma', 'CMD ["node", "$APP"]'),
  repaired("CMD [node, \\\n # about\n 'a' \\\n]", '`node`', 'CMD ["node", \\\n # about\n "a" \\\n]'),
  repaired('CMD ["npm" \\\n  "start",\\\n]  # x', 'missing', '# x\nCMD ["npm", \\\n  "start"\\\n]'),

  reported('CMD ["--info"]^', '`^` stands behind the closing bracket'),
  reported('COPY ["a", "b"] /x', '`/x` stands behind'),
  reported('CMD ["npm", "start"] && x', 'Take `&& x` away, or write it without brackets.'),
  reported('CMD [node, $APP]', 'JSON wants `node` in double quotes'),
  reported("CMD ['a\\b']", 'not single ones'),
  reported('CMD ["echo", "\\$X"]', 'the backslash of `\\$`'),
  reported('CMD ["echo", "\\033[0m\\n"]', 'Double the backslashes that are to stay.'),
  reported('VOLUME ["C:\\data"]', 'Write the paths with slashes.'),
  reported('CMD ["a",, "b"]', 'Take the comma away.'),
  reported('CMD ["a"b]', 'a comma is missing behind `"a"`'),
  reported('CMD ["a" + "b"]', 'missing'),
  reported('CMD ["a", # x \\\n "b"]', 'JSON wants `#` in double quotes'),
  reported('CMD ["a",] # x \\\n y', 'no comma'),

  silent('CMD ["npm", "start"]'),
  silent('CMD npm start'),
  silent('CMD []'),
  silent('RUN [ "$X" = "y" ] || false'),
  silent('RUN [ "${FAIL}" == "0" ] || false'),
  silent('RUN ["$X" == "y"] || false'),
  silent('RUN [ "$(find /data -type f | wc -l | xargs)" == "2" ]'),
  silent('RUN [[ -f x ]] && y'),
  silent('RUN [ -d /x ]'),
  silent('RUN [ "-f" "/x" ]'),
  silent("RUN [ 'x' = 'y' ]"),
  silent('RUN [ "$X" ] && y'),
  silent('RUN [ $X ] && y'),
  silent('RUN [ ! -e /x ] || rm /x'),
  silent('RUN [ "$A" -gt 5 ]'),
  silent('HEALTHCHECK CMD [ -e /tmp/.lock ] || exit 1'),
  silent('RUN [ -n "$(echo a, b)" ]'),
  silent("RUN [Environment]::SetEnvironmentVariable('a', 'b')"),
  silent('RUN [Net.X]::Y = [Net.Z]::T'),
  silent('COPY [a-z]*.txt /x'),
  silent('COPY [abc] /x'),
  silent('COPY [ab]'),
  silent('CMD [{{ command }}]'),
  silent('CMD ["npm", {{ command }}]'),
  silent('CMD ["npm"]{{ end }}'),
  silent('HEALTHCHECK NONE'),
  silent('LABEL a=[b]'),
  silent('RUN <<EOF\n[npm, start]\nEOF'),

  silent('CMD ['),
  silent('CMD ["npm'),
  silent('CMD ["npm"'),
  silent("CMD ['npm', 'sta"),
  silent('CMD ["npm", \'sta]'),
  silent('CMD [“npm", "sta'),

  {
    id: 'a file with carriage returns keeps them',
    dockerfile: 'FROM a\r\nCMD ["npm",\\\r\n  \'start\'] # x\r\n',
    reports: ['not single ones'],
    fix: ['review', 'FROM a\r\n# x\r\nCMD ["npm",\\\r\n  "start"]\r\n'],
  },
  {
    id: 'the arguments of an ENTRYPOINT',
    dockerfile: "FROM a\nENTRYPOINT [\"npm\"]\nCMD ['a', 'b']\n",
    reports: ['`ENTRYPOINT` is handed `/bin/sh -c` and this text in place of its words'],
    fix: ['review', 'FROM a\nENTRYPOINT ["npm"]\nCMD ["a", "b"]\n'],
  },
  {
    id: 'the arguments of an ENTRYPOINT, with another shell',
    dockerfile: 'FROM a\nSHELL ["/bin/bash", "-c"]\nENTRYPOINT ["npm"]\nCMD [\'a\']\n',
    reports: ['`ENTRYPOINT` is handed `/bin/bash -c` and this text'],
  },
  {
    id: 'what stands behind it may make up for a RUN that fails',
    dockerfile: 'FROM a\nRUN ["apt-get", "update"] || true\n',
    reports: ['a program called `[apt-get,`, and finds none. Take `|| true` away'],
  },
  {
    id: 'the shell of Windows',
    dockerfile: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS b\nFROM b\nCMD ["C:\\App.exe"]\n',
    reports: ['the shell is given the text as it stands'],
    fix: [
      'review',
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS b\nFROM b\nCMD ["C:\\\\App.exe"]\n',
    ],
  },
  {
    id: 'backslashes that COPY expands stay as they are where they escape nothing',
    dockerfile: '# escape=`\nFROM a\nVOLUME ["C:\\data"]\n',
    reports: ['doubled'],
    fix: ['review', '# escape=`\nFROM a\nVOLUME ["C:\\\\data"]\n'],
  },
  {
    id: 'the classic builder reads it in the same way',
    dockerfile: "FROM a\nCMD ['a']\n",
    builder: 'classic',
    reports: ['The classic builder takes this'],
  },
  {
    id: 'silent: another one takes its place',
    dockerfile: 'FROM a\nCMD [\'a\']\nCMD ["b"]\n',
  },
  {
    id: 'one that breaks the build is told all the same',
    dockerfile: 'FROM a\nCMD ["a", 1]\nCMD ["b"]\n',
    reports: ['refuses'],
  },
  { id: 'silent: above the first FROM', dockerfile: "CMD ['a']\nFROM a\n" },
]);

describe('image/exec-form-not-json: how much it weighs', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["FROM a AS b\nCMD ['x']\nFROM c\nCOPY --from=b /x /x\n", 'information'],
    ["FROM a AS b\nRUN ['x']\nFROM c\nCOPY --from=b /x /x\n", undefined],
    ["FROM a AS b\nSHELL ['x']\nFROM c\nCOPY --from=b /x /x\n", undefined],
    ['FROM a AS b\nCMD ["x", 1]\nFROM c\nCOPY --from=b /x /x\n', undefined],
    ["FROM a AS b\nCMD ['x']\nFROM b\n", undefined],
  ];
  for (const [dockerfile, severity] of cases) {
    it(`${severity ?? 'as the rule does'}: ${JSON.stringify(dockerfile)}`, () => {
      const facts = { model: buildModel(parse(dockerfile)), context: undefined };
      const severities = execFormNotJson.check(facts).map((finding) => finding.severity);
      assert.deepEqual(severities, [severity]);
    });
  }
});
