import { lenses } from '../../insights/lens/lens.ts';
import { summarize } from '../../insights/summary.ts';
import type { Analysis, Lens } from '../../insights/types.ts';
import { contextDoubt, contextReason } from '../../insights/words/context-words.ts';
import type { Kind } from '../../model/types.ts';
import type { Reported } from '../../rules/types.ts';
import { positionAt } from '../../syntax/positions.ts';
import type { Dockerfile } from '../../syntax/types.ts';
import type { Colors } from '../colors.ts';
import { comparedTitles } from './compare-image.ts';
import type { Comparison } from './compare-image.ts';
import { elsewhere } from './elsewhere.ts';
import { printable } from '../printable.ts';
import { countsOf, countsTitle, severityWord } from '../severities.ts';
import { wrap } from './wrap.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** How the annotated Dockerfile is shown. */
export interface LayersTextOptions {
  readonly colors: Colors;
  /** Columns to wrap messages at; no wrapping when undefined. */
  readonly columns: number | undefined;
  /** The working directory, from which other files are named. */
  readonly cwd: string;
  /** With an image, whose sizes are shown. */
  readonly comparison?: Comparison | undefined;
}

/**
 * The Dockerfile with what Strata knows: above each instruction its lens line, below a line the findings that end on it, then those
 * of other files below the place in there, and a summary at the end. Only lines of the file have numbers and a bar.
 */
export function layersText(
  analysis: Analysis,
  { colors, columns, cwd, comparison }: LayersTextOptions,
): string {
  const { file } = analysis.model;
  const source = sourceLines(file);
  const gutter = ' '.repeat(String(source.length).length + 2);
  const above = groupBy(lenses(analysis), ({ line }) => line);
  const placed = groupBy(analysis.findings, ({ at }) => elsewhere(analysis.facts, at, cwd) ?? '');
  const below = groupBy(placed.get('') ?? [], ({ span }) => positionAt(file, span.end).line + 1);
  const kinds = new Map(analysis.model.nodes.map(({ instruction, kind }) => [instruction.start, kind]));
  const remarks = new Set([...file.comments, ...file.directives].map(({ line }) => line));

  const compared = comparison && comparedTitles(analysis, comparison);

  const output: string[] = [];
  for (const [index, text] of source.entries()) {
    const line = index + 1;
    for (const lens of above.get(line) ?? []) {
      const size = compared?.get(lens.offset);
      const painted = paintedLens(colors, lens, kinds.get(lens.offset));
      output.push(`${gutter}  ${painted}${size === undefined ? '' : ` · ${printable(size)}`}`);
    }
    const number = colors.dim(`${String(line).padStart(gutter.length - 1)} │`);
    const shown = printable(text);
    output.push(`${number} ${remarks.has(line) ? colors.dim(shown) : shown}`.trimEnd());
    for (const finding of below.get(line) ?? []) {
      output.push(...findingLines(finding, { colors, columns, gutter }));
    }
  }
  for (const [place, findings] of [...placed].filter(([name]) => name !== '')) {
    output.push('', colors.bold(printable(place)));
    output.push(...findings.flatMap((finding) => findingLines(finding, { colors, columns, gutter })));
  }
  const told = comparison === undefined ? '' : `${printable(comparison.message)}\n`;
  return `${output.join('\n')}\n\n${told}${colors.bold(summaryLine(analysis))}\n`;
}

/** The lines as editors count them; the nothing behind the last line end is none. */
function sourceLines({ text, lineStarts }: Dockerfile): string[] {
  const lines = lineStarts.map((start, index) =>
    withoutTrailing(text.slice(start, lineStarts[index + 1] ?? text.length), '\r\n'),
  );
  return lines[lines.length - 1] === '' ? lines.slice(0, -1) : lines;
}

function paintedLens(colors: Colors, { parts }: Lens, kind: Kind | undefined): string {
  const [first = '', ...rest] = parts.map(({ text, action }) =>
    printable(action.kind === 'copy' ? action.text : text),
  );
  const title = [first, ...rest].join(' · ');
  switch (kind) {
    case 'base':
      return colors.bold(colors.cyan(title));
    case 'layer': {
      const [head = '', ...details] = title.split(' · ');
      return [colors.green(head), ...details].join(' · ');
    }
    case 'unknown':
    case undefined:
      return colors.yellow(title);
    case 'metadata':
    case 'argument':
    case 'trigger':
      return colors.dim(title);
  }
}

function findingLines(
  { severity, message, rule }: Reported,
  { colors, columns, gutter }: Pick<LayersTextOptions, 'colors' | 'columns'> & { readonly gutter: string },
): string[] {
  const indent = `${gutter}    `;
  const width = columns === undefined ? Infinity : Math.max(20, columns - indent.length);
  const words = `${severity}: ${printable(message)} (${rule})`;
  const [first = '', ...rest] = wrap(words, width);
  return [
    `${gutter}${colors.dim('╰')} ${severityWord(colors, severity)}${first.slice(severity.length)}`,
    ...rest.map((line) => `${indent}${line}`),
  ];
}

function summaryLine(analysis: Analysis): string {
  const { findings } = analysis;
  return [
    summarize(analysis)?.text ?? 'no stage: there is no FROM',
    findings.length === 0 ? 'nothing to report' : countsTitle(countsOf(findings)),
    contextWords(analysis),
  ].join(' · ');
}

/** The context, and why it is that one where it is not simply the Dockerfile's own folder, or nothing is said of it. */
function contextWords(analysis: Analysis): string {
  const { context } = analysis;
  if (context === undefined) {
    return 'no build context';
  }
  const { label, dockerfile } = context;
  const reason = contextReason(analysis);
  const isOwn =
    contextDoubt(analysis) === undefined &&
    dockerfile !== undefined &&
    !dockerfile.includes('/') &&
    reason?.startsWith("The Dockerfile's") === true;
  const why = reason === undefined || isOwn ? '' : `: ${reason.replace(/\.$/, '')}`;
  return printable(`build context ${label}${why}`);
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}
