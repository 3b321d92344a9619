import { holdsAny } from './made-of.ts';
import { forEachChild, parse } from 'unbash';
import type { Command, Script, SyntaxNode } from 'unbash';
import {
  assignmentOf,
  assignmentWord,
  LONGEST_WORD,
  spanOf,
  wordOf,
  type ShellSource,
} from './shell-command-words.ts';
import { isFiled, isNowhere, isRedirection } from './shell-redirections.ts';
import type { ShellCommand, ShellJoin, ShellScript, ShellWord, Span } from './types.ts';

/** The parser looks for every heredoc's end from its beginning: more than this many would cost quadratic time. */
const MOST_HEREDOCS = 256;

/**
 * How much text may be read inside of words, which the parser reads anew on each level of nesting: this much for any script, and
 * so many times its own length.
 */
const LEAST_READING = 65_536;
const MOST_READINGS = 2;

/** Where in the script a node stands. */
interface Place {
  readonly join: ShellJoin;
  readonly depth: number;
  /** Where the outermost parentheses around it begin, if those are the outermost group, too. */
  readonly subshell: number | undefined;
  readonly conditional: boolean;
  readonly substituted: boolean;
  readonly redirected: boolean;
  /** True when one of the redirections around it may lead to a file. */
  readonly filed: boolean;
  /** The span of everything inside a substitution whose own text was decoded first (escaped backticks). */
  readonly within: Span | undefined;
}

interface Task {
  readonly node: SyntaxNode;
  readonly place: Place;
}

interface Walk {
  readonly source: ShellSource;
  readonly commands: ShellCommand[];
  complete: boolean;
  /** UTF-16 code units that may still be read inside of words. */
  budget: number;
}

/**
 * The simple commands of a shell text, in the order of the text; the commands of a substitution follow the one that it is part
 * of. Walks with a stack of its own. Never throws: text that cannot be read is an incomplete script.
 */
export function commandsOf(source: ShellSource): Pick<ShellScript, 'commands' | 'complete'> {
  const budget = LEAST_READING + MOST_READINGS * source.text.length;
  const walk: Walk = { source, commands: [], complete: true, budget };
  if (hasTooManyHeredocs(source.text)) {
    return { commands: [], complete: false };
  }
  try {
    const place: Place = {
      join: 'start',
      depth: 0,
      subshell: undefined,
      conditional: false,
      substituted: false,
      redirected: false,
      filed: false,
      within: undefined,
    };
    const stack: Task[] = [{ node: parse(source.text), place }];
    for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
      const children = visit(walk, task.node, task.place);
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index];
        if (child !== undefined) {
          stack.push(child);
        }
      }
    }
  } catch {
    walk.complete = false;
  }
  return { commands: walk.commands, complete: walk.complete };
}

function hasTooManyHeredocs(text: string): boolean {
  let count = 0;
  for (let index = text.indexOf('<<'); index !== -1; index = text.indexOf('<<', index + 2)) {
    count++;
    if (count > MOST_HEREDOCS) {
      return true;
    }
  }
  return false;
}

/** Records the node's own command and returns what is to be visited inside it, in order. */
function visit(walk: Walk, node: SyntaxNode, place: Place): Task[] {
  switch (node.type) {
    case 'Script':
      walk.complete &&= (node.errors?.length ?? 0) === 0;
      return statements(node.commands, place);
    case 'CompoundList':
      return statements(node.commands, place);
    case 'Statement':
      return [{ node: node.command, place }];
    case 'AndOr':
      return node.commands.map((child, index) => {
        const operator = node.operators[index - 1];
        return { node: child, place: operator === undefined ? place : { ...place, join: operator } };
      });
    case 'Pipeline':
      return node.commands.map((child, index) => ({
        node: child,
        place: index === 0 ? place : { ...place, join: '|' },
      }));
    case 'Command':
      walk.commands.push(commandOf(walk, node, place));
      return substitutions(
        [...node.prefix, ...(node.name === undefined ? [] : [node.name]), ...node.suffix],
        place,
      );
    case 'TestCommand':
    case 'ArithmeticCommand':
      walk.commands.push(conditionOf(walk, node, place));
      return innerTasks(walk, node, place);
    case 'Redirected':
      return [
        {
          node: node.command,
          place: { ...place, redirected: true, filed: place.filed || !node.redirects.every(isNowhere) },
        },
        ...substitutions(node.redirects, place),
      ];
    case 'Subshell': {
      const subshell = place.depth === 0 ? node.pos : place.subshell;
      return [{ node: node.body, place: { ...inside(place), subshell } }];
    }
    case 'BraceGroup':
      return [{ node: node.body, place: inside(place) }];
    case 'If': {
      const branch = sometimes(place);
      const clauses = node.elif.flatMap((elif) => [elif.clause, elif.then]);
      const rest = [node.then, ...clauses, ...(node.else === undefined ? [] : [node.else])];
      return [
        { node: node.clause, place: inside(place) },
        ...rest.map((child) => ({ node: child, place: branch })),
      ];
    }
    case 'While':
      return [
        { node: node.clause, place: inside(place) },
        { node: node.body, place: sometimes(place) },
      ];
    case 'For':
    case 'Select':
      return [...substitutions(node.wordlist ?? [], place), { node: node.body, place: sometimes(place) }];
    case 'ArithmeticFor':
    case 'Function':
      return [{ node: node.body, place: sometimes(place) }];
    case 'Coproc':
      return [{ node: node.body, place }];
    case 'Case': {
      const bodies = node.items.map(({ body }) => ({ node: body, place: sometimes(place) }));
      return [...substitutions([node.word], place), ...bodies];
    }
    default:
      return innerTasks(walk, node, place);
  }
}

function statements(list: Script['commands'], place: Place): Task[] {
  return list.map((node, index) => {
    const previous = list[index - 1];
    return {
      node,
      place: previous === undefined ? place : { ...place, join: previous.background === true ? '&' : ';' },
    };
  });
}

/** The place inside a group: its first command is joined as the group is, and what follows `||` may not run. */
function inside(place: Place): Place {
  return { ...place, depth: place.depth + 1, conditional: place.conditional || place.join === '||' };
}

/** The place of a body that the shell may pass over. */
function sometimes(place: Place): Place {
  return { ...place, depth: place.depth + 1, conditional: true, join: ';' };
}

/** Those nodes that can hold a substitution at all; the parts of the others need not be read. */
function substitutions(nodes: readonly SyntaxNode[], place: Place): Task[] {
  const holders = nodes.filter((node) => !('text' in node) || mayHoldOne(node.text));
  return holders.map((node) => ({ node, place }));
}

function mayHoldOne(text: string): boolean {
  return holdsAny(text, '$`') || text.includes('<(') || text.includes('>(');
}

/** What is inside a word, a redirection or an expression: only the scripts of substitutions matter there. */
function innerTasks(walk: Walk, node: SyntaxNode, place: Place): Task[] {
  const children: Task[] = [];
  const length = node.end - node.pos;
  walk.budget -= length;
  if (walk.budget < 0 || length > LONGEST_WORD) {
    walk.complete = false;
    return children;
  }
  forEachChild(node, (child) => {
    if (child.type !== 'Script') {
      children.push(...substitutions([child], place));
      return;
    }
    const decoded = child.source !== undefined && place.within === undefined;
    children.push({
      node: child,
      place: {
        join: 'start',
        depth: place.depth + 1,
        subshell: place.subshell,
        conditional: place.conditional,
        substituted: true,
        redirected: false,
        filed: false,
        within: decoded ? { start: node.pos, end: node.end } : place.within,
      },
    });
  });
  return children;
}

function commandOf(walk: Walk, node: Command, place: Place): ShellCommand {
  const words: ShellWord[] = node.name === undefined ? [] : [wordOf(walk.source, node.name, place.within)];
  for (const argument of node.suffix) {
    if (argument.type === 'Word') {
      words.push(wordOf(walk.source, argument, place.within));
    } else if (argument.type === 'Assignment') {
      words.push(assignmentWord(walk.source, argument, place.within));
    }
  }
  const assignments = node.prefix.filter((part) => part.type === 'Assignment');
  const redirected = place.redirected || node.prefix.some(isRedirection) || node.suffix.some(isRedirection);
  return {
    words,
    assignments: assignments.map((assignment) => assignmentOf(walk.source, assignment, place.within)),
    redirected,
    redirectedNowhere: redirected && !place.filed && !node.prefix.some(isFiled) && !node.suffix.some(isFiled),
    join: place.join,
    depth: place.depth,
    ...(place.subshell === undefined ? {} : { subshell: place.subshell }),
    conditional: place.conditional,
    ...(place.substituted ? { substituted: true } : {}),
    span: spanOf(walk.source, node, place.within),
  };
}

/** `[[ … ]]` or `(( … ))` as a command of one word, so that the join of the command behind it has something to refer to. */
function conditionOf(walk: Walk, node: SyntaxNode, place: Place): ShellCommand {
  const text = node.type === 'TestCommand' ? '[[' : '((';
  const word = {
    text,
    literal: true,
    span: spanOf(walk.source, { pos: node.pos, end: node.pos + 2 }, place.within),
  };
  const { join, depth, conditional, redirected, filed } = place;
  return {
    words: [word],
    assignments: [],
    redirected,
    redirectedNowhere: redirected && !filed,
    join,
    depth,
    conditional,
    span: spanOf(walk.source, node, place.within),
  };
}
