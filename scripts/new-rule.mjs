import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { URL } from 'node:url';

/** Scaffolds a rule and its test, and registers it: `npm run new-rule <group>/<name>`. Then fill it in and run `npm run docs`. */
const [id = ''] = process.argv.slice(2);
if (!/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(id)) {
  process.stderr.write('Usage: npm run new-rule <group>/<name>, in lower case with hyphens\n');
  process.exit(2);
}

const root = new URL('../', import.meta.url);
const name = id.slice(id.indexOf('/') + 1).replace(/-([a-z])/g, (_all, letter) => letter.toUpperCase());
const files = new Map([
  [`server/src/rules/${id}.ts`, ruleText()],
  [`server/src/rules/${id}.docs.ts`, docsText()],
  [`test/rules/${id}.test.ts`, testText()],
]);
for (const path of files.keys()) {
  if (existsSync(new URL(path, root))) {
    process.stderr.write(`${path} is there already.\n`);
    process.exit(1);
  }
}
for (const [path, text] of files) {
  await mkdir(new URL('.', new URL(path, root)), { recursive: true });
  await writeFile(new URL(path, root), text);
  process.stdout.write(`${path}\n`);
}
const registry = new URL('server/src/rules/registry.ts', root);
await writeFile(registry, registered(await readFile(registry, 'utf8')));
const documentation = new URL('server/src/rules/documentation.ts', root);
await writeFile(documentation, documented(await readFile(documentation, 'utf8')));
process.stdout.write(
  'server/src/rules/registry.ts\nserver/src/rules/documentation.ts\nFill in what the tests ask for, then run npm run docs.\n',
);

function registered(text) {
  return (
    text
      .replace(/^import type/m, `import { ${name} } from './${id}.ts';\n$&`)
      // The last one looks at what silenced the others.
      .replace(/^ {2}\w+,\n\];/m, `  ${name},\n$&`)
  );
}

function documented(text) {
  return text
    .replace(/^import type/m, `import { ${name}Docs } from './${id}.docs.ts';\n$&`)
    .replace(/^\]\);/m, `  ['${id}', ${name}Docs],\n$&`);
}

function ruleText() {
  return `import { firstLineOf } from '../first-line.ts';
import type { Rule } from '../types.ts';

const ID = '${id}';

/** What it is about (where the fact is from: a section of domain.md, a file of BuildKit). */
export const ${name}: Rule = {
  id: ID,
  summary: '',
  status: 'preview',
  defaultSeverity: 'off',
  since: '0.0.0',
  check({ model }) {
    return model.nodes
      .filter(() => false)
      .map((node) => ({
        rule: ID,
        node: node.index,
        span: firstLineOf(node),
        message: '',
        related: [],
        key: '',
      }));
  },
  fixes: () => [],
};
`;
}

function docsText() {
  return `import type { RuleDocs } from '../types.ts';

/** The page of \`${id}\`. */
export const ${name}Docs: RuleDocs = {
  whatItDoes: '',
  whyItMatters: '',
  examples: [{ title: '', files: {}, before: '', after: '', fix: undefined }],
  fixSafety: '',
  staysSilent: '',
};
`;
}

function testText() {
  return `import { ${name} } from '../../../server/src/rules/${id}.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(${name}, [
  { id: 'reports', dockerfile: '', reports: [''] },
  { id: 'silent: and why, five times at least', dockerfile: '' },
]);
`;
}
