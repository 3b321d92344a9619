import type { RuleDocs } from '../types.ts';

/** The page of `ports/localhost-in-environment`. */
export const localhostInEnvironmentDocs: RuleDocs = {
  whatItDoes:
    'Reports a variable, set by `ENV` or by the `environment` of a Compose service that builds the Dockerfile, that points to `localhost` or `127.0.0.1`, where another service of the same project is what it means: by the scheme of the URL (`postgres://`), by the port, or by the name of the variable (`REDIS_HOST`). It is shown where the value is written. Where only a port says so, it is information.',
  whyItMatters:
    'Each container has a `localhost` of its own, and the database does not listen there: the connection is refused. Services of one project reach each other by their names, on the port inside the container, whether it is published or not.',
  examples: [
    {
      title: 'In the Compose file',
      files: {
        'compose.yaml':
          'services:\n  web:\n    build: .\n    environment:\n      - DATABASE_URL=postgres://app:secret@localhost:5432/shop # local\n  db:\n    image: postgres:17\n',
      },
      before: 'FROM node:22\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nCMD ["node", "server.js"]\n',
      afterFiles: {
        'compose.yaml':
          'services:\n  web:\n    build: .\n    environment:\n      - DATABASE_URL=postgres://app:secret@db:5432/shop # local\n  db:\n    image: postgres:17\n',
      },
      fix: 'Use db:5432',
    },
    {
      title: 'In the Dockerfile',
      files: {
        'compose.yaml': 'services:\n  web:\n    build: .\n  cache:\n    image: redis:7\n',
      },
      before: 'FROM node:22\nENV REDIS_HOST=localhost\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nENV REDIS_HOST=cache\nCMD ["node", "server.js"]\n',
      fix: 'Use cache',
    },
  ],
  fixSafety:
    'For review: the program then looks for the other service by its name, which only containers of the project know. Only the host changes, and the port where the value has that of your machine.',
  staysSilent:
    'Silent without Compose, where several services could be meant or none, for addresses that browsers use (`http://` to a published port, variables such as `VITE_API` and `REACT_APP_API`), for `HOST` alone, which says where a server listens, for ports of the image itself, for values with variables, where Compose or an `env_file` sets the variable anew, for services that share a network (`network_mode`) or have none in common, and in `.devcontainer`.',
};
