import type { RuleDocs } from '../types.ts';

/** The page of `image/exec-form-variable`. */
export const execFormVariableDocs: RuleDocs = {
  whatItDoes:
    'Reports a `CMD` or `ENTRYPOINT` of the final image that is an array and holds a variable which nothing replaces: `CMD ["gunicorn", "--bind", "0.0.0.0:$PORT", "app:app"]`, `ENTRYPOINT ["java", "$JAVA_OPTS", "-jar", "app.jar"]`, `CMD ["npm", "run", "start:$STAGE"]`.',
  whyItMatters:
    'An array is started without a shell, and neither the build nor Docker replaces variables in it: the program gets `$PORT` itself. gunicorn then says that `$PORT` is not a valid port number, java looks for a class called `$JAVA_OPTS`, and the container ends at once. `ENV PORT=8000` changes nothing of it.',
  examples: [
    {
      title: 'A port for gunicorn',
      files: { 'app.py': '' },
      before:
        'FROM python:3.13\nWORKDIR /app\nCOPY app.py .\nENV PORT=8000\nCMD ["gunicorn", "--bind", "0.0.0.0:$PORT", "app:app"]\n',
      after:
        'FROM python:3.13\nWORKDIR /app\nCOPY app.py .\nENV PORT=8000\nCMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT app:app"]\n',
      fix: 'that replaces $PORT',
    },
    {
      title: 'Options of the JVM, with words behind them',
      files: { 'app.jar': '' },
      before:
        'FROM eclipse-temurin:21\nCOPY app.jar /\nENTRYPOINT ["java", "$JAVA_OPTS", "-jar", "/app.jar"]\nCMD ["--debug"]\n',
      after:
        'FROM eclipse-temurin:21\nCOPY app.jar /\nENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar /app.jar \\"$@\\"", "sh"]\nCMD ["--debug"]\n',
      fix: 'that replaces $JAVA_OPTS',
    },
  ],
  fixSafety:
    'Always for review: the values decide what starts. A shell replaces the variables and puts the program in its own place (`exec`), so that signals reach it as before; an `ENTRYPOINT` hands on what `CMD` and `docker run` add. There is none where the image may have no shell, where `CMD` only brings words for an `ENTRYPOINT`, and for words that would need escapes.',
  staysSilent:
    'Silent for programs that are not known to take their words as they are: shells (`["sh", "-c", "…"]`), scripts such as `/entrypoint.sh`, wrappers that replace variables (`cross-env`, `dotenv`, `conda run`), unknown programs, and those of an image whose `ENTRYPOINT` is not known. Silent for what a script of Node.js, Python or Ruby gets, and what stands behind the name of a package script, for `${…}` in properties of Java and behind its archive, which Spring replaces, for code, patterns and text in quotes, in images of Windows, in stages that are not part of the final image, and for instructions that a later one replaces.',
};
