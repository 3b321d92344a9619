import type { RuleDocs } from '../types.ts';

/** The page of `ports/exposed-not-published`. */
export const exposedNotPublishedDocs: RuleDocs = {
  whatItDoes:
    'Tells that a Compose service builds an image with `EXPOSE` and has no `ports`, where no other service of the project can be the one that uses it. Where the program is known to listen on another port than `EXPOSE` names, that port is meant. It is shown in the Compose file.',
  whyItMatters:
    '`EXPOSE` publishes nothing. Other containers of the project reach the port, but your machine and the world outside do not: `localhost:3000` stays silent.',
  examples: [
    {
      title: 'An application and its database',
      files: {
        'compose.yaml':
          'services:\n  web:\n    build: . # the site\n    depends_on: [db]\n  db:\n    image: postgres:17\n',
      },
      before: 'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
      afterFiles: {
        'compose.yaml':
          'services:\n  web:\n    build: . # the site\n    ports:\n      - "3000:3000"\n    depends_on: [db]\n  db:\n    image: postgres:17\n',
      },
      fix: 'Publish 3000:3000 in compose.yaml',
    },
  ],
  fixSafety:
    'For review: the port is then open on your machine. One line is added, in the way the file is written; nothing else of it changes. There is no fix where the service takes something from elsewhere (anchors, merge keys, `extends`).',
  staysSilent:
    'Silent as soon as some other service may use the port: every one that is not a well-known database, queue or store might be a proxy or a client. Silent with `expose`, `networks`, `network_mode`, `profiles`, `labels`, `deploy` or `scale`, a `command` or an `entrypoint` of its own (workers), `VIRTUAL_HOST`, with `stdin_open` or `tty` (`docker compose run`), with `include`, where another service publishes the same image, for variables, and in `.devcontainer`.',
};
