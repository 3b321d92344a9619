import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { ecosystemPage } from './ecosystem-docs.ts';
import { groupOf, RULE_SETTING_NAMES } from '../../server/src/rules/setting-of.ts';
import { capitalized } from '../../server/src/syntax/capitalized.ts';
import { shownSize } from '../../server/src/rules/size/shown-size.ts';
import type { Rule, RuleExample, RuleNeed } from '../../server/src/rules/types.ts';

/** A file that is written from the rules, wholly or in part. */
export interface GeneratedFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

const root = new URL('../../', import.meta.url);
const SEVERITIES = RULE_SETTING_NAMES;
const TEAM_SCHEMA = 'schemas/strata.schema.json';

/**
 * Everything that is written from the rules' and package managers' own documentation: a page a rule, the tables in README.md
 * and docs/ecosystems.md, and the settings in package.json. `npm run docs` writes them; a test fails while they are stale.
 */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const pages = RULES.map(async (rule) => ({ path: pagePath(rule), text: await markdown(page(rule)) }));
  return [
    ...(await Promise.all(pages)),
    { path: 'docs/ecosystems.md', text: await markdown(ecosystemPage()) },
    { path: 'README.md', text: withTable(await read('README.md'), await markdown(table())) },
    { path: 'package.json', text: withSettings(await read('package.json')) },
    { path: TEAM_SCHEMA, text: await format(teamSchema(), { parser: 'json' }) },
  ];
}

/** Where the page of a rule is, relative to the repository. */
export function pagePath({ id }: Rule): string {
  return `docs/rules/${id}.md`;
}

/** A file of the repository as text; empty when there is none. */
export async function read(path: string): Promise<string> {
  return readFile(new URL(path, root), 'utf8').catch(() => '');
}

async function markdown(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(new URL('README.md', root))), parser: 'markdown' });
}

function page(rule: Rule): string {
  const { whatItDoes, whyItMatters, examples, fixSafety, options, staysSilent } = docsOf(rule);
  const isOff = rule.defaultSeverity === 'off';
  const example = isOff ? 'warning' : 'off';
  return [
    `# ${rule.id}`,
    `${capitalized(rule.summary)}.`,
    aboutLine(rule),
    '## What it does',
    whatItDoes,
    '## Why it matters',
    whyItMatters,
    '## Examples',
    ...examples.flatMap(exampleParagraphs),
    '## Fix safety',
    fixSafety,
    '## Options',
    options ?? 'None beside the severity.',
    '## When it stays silent',
    staysSilent,
    '## How to change it',
    isOff
      ? `It is off until it is named, with the severity that you want. In VS Code's settings:`
      : `Another severity, or none, in VS Code's settings:`,
    fenced('json', `{ "strata.rules": { "${rule.id}": "${example}" } }\n`),
    'For a team, in a `.strata.yaml` at the root of the workspace, which the command line follows as well:',
    fenced('yaml', `rules:\n  ${rule.id}: ${example}\n`),
    isOff
      ? `The name of the group, \`${groupOf(rule)}\`, does not turn it on.`
      : `A severity that you set counts for all that the rule reports, also for what it reports as less by itself. \`${groupOf(rule)}\` in place of the id counts for every rule of the group that is on by default.`,
    'Silent for one instruction, with a reason if you like; `ignore-file` above the first instruction counts for the file:',
    fenced('dockerfile', `# strata: ignore=${rule.id} (the reason)\n`),
    ...(rule.needs?.includes('compose')
      ? ['What it reports in a Compose file is silenced in the Dockerfile, too: by `ignore-file`.']
      : []),
    ...elsewhere(rule),
    `<!-- Written from server/src/rules/${rule.id}.ts by npm run docs. -->`,
  ].join('\n\n');
}

/** The checks of other tools whose comments count, too. */
function elsewhere({ sameAs = [] }: Rule): string[] {
  const named = sameAs.map((check) => `\`${check.slice(check.indexOf('/') + 1)}\``).join(', ');
  return sameAs.length === 0
    ? []
    : [
        `Silent as well where \`# hadolint ignore=\`, \`# tally ignore=\` or \`# check=skip=\` names ${named}.`,
      ];
}

const NEEDS: Readonly<Record<RuleNeed, string>> = {
  context: 'the build context',
  history: 'the history in git',
  compose: 'Compose files',
};

function aboutLine(rule: Rule): string {
  const { defaultSeverity, since, status = 'stable', needs = [] } = rule;
  const preview = status === 'preview' ? ' A preview: off until you name it in the settings.' : '';
  const looks = needs.length === 0 ? '' : ` Looks at ${needs.map((need) => NEEDS[need]).join(' and ')}.`;
  return `Group \`${groupOf(rule)}\`. Default severity: \`${defaultSeverity}\`. Since ${since}.${preview}${looks}`;
}

function exampleParagraphs(one: RuleExample): string[] {
  const { title, files, before, after, afterFiles = {}, fix, builder } = one;
  const beside = Object.entries(files).map(shownFile);
  const changed = Object.entries(afterFiles).filter(([path, text]) => files[path] !== text);
  return [
    `### ${title}`,
    ...(builder === undefined ? [] : [`With \`strata.builder\` set to \`${builder}\`:`]),
    ...(beside.length > 0 ? ['In the build context:', ...listItems(beside)] : []),
    fenced('dockerfile', before),
    fix === undefined ? 'There is no quick fix here. By hand:' : 'The quick fix makes it:',
    ...(changed.length > 0 ? listItems(changed.map(shownFile)) : []),
    ...(changed.length > 0 && after === before ? [] : [fenced('dockerfile', after)]),
  ];
}

/** From so many bytes on, the size of a file is what an example is about. */
const SHOWN = 1000;

function shownFile([path, text]: readonly [string, string]): string {
  if (text.trim() === '') {
    return text.length < SHOWN ? `\`${path}\`` : `\`${path}\` (${shownSize(text.length)})`;
  }
  return `\`${path}\`:\n\n${fenced(languageOf(path), text)}`;
}

function listItems(items: readonly string[]): string[] {
  return [items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n')];
}

function languageOf(path: string): string {
  return /\.(json|toml|ya?ml)$/.exec(path)?.[1] ?? 'text';
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.endsWith('\n') ? text : `${text}\n`}\`\`\``;
}

function table(): string {
  const rows = RULES.map(
    (rule) =>
      `| [${rule.id}](${pagePath(rule)}) | ${rule.summary.replaceAll('|', '\\|')} | ${shownDefault(rule)} |`,
  );
  return ['| rule | reports | default |', '|---|---|---|', ...rows].join('\n');
}

function shownDefault({ defaultSeverity, status }: Rule): string {
  return status === 'preview' ? 'off (preview)' : defaultSeverity;
}

const MARKERS = /(<!-- rules:start -->\n)[^]*?(<!-- rules:end -->)/;

function withTable(readme: string, rows: string): string {
  return readme.replace(MARKERS, (_all, start: string, end: string) => `${start}\n${rows}\n${end}`);
}

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<Record<string, { properties?: unknown }>>;
    };
  };
}

function withSettings(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const setting = manifest.contributes.configuration.properties['strata.rules'];
  if (!setting) {
    throw new Error('package.json has no setting strata.rules.');
  }
  setting.properties = ruleSettings();
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function ruleSettings(): Readonly<Record<string, unknown>> {
  return Object.fromEntries([
    ...[...new Set(RULES.map(groupOf))].map((group) => [group, groupSetting(group)] as const),
    ...RULES.map((rule) => [rule.id, ruleSetting(rule)] as const),
  ]);
}

/** What `.strata.yaml` may hold, for editors that check YAML by schemas. */
function teamSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Strata for a team (.strata.yaml)',
    type: 'object',
    additionalProperties: false,
    properties: {
      rules: {
        type: 'object',
        additionalProperties: false,
        description:
          'How each rule or group of rules reports what it finds, also what it reports as less by itself.',
        properties: ruleSettings(),
      },
      builder: {
        enum: ['buildkit', 'classic'],
        default: 'buildkit',
        description: 'Whose rules say what is rebuilt.',
      },
      context: {
        type: 'object',
        additionalProperties: false,
        description: 'The build context.',
        properties: {
          folders: {
            type: 'object',
            additionalProperties: { type: 'string' },
            description:
              'The folder of the build context by Dockerfile (a glob or a folder), both relative to the workspace.',
          },
          maxFiles: {
            type: 'integer',
            minimum: 0,
            description: 'Entries of a build context after which Strata stops looking.',
          },
        },
      },
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function ruleSetting({ summary, defaultSeverity }: Rule): unknown {
  return {
    type: 'string',
    enum: SEVERITIES,
    default: defaultSeverity,
    markdownDescription: `${capitalized(summary)}.`,
  };
}

function groupSetting(group: string): unknown {
  return {
    type: 'string',
    enum: SEVERITIES,
    markdownDescription: `All rules of the group ${group} that are on by default; a rule that is named itself has its own setting.`,
  };
}
