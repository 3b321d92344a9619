import { runsAsRoot } from '../../../server/src/rules/image/runs-as-root.ts';
import { checkContextCases } from '../context/context-cases.ts';

const GOSU = '#!/bin/sh\nset -e\nchown -R app /data\nexec gosu app "$@"\n';

checkContextCases(runsAsRoot, [
  {
    id: 'silent: a script beside the Dockerfile changes the user',
    dockerfile:
      'FROM debian:13\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\n',
    files: { 'docker-entrypoint.sh': GOSU },
  },
  {
    id: 'silent: one in a folder that is copied, started by a shell',
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD sh ./bin/start.sh && echo done\n',
    files: { 'bin/start.sh': 'su node -c "npm start"\n' },
  },
  {
    id: 'silent: one of another stage, which ends in a server that gives up root',
    dockerfile:
      'FROM alpine AS files\nCOPY run.sh /out/\nFROM alpine:3\nCOPY --from=files /out/run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n',
    files: { 'run.sh': 'envsubst < /a > /etc/nginx/nginx.conf\nexec nginx -g "daemon off;"\n' },
  },
  {
    id: 'a script that stays root, although another one does not',
    dockerfile: 'FROM debian:13\nCOPY *.sh /\nCMD ["/start.sh"]\n',
    files: { 'start.sh': '# nobody else\nexec node server.js\n', 'other.sh': GOSU },
    reports: ['CMD (line 3) runs as root'],
  },
  {
    id: 'a script whose text is not known',
    dockerfile: 'FROM debian:13\nCOPY begin.sh /\nCMD ["/begin.sh"]\n',
    files: { 'other.sh': GOSU },
    reports: ['runs as root'],
  },
]);
