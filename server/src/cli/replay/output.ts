import type { Outcome } from '../../cache/types.ts';
import { commandTitle } from '../../insights/lens/command-title.ts';
import type { AppliedFix } from '../../insights/fixes/fix-all.ts';
import { count, listed, shorten } from '../../insights/text.ts';
import type { Colors } from '../colors.ts';
import { countedFixes } from '../fix/text.ts';
import { printable } from '../printable.ts';
import { rebuildJson } from '../rebuild/output.ts';
import type { RebuildJson } from '../rebuild/output.ts';
import type { Replayed } from './commits.ts';

/** What a replay found. Rows are newest first; those with the fixes are about the same commits. */
export interface ReplayReport {
  /** Commits that were asked for. */
  readonly asked: number;
  readonly shallow: boolean;
  /** True where the context is a folder of the repository: commits elsewhere are not among these. */
  readonly inFolder: boolean;
  readonly rows: readonly Replayed[];
  readonly fixed: ReplayFixes | undefined;
}

/** The same with fixes in the newest Dockerfile. */
export interface ReplayFixes {
  readonly rows: readonly Replayed[];
  readonly applied: readonly AppliedFix[];
  /** Whether fixes for review were taken. */
  readonly review: boolean;
}

/** What `strata replay --json` prints (docs/cli.md). */
export interface ReplayJson {
  readonly commits: readonly ReplayCommitJson[];
  readonly commands: readonly ReplayCommandJson[];
  readonly fixes:
    readonly { readonly rule: string; readonly title: string; readonly safety: string }[] | null;
  readonly shallow: boolean;
}

/** A commit, newest first. The verdicts are null where `leftOut` says why there are none. */
export interface ReplayCommitJson {
  readonly commit: string;
  readonly subject: string;
  readonly leftOut: string | null;
  readonly rebuild: RebuildJson | null;
  readonly fixed: RebuildJson | null;
}

/** A command of `RUN` steps. */
export interface ReplayCommandJson {
  readonly command: string;
  /** Commits in which it certainly ran again, and those in which it did only if what it reads differed. */
  readonly ran: number;
  readonly depends: number;
  /** Commits that were compared. */
  readonly of: number;
  /** With the fixes; null without `--fixed`, and where no such command is among the steps then. */
  readonly fixed: { readonly ran: number; readonly depends: number } | null;
}

/** A replay as plain data. */
export function replayJson({ rows, fixed, shallow }: ReplayReport): ReplayJson {
  return {
    commits: rows.map((row, index) => ({
      commit: row.commit.id,
      subject: row.commit.subject,
      leftOut: 'leftOut' in row ? row.leftOut : null,
      rebuild: verdictsOf(row),
      fixed: verdictsOf(fixed?.rows[index]),
    })),
    commands: commandsOf(rows, fixed?.rows),
    fixes: fixed
      ? fixed.applied.map(({ finding, fix }) => ({
          rule: finding.rule,
          title: fix.title,
          safety: fix.safety,
        }))
      : null,
    shallow,
  };
}

/** Characters of a subject, and commands that one line and the summary name. */
const SUBJECT = 40;
const NAMED = 3;
const SUMMED = 8;

/** A replay for people: a line a commit, how often each command ran, and what one should know about the numbers. */
export function replayText(report: ReplayReport, colors: Colors): string {
  const { rows } = report;
  const fixed = shownFixes(report);
  const cells = rows.map((row, index) => cellsOf(row, fixed?.rows[index]));
  const head = ['commit', 'subject', ...(fixed ? ['today', 'fixed'] : ['steps']), 'RUN steps that ran again'];
  const widths = head.map((title, column) =>
    Math.max(
      title.length,
      ...cells.map((cell) => (column < head.length - 1 ? (cell[column]?.length ?? 0) : 0)),
    ),
  );
  const line = (cell: readonly string[]): string =>
    cell
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const summary = summaryOf(report).map((text) => colors.bold(printable(text)));
  const notes = notesOf(report).map((text) => colors.dim(printable(text)));
  return `${[colors.dim(line(head)), ...cells.map(line), '', ...summary, ...notes].join('\n')}\n`;
}

/** Where nothing was mended, a second column would say the same as the first. */
function shownFixes({ fixed }: ReplayReport): ReplayFixes | undefined {
  return fixed?.applied.length === 0 ? undefined : fixed;
}

function cellsOf(row: Replayed, fixed: Replayed | undefined): string[] {
  const { id, subject } = row.commit;
  const known = [...(fixed ? [row, fixed] : [row])].map((one) => stepsCell(one));
  const names = 'leftOut' in row ? row.leftOut : named([...commandsIn(row).keys()]);
  return [id.slice(0, SHORT), printable(shorten(subject, SUBJECT)), ...known, printable(names)];
}

/** Names of steps may have commas of their own. */
function named(commands: readonly string[]): string {
  const more = commands.length - NAMED;
  return [...commands.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}

/** Characters of a commit's name. */
const SHORT = 8;

/** `2`, or `2-3` where a step runs only if what it reads differs; `-` where it is not known. */
function stepsCell(row: Replayed): string {
  if ('leftOut' in row) {
    return '-';
  }
  const { rebuilt, depends } = rebuildJson(row.verdicts, row.model).summary;
  return range(rebuilt, depends);
}

function range(certain: number, possible: number): string {
  return possible === 0 ? String(certain) : `${certain}-${certain + possible}`;
}

/** The RUN steps that run again, by the names of their commands. */
function commandsIn(row: Replayed): ReadonlyMap<string, Outcome> {
  const again = new Map<string, Outcome>();
  for (const [command, verdict] of runsOf(row)) {
    if (verdict === 'rebuilt' || (verdict === 'depends' && again.get(command) !== 'rebuilt')) {
      again.set(command, verdict);
    }
  }
  return again;
}

function runsOf(row: Replayed): (readonly [command: string, verdict: Outcome])[] {
  if ('leftOut' in row) {
    return [];
  }
  const { verdicts, model } = row;
  return [...verdicts.steps.values()].flatMap(({ node, verdict }) => {
    const instruction = model.nodes[node]?.instruction;
    return instruction?.keyword === 'RUN' && verdict !== 'unused'
      ? [[commandTitle(model.file, instruction), verdict] as const]
      : [];
  });
}

interface Tally {
  ran: number;
  depends: number;
}

/** How often each command ran again; those that never did are counted too. */
function talliesOf(rows: readonly Replayed[]): ReadonlyMap<string, Readonly<Tally>> {
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    const again = commandsIn(row);
    for (const command of new Set(runsOf(row).map(([name]) => name))) {
      const tally = tallies.get(command) ?? { ran: 0, depends: 0 };
      const verdict = again.get(command);
      tally.ran += verdict === 'rebuilt' ? 1 : 0;
      tally.depends += verdict === 'depends' ? 1 : 0;
      tallies.set(command, tally);
    }
  }
  return tallies;
}

/** Most often first. */
function commandsOf(
  rows: readonly Replayed[],
  fixedRows: readonly Replayed[] | undefined,
): readonly ReplayCommandJson[] {
  const today = talliesOf(rows);
  const fixed = fixedRows && talliesOf(fixedRows);
  const of = rows.filter((row) => !('leftOut' in row)).length;
  return [...new Set([...today.keys(), ...(fixed?.keys() ?? [])])]
    .map((command) => ({
      command,
      ...(today.get(command) ?? { ran: 0, depends: 0 }),
      of,
      fixed: fixed?.get(command) ?? null,
    }))
    .sort((a, b) => b.ran + b.depends - a.ran - a.depends);
}

function summaryOf(report: ReplayReport): string[] {
  const { rows } = report;
  const fixed = shownFixes(report);
  const commands = commandsOf(rows, fixed?.rows).filter(
    ({ ran, depends, fixed: later }) => ran + depends + (later?.ran ?? 0) + (later?.depends ?? 0) > 0,
  );
  const compared = rows.filter((row) => !('leftOut' in row)).length;
  if (compared === 0) {
    return ['There is nothing to compare.'];
  }
  if (commands.length === 0) {
    return [`No RUN step ran again in ${count(compared, 'commit')}.`];
  }
  const today = talliesOf(rows);
  const told = commands.slice(0, SUMMED).map(({ command, ran, depends, of, fixed: later }) => {
    const now = today.has(command)
      ? `ran in ${range(ran, depends)} of ${count(of, 'commit')}`
      : 'is no step of its own today';
    const then = later === null ? 'is no step of its own' : range(later.ran, later.depends);
    return fixed
      ? `${command} ${now}; with the fixes ${later === null ? 'it ' : 'in '}${then}`
      : `${command} ${now}`;
  });
  const left = commands.length - told.length;
  return left === 0 ? told : [...told, `${count(left, 'other command')} ran again, too`];
}

function notesOf({ asked, shallow, inFolder, rows, fixed }: ReplayReport): string[] {
  const notes: string[] = [];
  if (rows.length < asked) {
    notes.push(
      `The history ${shallow ? 'of this shallow clone ' : ''}has ${count(rows.length, 'commit')}${inFolder ? ' that touched the context' : ''}.`,
    );
  }
  if (shallow && rows.some((row) => 'leftOut' in row)) {
    notes.push('git fetch --unshallow brings what came before.');
  }
  if (fixed) {
    const taken = [...new Set(fixed.applied.map(({ finding }) => finding.rule))];
    notes.push(
      `What is built is the newest commit's Dockerfile and ignore file${taken.length === 0 ? '' : ', without and with fixes,'} with each commit's other files.`,
      taken.length === 0
        ? `No ${fixed.review ? '' : 'safe '}fix is offered${fixed.review ? '' : '; --review takes those for review, too'}.`
        : `${countedFixes(fixed.applied.length)}: ${listed(taken, 9)}.`,
    );
  }
  if ([...rows, ...(fixed?.rows ?? [])].some((row) => !('leftOut' in row) && !row.verdicts.complete)) {
    notes.push('Some of the files could not be seen; they count as unchanged.');
  }
  return notes;
}

function verdictsOf(row: Replayed | undefined): RebuildJson | null {
  return row === undefined || 'leftOut' in row ? null : rebuildJson(row.verdicts, row.model);
}
