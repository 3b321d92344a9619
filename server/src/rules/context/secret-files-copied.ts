import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { secretsIn } from '../../context/secrets.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { broughtBy } from '../../fixes/leave-out/brought.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { isNamed } from '../../fixes/leave-out/named.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'context/secret-files-copied';

/** A secret in a shipped layer: whoever has the image has it, a later `rm` notwithstanding (domain.md 1.2: layers only add). */
export const secretFilesCopied: Rule = {
  id: ID,
  summary: 'a file with a password, a token or a private key is copied into a layer of the final image',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      'Reports a `COPY` or `ADD` in a stage of the final image that brings private keys, credentials under the names that programs give them (`id_ed25519`, `.netrc`, `.aws/credentials`, …), a `.env` that assigns a literal value to a variable such as `DB_PASSWORD` or `API_TOKEN`, or an `.npmrc` with a literal token. Values are never shown.',
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
      'Always for review: the image no longer holds the file, and what reads it there must get it when the container starts. There is no fix for files that an instruction names: without them the build would fail.',
    staysSilent:
      'Silent without a build context, in stages that are not part of the final image, for examples (`.env.example`), tests and fixtures, for variables without a value, with a reference (`${TOKEN}`) or a placeholder (`changeme`), for those that bundlers publish (`VITE_…`), for files that the ignore file leaves out, and for mounts.',
  },
  check({ model, context }) {
    const seen = new Set<string>();
    return model.stages
      .filter(({ role }) => role === 'shipped')
      .flatMap(({ first, end }) => model.nodes.slice(first + 1, end))
      .flatMap((node) => {
        const paths = secretsOf(model, context, node).filter((path) => !seen.has(path));
        for (const path of paths) {
          seen.add(path);
        }
        return context === undefined || paths.length === 0 ? [] : [findingOf(node, paths, context)];
      });
  },
  fixes({ model, context }, { node: index }) {
    const node = model.nodes[index];
    const paths = node === undefined ? [] : secretsOf(model, context, node);
    const fix =
      context === undefined || paths.length === 0 || isNamed(model, paths)
        ? undefined
        : leaveOutFix(model, context, paths);
    return fix === undefined ? [] : [fix];
  },
};

function secretsOf(model: Model, context: ContextSnapshot | undefined, node: Node): readonly string[] {
  if (context === undefined) {
    return [];
  }
  return [...new Set(broughtBy(model, context, node, secretsIn(context)).map(({ path }) => path))];
}

/** More than this many files are not named one by one. */
const NAMED = 3;

function findingOf(node: Node, paths: readonly string[], context: ContextSnapshot): Finding {
  const secrets = secretsIn(context);
  const files = paths.map((path) => `${path} (${secrets.get(path) ?? ''})`);
  const layer = node.layer === undefined ? 'the image' : `layer ${node.layer} of the image`;
  const it = paths.length === 1 ? 'it' : 'them';
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) puts ${listedBriefly(files, NAMED, 'files')} into ${layer}, which keeps ${it} even if a later step removes ${it}. Leave ${it} out, and hand secrets over when the container starts or with RUN --mount=type=secret.`,
    related: [],
    key: 'secrets',
  };
}
