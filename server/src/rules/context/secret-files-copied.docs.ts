import type { RuleDocs } from '../types.ts';

/** The page of `context/secret-files-copied`. */
export const secretFilesCopiedDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` in a stage of the final image, or of another image that a Compose service or a Bake target builds from the same folder (for development, too: its layers are as open as those of any other) or that a build without a target makes, that brings private keys (`id_ed25519`, `privkey.pem`, `server.key` beside `server.crt`), the keys of Rails beside what they open (`config/master.key`), those of service accounts (`service-account.json`, and `key.json`, `credentials.json` or `<project>-<12 hex digits>.json` where the text says so), credentials under the names that programs give them (`.netrc`, `.pgpass`, `.aws/credentials`, …), a `.env` that assigns a literal value to a variable such as `DB_PASSWORD` or `API_TOKEN`, or an `.npmrc` with a literal token. A file that the Dockerfile writes itself, by a heredoc (`COPY <<EOF .npmrc`), counts where its text shows a literal secret. A file that a copy names and that is not in the build context, since the repository does not hold it, is told by its name alone: a private key, credentials (`gcp_creds.json`, `client_secret.json`), and at a lower severity a `.env`. Of lower severity, too, are settings for development (`.env.dev`), which repositories often hold on purpose. Values are never shown. What a builder stage brings is told at the `COPY --from` that takes it, or a folder around it, into the image; the line that brings it from the build context is named.',
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
    {
      title: 'A password among what a builder stage hands on',
      files: {
        'package.json': '{"scripts":{"build":"node build.js"}}\n',
        'build.js': '',
        '.env': 'DB_PASSWORD=Kw7vRq2mZx\n',
        '.dockerignore': 'Dockerfile\n',
      },
      before:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\n\nFROM node:22-slim\nCOPY --from=build /app /app\nCMD ["node", "/app/build.js"]\n',
      after:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\n\nFROM node:22-slim\nCOPY --from=build /app /app\nCMD ["node", "/app/build.js"]\n',
      afterFiles: {
        'package.json': '{"scripts":{"build":"node build.js"}}\n',
        'build.js': '',
        '.env': 'DB_PASSWORD=Kw7vRq2mZx\n',
        '.dockerignore': 'Dockerfile\n.env\n',
      },
      fix: 'Leave .env out by .dockerignore',
    },
  ],
  fixSafety:
    'Always for review: the image no longer holds the file, and what reads it there must get it when the container starts; nor does a builder stage that hands it on, whose commands may read it. A `!` line of the ignore file that asked for it goes, and the title says so. There is no fix for files that an instruction names, without which the build would fail, nor for heredocs.',
  staysSilent:
    'Silent about copied files without a build context, in stages that are part of no such image, in all but the one that `--target` names, for a file that was told of in the final image, for examples (`.env.example`), tests, fixtures and certificates of development (`localhost.key`), for public keys and for keys of which the name alone does not say that they are private (`app.key`), for variables without a value, with a reference (`${TOKEN}`) or a placeholder (`changeme`), for what a `RUN` writes, for those that bundlers publish (`VITE_…`), for files that the ignore file leaves out, for those of a builder stage that one of its `RUN`s may remove, move or write anew, or of which only the base image or a program of the stage knows where they are, for those that are missing by a slip of the finger (`context/source-missing`), and for mounts.',
};
