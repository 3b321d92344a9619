import { makefileStatement, type Statement } from './makefile-statement.ts';

/** A line of a Makefile that says something, with what is continued in the next ones. */
export type MakefileLine = (
  | Extract<Statement, { kind: 'assignment' | 'rule' | 'definition' | 'export' }>
  /** A line of the recipe of the rule above it. */
  | { readonly kind: 'command'; readonly text: string }
) & {
  /** False under a condition. */
  readonly isSure: boolean;
};

/** Longer Makefiles are not read. */
const MAX_TEXT = 200_000;

/** Text -> lines; forgotten together when there are many. */
const LINES = new Map<string, readonly MakefileLine[]>();

const MAX_TEXTS = 16;

/** The lines of a Makefile; none of a very long one. */
export function makefileLines(text: string): readonly MakefileLine[] {
  let lines = LINES.get(text);
  if (lines === undefined) {
    lines = text.length > MAX_TEXT ? [] : readLines(text);
    if (LINES.size >= MAX_TEXTS) {
      LINES.clear();
    }
    LINES.set(text, lines);
  }
  return lines;
}

function readLines(text: string): readonly MakefileLine[] {
  const lines: MakefileLine[] = [];
  /** Lines with a tab are no recipe in front of the first rule, and behind an assignment. */
  let isRecipe = false;
  let isDefinition = false;
  let conditions = 0;
  for (const line of text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    if (isRecipe && !isDefinition && line.startsWith('\t')) {
      lines.push({ kind: 'command', text: line, isSure: conditions === 0 });
      continue;
    }
    const statement = makefileStatement(line);
    if (isDefinition) {
      isDefinition = statement.kind !== 'end';
      continue;
    }
    switch (statement.kind) {
      case 'condition':
        conditions = Math.max(conditions + statement.depth, 0);
        break;
      case 'assignment':
      case 'rule':
      case 'definition':
      case 'export':
        lines.push({ ...statement, isSure: conditions === 0 });
        isDefinition = statement.kind === 'definition';
        isRecipe = statement.kind === 'rule' || (isRecipe && statement.kind !== 'assignment');
        break;
      case 'end':
      case 'other':
        break;
    }
  }
  return lines;
}
