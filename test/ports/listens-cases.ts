import { aspnet } from './aspnet.ts';

/** A Dockerfile's last lines (or all of it, where it has a FROM) and what its program listens on. */
export interface ListenCase {
  /** The instructions behind `FROM python:3.12`, or a whole Dockerfile. */
  readonly dockerfile: string;
  /** Files of the build context. */
  readonly files?: Readonly<Record<string, string>>;
  /** `port host` of each listener, sorted; `?` for an unknown part. `unknown` where nothing is known. */
  readonly listens: string;
  /** What the edit that opens a loopback listener makes of the text that it changes. */
  readonly opened?: string;
}

const NODE = 'FROM node:22\nWORKDIR /app\nCOPY . .\n';

const scripts = (all: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({ scripts: all }),
});

const webpack = (version: string, dev: string): Readonly<Record<'package.json', string>> => ({
  'package.json': JSON.stringify({ scripts: { dev }, devDependencies: { 'webpack-dev-server': version } }),
});

const SDK_PROJECT = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>';

const PROGRAM = 'var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n';

/** The project in a folder, which nothing of its own makes listen elsewhere. */
const project = (folder = ''): Readonly<Record<string, string>> => ({
  [`${folder}App.csproj`]: SDK_PROJECT,
  [`${folder}Program.cs`]: PROGRAM,
});

const kestrel = (...urls: readonly string[]): string =>
  JSON.stringify({
    Kestrel: { Endpoints: Object.fromEntries(urls.map((Url, index) => [`E${index}`, { Url }])) },
  });

const appsettings = (
  text: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  ...project(),
  'appsettings.json': text,
  ...more,
});

/** Flags and defaults as domain.md 5.3 has them. */
export const LISTEN_CASES: readonly ListenCase[] = [
  // Flask
  { dockerfile: 'CMD flask run', listens: '5000 loopback', opened: 'CMD flask run --host=0.0.0.0' },
  {
    dockerfile: 'CMD ["flask", "run"]',
    listens: '5000 loopback',
    opened: 'CMD ["flask", "run", "--host=0.0.0.0"]',
  },
  { dockerfile: 'CMD ["flask", "--app", "hello", "run", "--port", "8080"]', listens: '8080 loopback' },
  { dockerfile: 'CMD ["flask", "run", "--host=0.0.0.0"]', listens: '5000 all' },
  { dockerfile: 'CMD flask run -h 0.0.0.0 -p 80', listens: '80 all' },
  { dockerfile: 'ENV FLASK_RUN_HOST=0.0.0.0 FLASK_RUN_PORT=8000\nCMD ["flask", "run"]', listens: '8000 all' },
  {
    dockerfile: 'ENV FLASK_RUN_HOST=127.0.0.1\nCMD ["flask", "run"]',
    listens: '5000 loopback',
    opened: 'ENV FLASK_RUN_HOST=0.0.0.0\nCMD ["flask", "run"]',
  },
  {
    dockerfile: 'CMD ["flask", "run", "--host", "localhost"]',
    listens: '5000 loopback',
    opened: 'CMD ["flask", "run", "--host", "0.0.0.0"]',
  },
  { dockerfile: 'CMD ["python", "-m", "flask", "run", "-p", "80"]', listens: '80 loopback' },
  { dockerfile: 'CMD ["python3", "-u", "-m", "flask", "run", "--host", "::"]', listens: '5000 all' },
  { dockerfile: 'ENTRYPOINT ["flask"]\nCMD ["run"]', listens: '5000 loopback' },
  { dockerfile: 'CMD ["flask", "db", "upgrade"]', listens: 'unknown' },
  { dockerfile: 'CMD ["flask", "run", "$OPTS"]', listens: '5000 loopback' },
  { dockerfile: 'CMD flask run $OPTS', listens: 'unknown' },
  { dockerfile: 'CMD flask run --debug $FLASK_ARGS', listens: 'unknown' },
  {
    dockerfile: 'COPY . .\nCMD ["flask", "run"]',
    files: { '.flaskenv': 'FLASK_RUN_HOST=0.0.0.0\n' },
    listens: 'unknown',
  },
  {
    dockerfile: 'COPY . .\nCMD ["flask", "run"]',
    files: { '.flaskenv': 'FLASK_APP=hello\n' },
    listens: '5000 loopback',
  },
  { dockerfile: 'FROM registry.example.org/base\nCMD ["flask", "run"]', listens: 'unknown' },
  { dockerfile: 'FROM registry.example.org/base\nCMD ["flask", "run", "--port=80"]', listens: '80 ?' },

  // uvicorn and FastAPI
  {
    dockerfile: 'CMD ["uvicorn", "main:app"]',
    listens: '8000 loopback',
    opened: 'CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]',
  },
  { dockerfile: 'CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "80"]', listens: '80 all' },
  { dockerfile: 'CMD uvicorn main:app --host=127.0.0.1 --port=80', listens: '80 loopback' },
  { dockerfile: 'CMD uvicorn main:app --uds /tmp/app.sock', listens: 'unknown' },
  { dockerfile: 'CMD uvicorn main:app --host 0.0.0.0 --port $PORT', listens: '? all' },
  { dockerfile: 'ENV PORT=9000\nCMD uvicorn main:app --host 0.0.0.0 --port $PORT', listens: '9000 all' },
  { dockerfile: 'CMD uvicorn main:app --host 0.0.0.0 --port ${PORT:-8080}', listens: '8080 all' },
  { dockerfile: 'CMD exec uvicorn main:app --host "0.0.0.0" --port "${PORT:-8080}"', listens: '8080 all' },
  { dockerfile: 'CMD ["sh", "-c", "uvicorn main:app --host 0.0.0.0 --port 81"]', listens: '81 all' },
  {
    dockerfile: 'CMD ["sh", "-c", "uvicorn main:app --port 81"]',
    listens: '81 loopback',
    opened: 'CMD ["sh", "-c", "uvicorn main:app --port 81 --host 0.0.0.0"]',
  },
  { dockerfile: 'CMD alembic upgrade head && uvicorn main:app --host 0.0.0.0', listens: '8000 all' },
  ...[
    'service nginx start && gunicorn -b 127.0.0.1:8000 a:b',
    'nginx && gunicorn a:b',
    "nginx -g 'daemon on;' && gunicorn a:b",
    'nginx -c /t.conf; gunicorn a:b',
    'nginx -t && nginx && gunicorn a:b',
    '["sh", "-c", "nginx && uvicorn a:b --port 8000"]',
    '["sh", "-c", "sh -c \'nginx\' && uvicorn a:b --port 8000"]',
    'caddy start && npx next start -p 3000',
    'redis-server --daemonize yes && uvicorn a:b',
    'apachectl start && uvicorn a:b',
    '/usr/sbin/httpd -k start && uvicorn a:b',
    'php-fpm -D && uvicorn a:b',
    'php-fpm8.2 --daemonize && uvicorn a:b',
    'supervisord -c /etc/s.conf && uvicorn a:b',
    '/etc/init.d/apache2 start && uvicorn a:b',
    'systemctl start nginx && uvicorn a:b',
    'sudo -E service nginx start && uvicorn a:b',
    'env A=1 nginx && uvicorn a:b',
    'gunicorn -D -b :80 a:b && uvicorn a:b',
    'python -m gunicorn --daemon -b :80 a:b && uvicorn a:b',
    'mongod --fork --logpath /l && uvicorn a:b',
    'npx pm2 start a.js && uvicorn a:b',
    './start-nginx.sh && uvicorn a:b',
    'sh /start-nginx.sh && uvicorn a:b',
    'start-stop-daemon --start --background --exec /app/x && uvicorn a:b',
    "su -c 'service nginx start' && uvicorn a:b",
    'cd /app && export A=1 && nginx && uvicorn a:b',
  ].map((command) => ({ dockerfile: `CMD ${command}`, listens: 'unknown' })),
  ...[
    'python manage.py migrate && gunicorn a:b',
    'nginx -t && gunicorn a:b',
    'service nginx stop; gunicorn a:b',
    'redis-cli ping && gunicorn a:b',
    'sh -c "echo nginx" && gunicorn a:b',
    'caddy validate && gunicorn a:b',
    'npm run build && gunicorn a:b',
    './prestart.sh && gunicorn a:b',
    './wait-for-redis.sh && gunicorn a:b',
  ].map((command) => ({ dockerfile: `CMD ${command}`, listens: '8000 loopback' })),
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'nginx && next start -p 81' }),
    listens: 'unknown',
  },
  { dockerfile: 'CMD uvicorn a:app & uvicorn b:app', listens: 'unknown' },
  { dockerfile: 'CMD uvicorn a:app | tee log', listens: 'unknown' },
  { dockerfile: 'CMD ["fastapi", "run", "main.py"]', listens: '8000 all' },
  { dockerfile: 'CMD ["fastapi", "dev", "main.py"]', listens: '8000 loopback' },
  { dockerfile: 'CMD ["fastapi", "run", "main.py", "--port", "80"]', listens: '80 all' },
  { dockerfile: 'ENV PORT=80\nCMD ["fastapi", "run", "main.py"]', listens: '? all' },
  { dockerfile: 'CMD ["tini", "--", "uvicorn", "main:app", "--port", "80"]', listens: '80 loopback' },
  {
    dockerfile: 'ENTRYPOINT ["dumb-init", "--"]\nCMD ["uvicorn", "m:app", "--port", "80"]',
    listens: '80 loopback',
  },
  {
    dockerfile: 'ENTRYPOINT ["/usr/bin/tini", "-g", "--"]\nCMD uvicorn m:app --port 80',
    listens: '80 loopback',
  },
  { dockerfile: 'CMD ["gosu", "app", "uvicorn", "m:app", "--port", "80"]', listens: '80 loopback' },
  { dockerfile: 'CMD ["poetry", "run", "uvicorn", "m:app", "--host", "0.0.0.0"]', listens: '8000 all' },
  {
    dockerfile: 'CMD ["uv", "run", "--no-dev", "uvicorn", "m:app", "--host", "0.0.0.0"]',
    listens: '8000 all',
  },
  { dockerfile: 'CMD ["uv", "run", "--env-file", ".env", "uvicorn", "m:app"]', listens: 'unknown' },
  { dockerfile: 'ENTRYPOINT ["./docker-entrypoint.sh"]\nCMD ["uvicorn", "m:app"]', listens: 'unknown' },
  { dockerfile: 'ENTRYPOINT ["sh", "start.sh"]', listens: 'unknown' },
  { dockerfile: 'CMD env UVICORN_PORT=81 uvicorn m:app', listens: '81 loopback' },
  { dockerfile: 'CMD UVICORN_PORT=81 nice -n 5 uvicorn m:app', listens: '81 loopback' },

  // gunicorn, hypercorn, Daphne, Django
  {
    dockerfile: 'CMD ["gunicorn", "app:app"]',
    listens: '8000 loopback',
    opened: 'CMD ["gunicorn", "app:app", "-b", "0.0.0.0:8000"]',
  },
  { dockerfile: 'ENV PORT=8080\nCMD ["gunicorn", "app:app"]', listens: '8080 all' },
  { dockerfile: 'CMD ["gunicorn", "--bind", ":8000", "app:app"]', listens: '8000 all' },
  { dockerfile: 'CMD ["gunicorn", "-b0.0.0.0:80", "app:app"]', listens: '80 all' },
  {
    dockerfile: 'CMD ["gunicorn", "-b", "127.0.0.1:8000", "app:app"]',
    listens: '8000 loopback',
    opened: 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]',
  },
  {
    dockerfile: 'CMD ["gunicorn", "-b", "0.0.0.0:80", "-b", "[::1]:81", "app:app"]',
    listens: '80 all, 81 loopback',
  },
  { dockerfile: 'CMD ["gunicorn", "-b", "unix:/run/app.sock", "app:app"]', listens: 'unknown' },
  { dockerfile: 'CMD gunicorn --bind 0.0.0.0:$PORT app:app', listens: 'unknown' },
  { dockerfile: 'CMD gunicorn --bind 0.0.0.0:${PORT:-5000} app:app', listens: '5000 all' },
  { dockerfile: 'ENV GUNICORN_CMD_ARGS="--bind=0.0.0.0"\nCMD ["gunicorn", "app:app"]', listens: '8000 all' },
  {
    dockerfile: 'ENV GUNICORN_CMD_ARGS="-b 127.0.0.1:9000 --workers=2"\nCMD ["gunicorn", "app:app"]',
    listens: '9000 loopback',
    opened: 'ENV GUNICORN_CMD_ARGS="-b 0.0.0.0:9000 --workers=2"\nCMD ["gunicorn", "app:app"]',
  },
  {
    dockerfile: 'ENV GUNICORN_CMD_ARGS="--bind :9000"\nCMD ["gunicorn", "-b", ":80", "app:app"]',
    listens: '80 all',
  },
  { dockerfile: 'ENV GUNICORN_CMD_ARGS="--workers 2"\nCMD ["gunicorn", "a:b"]', listens: '8000 loopback' },
  { dockerfile: 'ENV GUNICORN_CMD_ARGS="-c x.py -b :80"\nCMD ["gunicorn", "a:b"]', listens: 'unknown' },
  // uWSGI
  { dockerfile: 'CMD ["uwsgi", "--http", ":8000", "--module", "app"]', listens: '8000 all' },
  {
    dockerfile: 'CMD ["uwsgi", "--http-socket=127.0.0.1:80", "--socket", "/run/app.sock"]',
    listens: '80 loopback',
    opened: 'CMD ["uwsgi", "--http-socket=0.0.0.0:80", "--socket", "/run/app.sock"]',
  },
  { dockerfile: 'CMD uwsgi --https :443,/a.crt,/a.key -s :3031', listens: '3031 all, 443 all' },
  { dockerfile: 'CMD ["uwsgi", "--socket", "/run/app.sock"]', listens: 'unknown' },
  { dockerfile: 'CMD ["uwsgi", "--http", ":80", "--yaml", "a.yml"]', listens: 'unknown' },
  { dockerfile: 'ENV UWSGI_HTTP=:90\nCMD ["uwsgi", "--http", ":80"]', listens: 'unknown' },
  ...['["uwsgi", "--ini", "uwsgi.ini"]', 'uwsgi ./uwsgi.ini', '["uwsgi", "-i", "/srv/uwsgi.ini"]'].map(
    (command) => ({
      dockerfile: `WORKDIR /srv\nCOPY . .\nCMD ${command}`,
      files: { 'uwsgi.ini': '[uwsgi]\nmodule = app\n# http = :1\nhttp-socket = :9090\nsocket=/run/a.sock\n' },
      listens: '9090 all',
    }),
  ),
  ...[
    '[uwsgi]\nhttp = :$(PORT)\n',
    '[uwsgi]\nini = other.ini\nhttp = :80\n',
    '[uwsgi]\nhttp = :80\n[prod]\nhttp = :81\n',
    '[uwsgi]\nif-env = PORT\nhttp = :%(_)\nendif =\nhttp = :80\n',
  ].map((text) => ({
    dockerfile: 'WORKDIR /srv\nCOPY . .\nCMD ["uwsgi", "--ini", "uwsgi.ini"]',
    files: { 'uwsgi.ini': text },
    listens: 'unknown',
  })),
  {
    dockerfile: 'WORKDIR /srv\nCOPY . .\nCMD ["gunicorn", "app:app"]',
    files: { 'gunicorn.conf.py': '# settings\nbind = "127.0.0.1:9000"\nworkers = 2\n' },
    listens: '9000 loopback',
    opened: '# settings\nbind = "0.0.0.0:9000"\nworkers = 2\n',
  },
  {
    dockerfile: 'WORKDIR /srv\nCOPY . .\nCMD ["gunicorn", "-c", "conf/gunicorn.py", "app:app"]',
    files: { 'conf/gunicorn.py': "bind = '0.0.0.0:9000'\n" },
    listens: '9000 all',
  },
  {
    dockerfile: 'COPY . .\nCMD ["gunicorn", "app:app"]',
    files: { 'gunicorn.conf.py': 'import os\nbind = f"0.0.0.0:{os.environ[1]}"\n' },
    listens: 'unknown',
  },
  { dockerfile: 'CMD ["gunicorn", "-c", "missing.py", "app:app"]', listens: 'unknown' },
  { dockerfile: 'CMD ["hypercorn", "app:app"]', listens: '8000 loopback' },
  { dockerfile: 'CMD ["hypercorn", "app:app", "--bind", "0.0.0.0:80"]', listens: '80 all' },
  { dockerfile: 'CMD ["daphne", "app.asgi:application"]', listens: '8000 loopback' },
  {
    dockerfile: 'CMD ["daphne", "-b", "0.0.0.0", "-p", "8001", "app.asgi:application"]',
    listens: '8001 all',
  },
  {
    dockerfile: 'CMD ["python", "manage.py", "runserver"]',
    listens: '8000 loopback',
    opened: 'CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]',
  },
  {
    dockerfile: 'CMD python manage.py runserver 8080',
    listens: '8080 loopback',
    opened: 'CMD python manage.py runserver 0.0.0.0:8080',
  },
  { dockerfile: 'CMD python manage.py runserver 0:8080', listens: '8080 all' },
  {
    dockerfile: 'ENTRYPOINT ["python3"]\nCMD ["manage.py", "runserver", "0.0.0.0:8000"]',
    listens: '8000 all',
  },
  {
    dockerfile: 'CMD python manage.py migrate; python manage.py runserver 127.0.0.1:80',
    listens: '80 loopback',
  },
  { dockerfile: 'CMD ["python", "-m", "http.server"]', listens: '8000 all' },
  { dockerfile: 'CMD ["python", "-m", "http.server", "-b", "127.0.0.1", "81"]', listens: '81 loopback' },
  { dockerfile: 'CMD ["streamlit", "run", "app.py"]', listens: '8501 all' },
  { dockerfile: 'CMD ["streamlit", "run", "app.py", "--server.port=80"]', listens: '80 all' },
  { dockerfile: 'CMD ["jupyter", "lab", "--allow-root"]', listens: '8888 loopback' },
  { dockerfile: 'CMD ["jupyter", "lab", "--ip=0.0.0.0"]', listens: '8888 all' },
  { dockerfile: 'CMD ["python", "app.py"]', listens: 'unknown' },
  { dockerfile: 'CMD ["celery", "-A", "app", "worker"]', listens: 'unknown' },

  // JavaScript
  {
    dockerfile: `${NODE}CMD ["npx", "vite"]`,
    listens: '5173 loopback',
    opened: `${NODE}CMD ["npx", "vite", "--host=0.0.0.0"]`,
  },
  { dockerfile: `${NODE}CMD ["npx", "vite", "--host"]`, listens: '5173 all' },
  { dockerfile: `${NODE}CMD ["npx", "vite", "preview", "--port", "80"]`, listens: '80 loopback' },
  { dockerfile: `${NODE}CMD ["node", "./node_modules/.bin/vite", "--host", "0.0.0.0"]`, listens: '5173 all' },
  {
    dockerfile: `${NODE}CMD ["npx", "vite"]`,
    files: { 'vite.config.ts': 'export default { server: { host: true } }\n' },
    listens: 'unknown',
  },
  {
    dockerfile: `${NODE}CMD ["npx", "vite"]`,
    files: { 'vite.config.ts': 'export default { plugins: [react()] }\n' },
    listens: '5173 loopback',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "run", "dev"]`,
    files: scripts({ dev: 'vite' }),
    listens: '5173 loopback',
    opened: '{"scripts":{"dev":"vite --host=0.0.0.0"}}',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "run", "dev", "--", "--host", "127.0.0.1"]`,
    files: scripts({ dev: 'vite' }),
    listens: '5173 loopback',
    opened: `${NODE}CMD ["npm", "run", "dev", "--", "--host", "0.0.0.0"]`,
  },
  {
    dockerfile: `${NODE}CMD ["yarn", "dev", "--host"]`,
    files: scripts({ dev: 'vite' }),
    listens: '5173 all',
  },
  { dockerfile: `${NODE}CMD pnpm dev`, files: scripts({ dev: 'vite --host' }), listens: '5173 all' },
  { dockerfile: `${NODE}CMD ["pnpm", "exec", "vite", "--host"]`, listens: '5173 all' },
  {
    dockerfile: 'FROM oven/bun:1\nCOPY . .\nCMD ["bun", "run", "dev"]',
    files: scripts({ dev: 'vite --port 81 --host' }),
    listens: '81 all',
  },
  { dockerfile: `${NODE}CMD ["npm", "start"]`, files: scripts({ start: 'next start' }), listens: '3000 all' },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'next start -p 8080' }),
    listens: '8080 all',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'PORT=81 next start' }),
    listens: '81 all',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'cross-env PORT=81 next start' }),
    listens: '81 all',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'dotenv -- next start' }),
    listens: '? all',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'npm run serve', serve: 'next start' }),
    listens: 'unknown',
  },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'concurrently "vite" "tsc -w"' }),
    listens: 'unknown',
  },
  { dockerfile: `${NODE}CMD ["npm", "start"]`, listens: 'unknown' },
  {
    dockerfile: `${NODE}CMD ["npm", "start"]`,
    files: scripts({ start: 'react-scripts start' }),
    listens: '3000 all',
  },
  {
    dockerfile: `${NODE}ENV HOST=127.0.0.1\nCMD ["npm", "start"]`,
    files: scripts({ start: 'react-scripts start' }),
    listens: '3000 loopback',
  },
  { dockerfile: `${NODE}CMD ["npx", "ng", "serve"]`, listens: '4200 loopback' },
  { dockerfile: `${NODE}CMD ["npx", "ng", "serve", "--host", "0.0.0.0"]`, listens: '4200 all' },
  { dockerfile: `${NODE}CMD ["npx", "webpack", "serve"]`, listens: '8080 ?' },
  ...['webpack serve', 'webpack-dev-server --inline'].map((dev) => ({
    dockerfile: `${NODE}CMD ["npm", "run", "dev"]`,
    files: webpack('^3.11.0', dev),
    listens: '8080 loopback',
    opened: webpack('^3.11.0', `${dev} --host=0.0.0.0`)['package.json'],
  })),
  ...['^4.15.0', '>=3', '3 || 4', 'latest'].map((version) => ({
    dockerfile: `${NODE}CMD ["npm", "run", "dev"]`,
    files: webpack(version, 'webpack serve'),
    listens: '8080 ?',
  })),
  {
    dockerfile: `${NODE}CMD ["npm", "run", "dev"]`,
    files: {
      ...webpack('~3.11.0', 'webpack serve'),
      'webpack.config.js': "module.exports = require('./b');",
    },
    listens: '8080 ?',
  },
  {
    dockerfile: `${NODE}RUN npm i webpack-dev-server@4\nCMD ["npm", "run", "dev"]`,
    files: webpack('3.11.0', 'webpack serve'),
    listens: '8080 ?',
  },
  { dockerfile: `${NODE}CMD ["npx", "astro", "dev"]`, listens: '4321 loopback' },
  { dockerfile: `${NODE}CMD ["npx", "nuxt", "dev", "--host", "0.0.0.0"]`, listens: '3000 all' },
  { dockerfile: `${NODE}CMD ["npx", "gatsby", "develop", "-H", "0.0.0.0"]`, listens: '8000 all' },
  { dockerfile: `${NODE}CMD ["npx", "http-server", "-p", "81"]`, listens: '81 all' },
  { dockerfile: `${NODE}CMD ["npx", "serve", "-s", "dist", "-l", "81"]`, listens: '81 all' },
  { dockerfile: `${NODE}CMD ["npx", "serve", "dist"]`, listens: '3000 all' },
  { dockerfile: `${NODE}ENV PORT=3000\nCMD ["node", "server.js"]`, listens: '3000 ?' },
  { dockerfile: `${NODE}CMD ["node", "server.js"]`, listens: 'unknown' },
  ...[
    'app.listen(process.env.PORT || 8080)',
    "app.listen(process.env['PORT'])",
    'const { HOST, PORT = 3000 } = process.env;',
    'listen(Bun.env?.PORT)',
  ].flatMap((text) =>
    ['server.js', 'server', './server.js', '/app/server.js'].map((entry) => ({
      dockerfile: `${NODE}ENV PORT=3000\nCMD ["node", "--enable-source-maps", "${entry}"]`,
      files: { 'server.js': text },
      listens: '3000 ?',
    })),
  ),
  ...[
    'app.listen(8080)',
    'const PORT = 8080;\napp.listen(PORT);',
    "require('./app');",
    'process.env.PORTAL',
  ].map((text) => ({
    dockerfile: `${NODE}ENV PORT=3000\nCMD ["node", "server.js"]`,
    files: { 'server.js': text },
    listens: 'unknown',
  })),
  {
    dockerfile: `${NODE}RUN sed -i s/a/b/ server.js\nENV PORT=3000\nCMD ["node", "server.js"]`,
    files: { 'server.js': 'app.listen(8080)' },
    listens: '3000 ?',
  },
  { dockerfile: `${NODE}ARG P=3000\nENV PORT=$P\nCMD ["node", "server.js"]`, listens: 'unknown' },
  { dockerfile: `${NODE}CMD ["nodemon", "server.js"]`, listens: 'unknown' },
  { dockerfile: 'FROM denoland/deno:2\nCMD ["deno", "serve", "--port", "81", "main.ts"]', listens: '81 all' },
  {
    dockerfile:
      'FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nFROM node:22\nWORKDIR /app\nCOPY --from=build /src ./\nCMD ["npm", "start"]',
    files: scripts({ start: 'next start -p 81' }),
    listens: '81 all',
  },
  {
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY web/package.json ./\nCMD ["npm", "start"]',
    files: {
      'web/package.json': '{"scripts":{"start":"next start -p 82"}}',
      ...scripts({ start: 'next start -p 81' }),
    },
    listens: '82 all',
  },
  {
    dockerfile: 'FROM node:22\nCOPY . /app\nCMD cd /app && npm start',
    files: scripts({ start: 'next start -p 81' }),
    listens: '81 all',
  },
  {
    dockerfile: `${NODE}CMD ["honcho", "start", "web"]`,
    files: { Procfile: 'web: next start -p 83\nworker: node worker.js\n' },
    listens: '83 all',
  },

  // Ruby, PHP, .NET, Java, static sites
  {
    dockerfile: 'FROM ruby:3\nCMD ["rails", "s"]',
    listens: '3000 loopback',
    opened: 'FROM ruby:3\nCMD ["rails", "s", "-b", "0.0.0.0"]',
  },
  { dockerfile: 'FROM ruby:3\nCMD ["bin/rails", "server", "-b", "0.0.0.0"]', listens: '3000 all' },
  { dockerfile: 'FROM ruby:3\nENV RAILS_ENV=production\nCMD ["./bin/rails", "server"]', listens: '3000 all' },
  { dockerfile: 'FROM ruby:3\nCMD ["bundle", "exec", "rails", "s", "-p", "81"]', listens: '81 loopback' },
  ...[
    'port ENV.fetch("PORT") { 3000 }',
    'port ENV.fetch("PORT", 3000) # not 80',
    'port ENV["PORT"] || 3000',
  ].map((text) => ({
    dockerfile: 'FROM ruby:3\nCOPY . .\nCMD ["rails", "s"]',
    files: { 'config/puma.rb': `${text}\nenvironment ENV.fetch("RAILS_ENV")\n` },
    listens: '3000 loopback',
  })),
  ...[
    'port ENV.fetch("PORT") { 4000 }',
    'port ENV.fetch("PORT", 80)',
    'port(4000)',
    'port ENV.fetch("PORT", 3000), "0.0.0.0"',
    'ssl_bind "0.0.0.0", "3001"',
  ].map((text) => ({
    dockerfile: 'FROM ruby:3\nCOPY . .\nCMD ["rails", "s"]',
    files: { 'config/puma.rb': `threads 5, 5\n${text}\n` },
    listens: 'unknown',
  })),
  {
    dockerfile: 'FROM ruby:3\nCOPY . .\nENV RAILS_ENV=production\nCMD ["rails", "s"]',
    files: { 'config/puma/production.rb': 'port 4000\n' },
    listens: 'unknown',
  },
  {
    dockerfile: 'FROM ruby:3\nCMD ["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:9292"]',
    listens: '9292 all',
  },
  { dockerfile: 'FROM ruby:3\nCMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]', listens: 'unknown' },
  { dockerfile: 'FROM ruby:3\nCMD ["bundle", "exec", "jekyll", "serve"]', listens: '4000 loopback' },
  {
    dockerfile: 'FROM php:8\nCMD ["php", "-S", "localhost:81"]',
    listens: '81 loopback',
    opened: 'FROM php:8\nCMD ["php", "-S", "0.0.0.0:81"]',
  },
  { dockerfile: 'FROM php:8\nCMD php -S 0.0.0.0:80 -t public', listens: '80 all' },
  {
    dockerfile: 'FROM php:8\nCMD php artisan serve',
    listens: '8000 loopback',
    opened: 'FROM php:8\nCMD php artisan serve --host=0.0.0.0',
  },
  { dockerfile: 'FROM php:8-apache', listens: 'unknown' },
  { dockerfile: 'FROM debian:12\nCMD ["hugo", "server", "--bind", "0.0.0.0"]', listens: '1313 all' },
  {
    dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENTRYPOINT ["dotnet", "a.dll"]',
    listens: '8080 all',
  },
  {
    dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine\nENTRYPOINT ["dotnet", "a.dll"]',
    listens: '80 all',
  },
  {
    dockerfile:
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENV ASPNETCORE_URLS=http://+:81;http://localhost:82\nENTRYPOINT ["dotnet", "a.dll"]',
    listens: '81 all, 82 loopback',
  },
  {
    dockerfile:
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENV ASPNETCORE_HTTP_PORTS=5000\nENTRYPOINT ["dotnet", "a.dll"]',
    listens: '5000 all',
  },
  { dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENTRYPOINT ["./app"]', listens: 'unknown' },

  // Settings of ASP.NET: Kestrel over addresses over variables over what the image sets
  { dockerfile: aspnet(), files: project(), listens: '8080 all' },
  {
    dockerfile: aspnet(),
    files: appsettings('{ "Logging": { "Urls": "http://*:1" } }'),
    listens: '8080 all',
  },
  { dockerfile: aspnet(), files: appsettings(kestrel('http://*:81')), listens: '81 all' },
  {
    dockerfile: aspnet(),
    files: appsettings(kestrel('http://+:81', 'https://*', 'http://[::]:82')),
    listens: '443 all, 81 all, 82 all',
  },
  {
    dockerfile: aspnet(),
    files: appsettings('{"Kestrel":{"EndpointDefaults":{"Protocols":"Http2"},"Limits":{}}}'),
    listens: '8080 all',
  },
  {
    dockerfile: aspnet(),
    files: appsettings('\ufeff{\n  // The port\n  "urls": "http://0.0.0.0:81;http://localhost:82",\n}\n'),
    listens: '81 all, 82 loopback',
    opened: '\ufeff{\n  // The port\n  "urls": "http://0.0.0.0:81;http://0.0.0.0:82",\n}\n',
  },
  {
    dockerfile: aspnet(),
    files: appsettings('{"kestrel:endpoints:Http:url":"http://*:81"}'),
    listens: '81 all',
  },
  { dockerfile: aspnet(), files: appsettings('{"HTTP_PORTS": 81}'), listens: '81 all' },
  { dockerfile: aspnet(), files: appsettings('{"Urls":"","HTTPS_PORTS":"443"}'), listens: 'unknown' },
  ...['{"Urls":"http://*:#{Port}#"}', '{"Urls":["http://*:81"]}', '{"Urls":"http://unix:/run/a.sock"}'].map(
    (text) => ({ dockerfile: aspnet(), files: appsettings(text), listens: 'unknown' }),
  ),
  {
    dockerfile: aspnet('ENV ASPNETCORE_URLS=http://+:82'),
    files: appsettings('{"Urls":"http://*:81"}'),
    listens: '81 all',
  },
  {
    dockerfile: aspnet('ENV URLS=http://+:82'),
    files: appsettings('{"Urls":"http://*:81"}'),
    listens: '82 all',
  },
  {
    dockerfile: aspnet('ENV ASPNETCORE_URLS=http://+:82 URLS=http://+:82'),
    files: appsettings(kestrel('http://*:81')),
    listens: '81 all',
  },
  {
    dockerfile: aspnet('ENV Kestrel__Endpoints__E0__Url=http://*:82'),
    files: appsettings(kestrel('http://*:81')),
    listens: 'unknown',
  },
  {
    dockerfile: aspnet('ENV ASPNETCORE_Kestrel__Certificates__Default__Path=/a.pfx'),
    files: project(),
    listens: '8080 all',
  },

  // appsettings of the environment, and those that the image has by itself
  {
    dockerfile: aspnet(),
    files: appsettings('{"Urls":"http://*:81"}', { 'appsettings.Production.json': '{"urls":"http://*:82"}' }),
    listens: '82 all',
  },
  {
    dockerfile: aspnet(),
    files: appsettings('{}', { 'appsettings.Development.json': '{"Urls":"http://*:82"}' }),
    listens: '8080 all',
  },
  {
    dockerfile: aspnet('ENV ASPNETCORE_ENVIRONMENT=Development'),
    files: appsettings('{}', { 'appsettings.Development.json': '{"Urls":"http://*:82"}' }),
    listens: '82 all',
  },
  {
    dockerfile: aspnet('ARG ENVIRONMENT=Staging', 'ENV ASPNETCORE_ENVIRONMENT=$ENVIRONMENT'),
    files: appsettings('{"Urls":"http://*:81"}'),
    listens: 'unknown',
  },
  {
    dockerfile: aspnet('COPY docker.json ./appsettings.Production.json'),
    files: appsettings('{}', { 'docker.json': '{"Urls":"http://*:82"}' }),
    listens: '82 all',
  },
  {
    dockerfile: aspnet('RUN sed -i s/81/82/ appsettings.json'),
    files: appsettings('{"Urls":"http://*:81"}'),
    listens: 'unknown',
  },
  { dockerfile: aspnet(), files: appsettings('{"Urls":'), listens: '8080 all' },
  {
    dockerfile: aspnet(),
    files: appsettings('{"Urls":"http://*:81"}', { '.dockerignore': 'appsettings*.json\n' }),
    listens: '8080 all',
  },

  // Whose settings they are
  {
    dockerfile: aspnet(),
    files: {
      ...project('src/App/'),
      'src/Other/Other.csproj': SDK_PROJECT,
      'src/Other/Program.cs': 'app.Run("http://*:81");',
      'src/Other/appsettings.json': kestrel('http://*:81'),
    },
    listens: '8080 all',
  },
  {
    dockerfile: aspnet(),
    files: {
      'web/Site.csproj': '<Project><PropertyGroup><AssemblyName>App</AssemblyName></PropertyGroup></Project>',
      'web/Program.cs': PROGRAM,
      'web/appsettings.json': kestrel('http://*:81'),
    },
    listens: '81 all',
  },

  {
    dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nCMD dotnet App.dll',
    files: { 'out/App.dll': '', 'out/appsettings.json': kestrel('http://*:81') },
    listens: '81 all',
  },

  // Code that has a say
  ...[
    'builder.WebHost.UseUrls("http://*:81");',
    'builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(81));',
    'webBuilder.UseKestrel(o => { o.Listen(IPAddress.Any, 81); });',
    'services.Configure<KestrelServerOptions>(o => Ports(o));',
    'app.Urls.Add("http://*:81");',
    'app.Run("http://0.0.0.0:81");',
    'await app.RunAsync($"http://*:{port}");',
    'app.Run(url);',
    'builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, url);',
    'config.AddJsonFile("hosting.json");',
  ].flatMap((code) =>
    ['', 'ENV ASPNETCORE_URLS=http://+:82'].map((env) => ({
      dockerfile: aspnet(env),
      files: { ...project(), 'Program.cs': code },
      listens: 'unknown',
    })),
  ),
  {
    dockerfile: aspnet(),
    files: { ...project(), 'Setup/Startup.cs': 'host.UseUrls(a);' },
    listens: 'unknown',
  },
  ...[
    'var host = new WebHostBuilder().UseKestrel().UseStartup<Startup>().Build();\nhost.Run();',
    'app.Run(async context => { await context.Response.WriteAsync("a"); });',
    'app.Run((HttpContext context) => Task.CompletedTask);',
    'Task.Run(Work);\nawait app.RunAsync();',
  ].map((code) => ({
    dockerfile: aspnet(),
    files: { ...project(), 'Program.cs': code },
    listens: '8080 all',
  })),
  { dockerfile: 'FROM eclipse-temurin:21\nCMD ["java", "-jar", "a.jar"]', listens: 'unknown' },
  {
    dockerfile: 'FROM eclipse-temurin:21\nCMD ["java", "-Dserver.port=81", "-jar", "a.jar"]',
    listens: '81 all',
  },
  { dockerfile: 'FROM eclipse-temurin:21\nCMD java -jar a.jar --server.port=81', listens: '81 all' },

  // nginx
  { dockerfile: 'FROM nginx:1.27', listens: '80 all' },
  { dockerfile: 'FROM nginxinc/nginx-unprivileged:1.27', listens: '8080 all' },
  {
    dockerfile:
      'FROM nginx:1.27\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\nCMD ["nginx", "-g", "daemon off;"]',
    files: { 'nginx.conf': 'server {\n  listen 8081;\n  # listen 82;\n  listen [::]:8081;\n}\n' },
    listens: '8081 all',
  },
  {
    dockerfile: 'FROM nginx:1.27\nCOPY nginx.conf /etc/nginx/conf.d/default.conf',
    files: { 'nginx.conf': 'server { listen 127.0.0.1:81; }\n' },
    listens: '81 loopback',
    opened: 'server { listen 0.0.0.0:81; }\n',
  },
  {
    dockerfile: 'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/',
    files: { 'site.conf': 'server { listen 81; }\n' },
    listens: '80 all, 81 all',
  },
  {
    dockerfile: 'FROM nginx:1.27\nCOPY nginx.conf /etc/nginx/nginx.conf',
    files: { 'nginx.conf': 'events {}\nhttp { include mime.types; server { listen 81; } }\n' },
    listens: '81 all',
  },
  {
    dockerfile: 'FROM nginx:1.27\nCOPY default.conf.template /etc/nginx/templates/',
    files: { 'default.conf.template': 'server { listen ${PORT}; }\n' },
    listens: 'unknown',
  },
  {
    dockerfile: 'FROM nginx:1.27\nRUN rm /etc/nginx/conf.d/default.conf\nCOPY nginx.conf /etc/nginx/conf.d/',
    files: { 'nginx.conf': 'server { listen 81; }\n' },
    listens: '81 all',
  },
  {
    dockerfile:
      'FROM nginx:1.27\nRUN rm -rf /etc/nginx/conf.d/* && echo "server {}" > /etc/nginx/conf.d/a.conf',
    listens: 'unknown',
  },
  { dockerfile: 'FROM nginx:1.27\nRUN sed -i s/80/81/ /etc/nginx/conf.d/default.conf', listens: 'unknown' },
  { dockerfile: 'FROM alpine:3\nRUN apk add nginx\nCMD ["nginx", "-g", "daemon off;"]', listens: 'unknown' },

  // What says nothing
  { dockerfile: 'RUN true', listens: 'unknown' },
  { dockerfile: 'CMD []', listens: 'unknown' },
  { dockerfile: 'SHELL ["pwsh", "-c"]\nCMD flask run', listens: 'unknown' },
  { dockerfile: 'CMD if true; then flask run; fi', listens: 'unknown' },
  { dockerfile: 'CMD . ./env.sh && flask run', listens: 'unknown' },
];
