import type { RuleDocs } from '../types.ts';

/** The page of `ports/compose-targets-other-port`. */
export const composeTargetsOtherPortDocs: RuleDocs = {
  whatItDoes:
    'Reports an entry of `ports` or `expose` of a Compose service that builds the Dockerfile, where the port inside the container is neither one that `EXPOSE` names nor one that the program is known to listen on. Where the port of the host is one of these (`8080:80`, and `EXPOSE 8080`), the two are probably swapped: that is a warning. So is an entry that misses the only port that the program is known to listen on, also where `EXPOSE` names the wrong one, too: the program decides; and port 80 of an image of ASP.NET 8 or newer that exposes nothing, since these listen on 8080. Everything else is information. It is shown in the Compose file.',
  whyItMatters:
    'A published port leads to a port inside the container. If nothing listens there, the connection is refused, and nothing says why. Compose writes the port of the host first and that of the container second, which is easily mistaken.',
  examples: [
    {
      title: 'The ports are swapped',
      files: {
        'compose.yaml': 'services:\n  web:\n    build: .\n    ports:\n      - "8080:80" # the site\n',
      },
      before: 'FROM node:22\nEXPOSE 8080\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nEXPOSE 8080\nCMD ["node", "server.js"]\n',
      afterFiles: {
        'compose.yaml': 'services:\n  web:\n    build: .\n    ports:\n      - "80:8080" # the site\n',
      },
      fix: 'Publish 80:8080',
    },
    {
      title: 'The program listens elsewhere, whatever EXPOSE says',
      files: {
        'compose.yaml': 'services:\n  web:\n    build: .\n    ports: ["8080:80"]\n',
      },
      before: 'FROM python:3.13\nEXPOSE 8080\nCMD ["python", "-m", "http.server", "5000"]\n',
      after: 'FROM python:3.13\nEXPOSE 8080\nCMD ["python", "-m", "http.server", "5000"]\n',
      afterFiles: {
        'compose.yaml': 'services:\n  web:\n    build: .\n    ports: ["8080:5000"]\n',
      },
      fix: 'Publish 8080:5000',
    },
    {
      title: 'Another port',
      files: {
        'compose.yaml': 'services:\n  web:\n    build: .\n    ports: ["8000:8000"]\n',
      },
      before: 'FROM python:3.13\nEXPOSE 5000\nCMD ["python", "app.py"]\n',
      after: 'FROM python:3.13\nEXPOSE 8000\nCMD ["python", "app.py"]\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'For review: swapped ports are written the other way round, which also changes the port of your machine; an entry that misses the program gets its port inside the container. Nothing else of the Compose file changes. There is no fix where it is not clear which side is wrong.',
  staysSilent:
    'Silent where one of the entries of the list is known: the others may be for a debugger or metrics. Where Compose gives another `command` or `entrypoint`, of which `EXPOSE` says nothing, only swapped ports are reported, and those that the command names while nobody knows what the image by itself listens on. Silent where `EXPOSE` is missing and the program is not known, where a variable decides one of the sides, for base images that may expose ports by themselves, with `network_mode`, for ports of debuggers, and in `.devcontainer`.',
};
