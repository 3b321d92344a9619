import type { RuleDocs } from '../types.ts';

/** The page of `image/exec-form-not-json`. */
export const execFormNotJsonDocs: RuleDocs = {
  whatItDoes:
    'Reports `CMD`, `ENTRYPOINT`, `RUN`, `HEALTHCHECK CMD`, `SHELL`, `VOLUME`, `COPY` and `ADD`, also behind `ONBUILD`, whose words stand in brackets that are not a JSON array of strings: single or typographic quotes, words without quotes, a comma too many or too few, a backslash that JSON wants doubled, a no-break space, a comment or anything else behind the bracket.',
  whyItMatters:
    "BuildKit tells exec form from shell form by trying to read JSON. Where that fails, the build goes on, and says at most that JSON is recommended: the text goes to a shell, which looks for a program called `[npm,`. The build of a `CMD`, `ENTRYPOINT` or `HEALTHCHECK` succeeds, and the container ends at once or counts as unhealthy; a `RUN` fails. `VOLUME` takes the pieces for paths, so that there are volumes called `[/data,`, and the data lands in none of them; `COPY` and `ADD` find no such files. `SHELL`, and an array that is JSON but holds a number, make BuildKit refuse the file. A comment, too, breaks the array, since a Dockerfile's comments stand on lines of their own.",
  examples: [
    {
      title: 'Single quotes',
      files: {},
      before: "FROM node:22\nWORKDIR /app\nCMD ['npm', 'start']\n",
      after: 'FROM node:22\nWORKDIR /app\nCMD ["npm", "start"]\n',
      fix: 'Use double quotes (review: the container then runs npm)',
    },
    {
      title: 'A comment behind it',
      files: {},
      before: 'FROM node:22\nCMD ["serve", "-l", "5173"]  # the port of the preview\n',
      after: 'FROM node:22\n# the port of the preview\nCMD ["serve", "-l", "5173"]\n',
      fix: 'Move the comment to a line of its own (review: the container then runs serve)',
    },
    {
      title: 'A missing comma',
      files: {},
      before: 'FROM python:3.13\nENTRYPOINT ["python" "-m", "http.server"]\n',
      after: 'FROM python:3.13\nENTRYPOINT ["python", "-m", "http.server"]\n',
      fix: 'Set the missing comma (review: the container then runs python)',
    },
    {
      title: 'Volumes with brackets in their names',
      files: {},
      before: "FROM alpine:3.22\nVOLUME ['/app/data', '/app/logs']\n",
      after: 'FROM alpine:3.22\nVOLUME ["/app/data", "/app/logs"]\n',
      fix: 'Use double quotes (review: the volumes are then /app/data and /app/logs)',
    },
    {
      title: 'A path of Windows',
      files: {},
      before: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ["C:\\ServiceMonitor.exe", "w3svc"]\n',
      after:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ["C:\\\\ServiceMonitor.exe", "w3svc"]\n',
      fix: 'Double the backslashes (review: the container then runs C:\\ServiceMonitor.exe)',
    },
    {
      title: 'A variable: exec form has no shell that replaces it, so it is reported, for you to rewrite',
      files: {},
      before: 'FROM node:22\nENV APP=server.js\nCMD [node, $APP]\n',
      after: 'FROM node:22\nENV APP=server.js\nCMD exec node $APP\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'For review: the image then runs, or declares, what was meant, which it does not today. The result is read again and has to be a JSON array of the words that were written. Only quotes, commas, blanks and backslashes change, and a comment moves to the line above. There is no fix where the words can only be guessed: text behind the bracket, a variable without quotes, backslashes between single quotes or in front of `$` and quotes.',
  staysSilent:
    'Silent for the shell\'s own brackets: tests such as `[ -f x ]`, `[ "$A" = b ] || exit 1` and `[[ … ]]`, types of PowerShell (`[Environment]::…`), and for wildcards of `COPY` such as `[a-z]*.txt`. Silent while an array is being written: until its bracket and its quotes are closed, and in an editor until somebody writes elsewhere or saves. Silent for a `CMD`, `ENTRYPOINT` or `HEALTHCHECK` that a later one of the stage replaces. In stages that are not part of the final image, what only says something about the container is reported as information.',
};
