import type { ContextSnapshot } from '../../context/types.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { listed, shown, shownCommand } from '../../fixes/moving/words.ts';
import { findUndoneEdits, type UndoneEdit } from '../../fixes/undone-edits/find.ts';
import { undoneEditsFix } from '../../fixes/undone-edits/fix.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { firstByKey } from '../first-by-key.ts';
import { firstLineOf } from '../first-line.ts';
import { modeAfter } from '../../fixes/moving/mode-after.ts';
import type { Facts, Finding, Rule, Severity } from '../types.ts';

const ID = 'image/edit-undone-by-copy';

/** A copy writes files with content, mode and owner of their sources, whatever was there before (domain.md 2.2, 3.4). */
export const editUndoneByCopy: Rule = {
  id: ID,
  summary: 'a RUN changes a copied file, and a COPY further down brings the file again',
  defaultSeverity: 'information',
  since: '0.1.0',
  needs: ['context'],
  overlooks: new Set([...CONFIGURATION].filter((keyword) => keyword !== 'ENTRYPOINT' && keyword !== 'CMD')),
  check: (facts) => caught(facts).map(({ finding }) => finding),
  fixes(facts, { key }) {
    const group = caughtByKey(facts).get(key)?.group;
    const fix = group && undoneEditsFix(facts.model, group);
    return fix === undefined ? [] : [fix];
  },
};

interface Caught {
  readonly finding: Finding;
  readonly group: Group;
}

/** The edits of one RUN that one copy undoes. */
type Group = readonly [UndoneEdit, ...UndoneEdit[]];

const caughtByKey = rememberedWith((facts: Facts) => firstByKey(caught(facts), ({ finding }) => finding.key));

function caught({ model, context }: Facts): readonly Caught[] {
  const groups = new Map<string, [UndoneEdit, ...UndoneEdit[]]>();
  for (const edit of findUndoneEdits(model, context)) {
    const key = `${edit.node.index} ${edit.step.node.index}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [edit]);
    } else {
      group.push(edit);
    }
  }
  return [...groups.values()].map((group) => ({ group, finding: findingOf(model, context, group) }));
}

function findingOf(model: Model, context: ContextSnapshot | undefined, group: Group): Finding {
  const [{ node, step }] = group;
  const copy = `${shown(step.node)} (line ${step.node.instruction.line})`;
  const commands = [...new Set(group.map(({ command }) => shownCommand(node, command)))];
  const files = [...new Set(group.map(({ source }) => source))];
  const started = group.flatMap((edit) => startedBy(model, context, edit) ?? []).at(0);
  const it = files.length === 1 ? 'it has' : 'they have';
  const start =
    started === undefined
      ? ''
      : `: it can't be executed there, and ${started.instruction.keyword} (line ${started.instruction.line}) starts it`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${copy} undoes ${listed(commands)} (line ${node.instruction.line}), since it brings ${listed(files)} again with ${whatOf(group)} that ${it} in the build context${start}. ${adviceOf(group)}`,
    related: [{ span: firstLineOf(step.node), message: `Brings ${listed(files)} again.` }],
    severity: started === undefined ? severityOf(context, group) : 'warning',
    key: `undone:${step.node.index - node.index}`,
  };
}

const WHAT = { content: 'the content', mode: 'the mode', owner: 'the owner' } as const;

function whatOf(group: Group): string {
  const kinds = [...new Set(group.map(({ kind }) => kind))].filter((kind) => kind !== 'owner');
  return kinds.length === 0 ? 'root as its owner, and all' : listed(kinds.map((kind) => WHAT[kind]));
}

function adviceOf(group: Group): string {
  const flags = [
    ...(group.some(({ kind }) => kind === 'mode') ? ['--chmod'] : []),
    ...(group.some(({ kind }) => kind === 'owner') ? ['--chown'] : []),
  ];
  const isAll = group.every(({ kind }) => kind !== 'content');
  return isAll ? `Run it below the copy, or copy with ${listed(flags)}.` : 'Run it below the copy.';
}

/** A hint where the files have that mode anyway: on another machine, or out of an archive, they may not. */
function severityOf(context: ContextSnapshot | undefined, group: Group): Severity | undefined {
  const isSame = group.every(({ kind, mode, source }) => {
    const before = context?.entries.get(source)?.mode;
    return (
      kind === 'mode' && mode !== undefined && before !== undefined && modeAfter(mode, before) === before
    );
  });
  return isSame ? 'hint' : undefined;
}

/** The instruction by which the container starts a file that was to become executable, and is not where it comes from. */
function startedBy(
  model: Model,
  context: ContextSnapshot | undefined,
  { kind, mode = '', source, path, step }: UndoneEdit,
): Node | undefined {
  const before = context?.entries.get(source)?.mode;
  const stage = model.stages[step.stage];
  const after = kind === 'mode' && before !== undefined ? modeAfter(mode, before) : undefined;
  if (
    stage === undefined ||
    before === undefined ||
    after === undefined ||
    (before & EXECUTABLE) !== 0 ||
    (after & EXECUTABLE) === 0
  ) {
    return undefined;
  }
  const { entrypoint = [], cmd = [], workingDir } = stage.config;
  const isEntry = entrypoint.length > 0;
  const [program] = isEntry ? entrypoint : cmd;
  const isStarted =
    program?.includes('/') === true && path.anchored && resolvePath(workingDir, program) === path.path;
  return isStarted
    ? model.nodes
        .slice(stage.first, stage.end)
        .findLast(({ instruction }) => instruction.keyword === (isEntry ? 'ENTRYPOINT' : 'CMD'))
    : undefined;
}

const EXECUTABLE = 0o111;
