import { execFormFix } from '../../fixes/exec-form/fix.ts';
import { brokenArraySentence } from '../../fixes/exec-form/words.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { brokenArrayOf, type BrokenArray } from '../../syntax/broken-array.ts';
import type { Facts, Finding, Rule } from '../types.ts';

const ID = 'image/exec-form-not-json';

/** `CMD ['npm', 'start']`: what is no JSON, BuildKit takes for shell form or plain words (line_parsers.go, parseMaybeJSON). */
export const execFormNotJson: Rule = {
  id: ID,
  summary: 'an instruction is meant as exec form, and its array is not JSON, so a shell gets its brackets',
  defaultSeverity: 'warning',
  since: '0.1.0',
  check({ model, builder }) {
    return model.nodes.flatMap((node) => {
      const broken = brokenArrayOf(model.file, node.instruction);
      return broken === undefined || !counts(model, node, broken)
        ? []
        : [findingOf(model, node, broken, builder)];
    });
  },
  fixes({ model }, finding) {
    const node = model.nodes[finding.node];
    const broken = node && brokenArrayOf(model.file, node.instruction);
    const fix = broken && execFormFix(model, node, broken);
    return fix === undefined ? [] : [fix];
  },
};

/** Of these, the last one of a stage counts. */
const LAST_COUNTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** What only says something about the container. */
const CONTAINER: ReadonlySet<string> = new Set([...LAST_COUNTS, 'VOLUME']);

/** Whether anybody meets what it says: BuildKit refuses what stands in no stage, and a later `CMD` takes the place of this one. */
function counts(
  { nodes, stages }: Model,
  { index, stage, instruction }: Node,
  { refused }: BrokenArray,
): boolean {
  const { keyword } = instruction;
  const end = stage === undefined ? index : (stages[stage]?.end ?? index);
  if (refused || !LAST_COUNTS.has(keyword)) {
    return index < end;
  }
  for (let at = index + 1; at < end; at++) {
    if (nodes[at]?.instruction.keyword === keyword) {
      return false;
    }
  }
  return index < end;
}

function findingOf(model: Model, node: Node, broken: BrokenArray, builder: Facts['builder']): Finding {
  const { start } = node.instruction;
  const role = node.stage === undefined ? undefined : model.stages[node.stage]?.role;
  const { keyword, refused, span } = broken;
  return {
    rule: ID,
    node: node.index,
    span: { start: start + span.start, end: start + span.end },
    message: `${brokenArraySentence(model, node, broken, { builder })} ${adviceOf(broken)}`,
    related: [],
    // `["node", ]` is what stands there before the next word.
    onceWritten: true,
    // What a builder stage says of its container, few people ever meet.
    severity: role !== 'shipped' && CONTAINER.has(keyword) && !refused ? 'information' : undefined,
    key: 'array',
  };
}

function adviceOf({ keyword, faults, repair }: BrokenArray): string {
  const [{ kind, text }] = faults;
  if (repair !== undefined) {
    return kind === 'comment' && faults.length === 1
      ? 'Put the comment above it.'
      : `Write ${code(repair.text)}.`;
  }
  switch (kind) {
    case 'behind':
      return `Take ${code(text)} away, or write it without brackets.`;
    case 'gap':
      return 'Take the comma away.';
    case 'backslash':
      return keyword === 'VOLUME' || keyword === 'COPY' || keyword === 'ADD'
        ? 'Write the paths with slashes.'
        : 'Double the backslashes that are to stay.';
    default:
      return 'Put each word in double quotes, with commas between them.';
  }
}
