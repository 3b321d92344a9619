import { execFormVariable } from '../../../server/src/rules/image/exec-form-variable.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

/** What the message says of the last instruction, and what its fix makes of that. */
function reported(line: string, says: string, after: string | undefined, image = 'python:3.13'): RuleCase {
  return {
    id: line,
    dockerfile: `FROM ${image}\n${line}\n`,
    reports: [says],
    fix: after === undefined ? 'none' : ['review', `FROM ${image}\n${after}\n`],
  };
}

function silent(line: string, image = 'python:3.13'): RuleCase {
  return { id: `silent: ${line} (${image})`, dockerfile: `FROM ${image}\n${line}\n` };
}

checkRuleCases(execFormVariable, [
  reported(
    'CMD ["gunicorn", "-w", "4", "app:app", "--bind", "0.0.0.0:$PORT"]',
    'No shell reads this `CMD` (line 2), which is an array: gunicorn gets `0.0.0.0:$PORT` as it stands. Start it with `sh -c` and `exec`.',
    'CMD ["sh", "-c", "exec gunicorn -w 4 app:app --bind 0.0.0.0:$PORT"]',
  ),
  reported(
    'CMD ["uvicorn", "a:b", "--host", "${HOST}", "--port", "${PORT:-8000}"]',
    'uvicorn gets `${HOST}` and `${PORT:-8000}` as they stand',
    'CMD ["sh", "-c", "exec uvicorn a:b --host ${HOST} --port ${PORT:-8000}"]',
  ),
  reported(
    'CMD [ "npm", "--prefix", "services/${SERVICE}", "start" ]',
    'npm gets `services/${SERVICE}` as it stands',
    'CMD [ "sh", "-c", "exec npm --prefix services/${SERVICE} start" ]',
    'node:22',
  ),
  reported(
    'CMD ["yarn", "run", "start:$STAGE"]',
    'yarn gets',
    'CMD ["sh", "-c", "exec yarn run start:$STAGE"]',
  ),
  reported(
    'CMD ["python", "$HOME_OF/train.py", "--name", "a b"]',
    'python gets `$HOME_OF/train.py` as it stands',
    'CMD ["sh", "-c", "exec python $HOME_OF/train.py --name \'a b\'"]',
  ),
  reported(
    'CMD ["python", "manage.py", "runserver", "0.0.0.0:$PORT"]',
    'python gets `0.0.0.0:$PORT`',
    'CMD ["sh", "-c", "exec python manage.py runserver 0.0.0.0:$PORT"]',
  ),
  reported(
    'CMD ["python", "-m", "flask", "run", "--port=$PORT"]',
    'python gets `--port=$PORT`',
    'CMD ["sh", "-c", "exec python -m flask run --port=$PORT"]',
  ),
  reported(
    'CMD ["bundle", "exec", "puma", "-p", "$PORT"]',
    'bundle gets `$PORT`',
    'CMD ["sh", "-c", "exec bundle exec puma -p $PORT"]',
    'ruby:3.4',
  ),
  reported(
    'CMD ["bin/rails", "server", "-p", "$PORT"]',
    'rails gets `$PORT`',
    'CMD ["sh", "-c", "exec bin/rails server -p $PORT"]',
    'ruby:3.4',
  ),
  reported(
    'CMD ["node", "--max-old-space-size=$MEMORY", "a.js"]',
    'node gets `--max-old-space-size=$MEMORY`',
    'CMD ["sh", "-c", "exec node --max-old-space-size=$MEMORY a.js"]',
    'node:22',
  ),
  reported(
    'CMD ["php", "-S", "0.0.0.0:$PORT", "-t", "public"]',
    'php gets `0.0.0.0:$PORT`',
    'CMD ["sh", "-c", "exec php -S 0.0.0.0:$PORT -t public"]',
    'php:8.4-cli',
  ),
  reported(
    'ENTRYPOINT ["java", "$JAVA_OPTS", "-jar", "app.jar", "--server.port=${PORT}"]',
    'java gets `$JAVA_OPTS` as it stands',
    'ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar app.jar --server.port=${PORT} \\"$@\\"", "sh"]',
    'eclipse-temurin:21',
  ),
  reported(
    'ENTRYPOINT ["java", "-Xmx${MEMORY}", "-Da=${B}", "-Dc=$D", "-jar", "/${JAR}"]',
    'java gets `-Xmx${MEMORY}`, `-Dc=$D` and `/${JAR}` as they stand',
    'ENTRYPOINT ["sh", "-c", "exec java -Xmx${MEMORY} -Da=${B} -Dc=$D -jar /${JAR} \\"$@\\"", "sh"]',
    'eclipse-temurin:21',
  ),
  reported(
    'ENTRYPOINT ["dotnet", "App.dll", "--urls", "http://0.0.0.0:$PORT"]',
    'dotnet gets `http://0.0.0.0:$PORT`',
    undefined,
    'mcr.microsoft.com/dotnet/aspnet:9.0',
  ),
  reported(
    'ENTRYPOINT ["tini", "--", "gunicorn", "--bind", ":$PORT", "a:b"]',
    'gunicorn gets `:$PORT`',
    'ENTRYPOINT ["tini", "--", "sh", "-c", "exec gunicorn --bind :$PORT a:b \\"$@\\"", "sh"]',
  ),
  reported(
    'CMD ["$PROGRAM", "serve"]',
    'the container looks for a program called `$PROGRAM`, and ends at once',
    'CMD ["sh", "-c", "exec $PROGRAM serve"]',
  ),
  reported(
    'ENTRYPOINT ["${FOLDER}/server"]',
    'a program called `${FOLDER}/server`',
    'ENTRYPOINT ["sh", "-c", "exec ${FOLDER}/server \\"$@\\"", "sh"]',
  ),
  reported('CMD ["flask", "run", "-p", "$PORT", "it\'s"]', 'flask gets `$PORT`', undefined),
  {
    id: 'an init above it',
    dockerfile:
      'FROM python:3\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["gunicorn", "--bind=:$PORT", "a:b"]\n',
    reports: ['this `CMD` (line 3), which is an array: gunicorn gets `--bind=:$PORT`'],
    fix: [
      'review',
      'FROM python:3\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["sh", "-c", "exec gunicorn --bind=:$PORT a:b"]\n',
    ],
  },
  {
    id: 'words for an ENTRYPOINT, in an image that is not known',
    dockerfile: 'FROM acme/x\nENTRYPOINT ["gunicorn", "a:b"]\nCMD ["--bind", ":$PORT"]\n',
    reports: ['this `CMD` (line 3), which is an array: gunicorn gets `:$PORT`'],
    fix: 'none',
  },
  {
    id: 'both, each by itself',
    dockerfile: 'FROM python:3\nENTRYPOINT ["gunicorn", "$APP"]\nCMD ["--bind", ":$PORT"]\n',
    reports: ['this `ENTRYPOINT` (line 2)', 'this `CMD` (line 3)'],
  },
  {
    id: 'over several lines, in a stage that the final one is built from',
    dockerfile:
      'FROM python:3 AS base\nCMD ["gunicorn", \\\n  "--bind", ":$PORT", \\\n  "a:b"]\nFROM base\nCOPY . .\n',
    reports: ['this `CMD` (line 2)'],
    fix: [
      'review',
      'FROM python:3 AS base\nCMD ["sh", "-c", "exec gunicorn --bind :$PORT a:b"]\nFROM base\nCOPY . .\n',
    ],
  },
  {
    id: 'a comment between the words stays',
    dockerfile: 'FROM python:3\nCMD ["gunicorn", \\\n  # all\n  "--bind", ":$PORT"]\n',
    reports: ['gunicorn gets'],
    fix: 'none',
  },
  ...[
    'CMD ["sh", "-c", "gunicorn --bind 0.0.0.0:$PORT a:b"]',
    'CMD gunicorn --bind 0.0.0.0:$PORT a:b',
    'CMD ["/bin/bash", "-c", "$RUN"]',
    'CMD ["/entrypoint.sh", "$PORT"]',
    'CMD ["./server", "--port", "$PORT"]',
    'CMD ["node", "server.js", "$PORT"]',
    'CMD ["node", "-e", "console.log(`${x}`)"]',
    'CMD ["node", "-p", "$x"]',
    'CMD ["python", "-c", "$CODE"]',
    'CMD ["python", "app.py", "--port", "$PORT"]',
    'CMD ["npm", "start", "--", "--port", "$PORT"]',
    'CMD ["npm", "run", "serve", "--", "$PORT"]',
    'CMD ["npx", "serve", "-l", "$PORT"]',
    'CMD ["cross-env", "A=$B", "node", "$C"]',
    'CMD ["conda", "run", "-n", "a", "gunicorn", ":$PORT"]',
    'CMD ["java", "-jar", "a.jar", "--server.port=${PORT}"]',
    'CMD ["java", "-Dserver.port=${PORT}", "-jar", "a.jar"]',
    'CMD ["gunicorn", "--access-logformat", "%(h)s $x"]',
    'CMD ["gunicorn", "a:b", "-k", "^x$"]',
    'CMD ["gunicorn", "\'$PORT\'"]',
    'CMD ["gunicorn", "\\\\$PORT"]',
    'CMD ["gunicorn", "$1"]',
    'CMD ["gunicorn", "$(PORT)"]',
    'CMD ["nginx", "-g", "daemon off; user $U;"]',
    'RUN ["gunicorn", "$PORT"]',
    "CMD ['gunicorn', '$PORT']",
  ].map((line) => silent(line)),
  silent('CMD ["gunicorn", ":$PORT"]', 'acme/python'),
  silent('CMD ["gunicorn", ":$PORT"]', '$BASE'),
  silent('CMD ["python", "$X"]', 'gcr.io/distroless/python3'),
  silent('CMD ["node", "%X%", "$X"]', 'mcr.microsoft.com/windows/nanoserver'),
  silent('WORKDIR C:\\\\app\nCMD ["gunicorn", ":$PORT"]'),
  {
    id: 'silent: a script above it may replace them',
    dockerfile: 'FROM python:3\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["gunicorn", "--bind", ":$PORT"]\n',
  },
  {
    id: 'silent: an ENTRYPOINT in shell form gets nothing of it',
    dockerfile: 'FROM python:3\nENTRYPOINT exec gunicorn\nCMD ["--bind", ":$PORT"]\n',
  },
  {
    id: 'silent: a later one takes its place',
    dockerfile: 'FROM python:3\nCMD ["gunicorn", ":$PORT"]\nCMD ["python"]\n',
  },
  {
    id: 'silent: a stage that is not shipped',
    dockerfile: 'FROM python:3 AS a\nCMD ["gunicorn", ":$PORT"]\nFROM python:3\nCOPY --from=a /a /a\n',
  },
  {
    id: 'silent: a template',
    dockerfile: 'FROM python:3\nCOPY ${project.name}.jar /\nCMD ["java", "-jar", "$X"]\n',
  },
]);
