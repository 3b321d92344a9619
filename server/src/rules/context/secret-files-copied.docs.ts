import type { RuleDocs } from '../types.ts';

/** The page of `context/secret-files-copied`. */
export const secretFilesCopiedDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` in a stage of the final image, or of another image that a Compose service or a Bake target builds from the same folder (for development, too: its layers are as open as those of any other) or that a build without a target makes, that brings private keys (`id_ed25519`, `privkey.pem`, `server.key` beside `server.crt`), the keys of Rails beside what they open (`config/master.key`), those of service accounts (`service-account.json`, and `key.json`, `credentials.json` or `<project>-<12 hex digits>.json` where the text says so), credentials under the names that programs give them (`.netrc`, `.pgpass`, `.aws/credentials`, …), a `.env` that assigns a literal value to a variable such as `DB_PASSWORD` or `API_TOKEN`, or an `.npmrc` with a literal token. A file that a copy names and that is not in the build context, since the repository does not hold it, is told by its name alone: a private key, credentials (`gcp_creds.json`, `client_secret.json`), and at a lower severity a `.env`. Of lower severity, too, are settings for development (`.env.dev`), which repositories often hold on purpose. Values are never shown.',
  whyItMatters:
    'Whoever can pull the image can read the file. Removing it in a later step does not help: the layer of the copy keeps it. A secret belongs to the container when it starts, or to the one step that needs it: `RUN --mount=type=secret`.',
  examples: [
    {
      title: 'A password among the sources',
      files: {
        'server.js': '',
        '.env': 'PORT=3000\nDB_PASSWORD=Kw7vRq2mZx\n',
        '.dockerignore': 'Dockerfile\n',
      },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
      afterFiles: {
        'server.js': '',
        '.env': 'PORT=3000\nDB_PASSWORD=Kw7vRq2mZx\n',
        '.dockerignore': 'Dockerfile\n.env\n',
      },
      fix: 'Leave .env out by .dockerignore',
    },
    {
      title: 'A token copied by name',
      files: {
        '.npmrc': '//registry.example.org/:_authToken=npm_Zq8vTr5uYw2\n',
        'package.json': '{"dependencies":{}}\n',
      },
      before: 'FROM node:22\nWORKDIR /app\nCOPY package.json .npmrc ./\nRUN npm install\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm install\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Always for review: the image no longer holds the file, and what reads it there must get it when the container starts. A `!` line of the ignore file that asked for it goes, and the title says so. There is no fix for files that an instruction names: without them the build would fail.',
  staysSilent:
    'Silent without a build context, in stages that are part of no such image, in all but the one that `--target` names, for a file that was told of in the final image, for examples (`.env.example`), tests, fixtures and certificates of development (`localhost.key`), for public keys and for keys of which the name alone does not say that they are private (`app.key`), for variables without a value, with a reference (`${TOKEN}`) or a placeholder (`changeme`), for those that bundlers publish (`VITE_…`), for files that the ignore file leaves out, for those that are missing by a slip of the finger (`context/source-missing`), and for mounts.',
};
