import { makefileLines, type MakefileLine } from './makefile-lines.ts';
import { makefileVariables, type Given, type MakefileVariables } from './makefile-variables.ts';

/** A target with the commands of its recipe, as far as their text is known. */
export interface Recipe {
  readonly target: string;
  /** Each is the text of a shell of its own. */
  readonly lines: readonly string[];
}

/** What a Makefile runs for some targets. */
export interface Recipes {
  /** In the order in which make runs them. */
  readonly recipes: readonly Recipe[];
  /** What the Makefile and the command line of make put into the environment of all. */
  readonly exported: ReadonlyMap<string, string>;
}

/** What make is asked for. */
export interface Goals extends Given {
  /** Empty: the first target of the file. */
  readonly targets: readonly string[];
  /** Whether a file of this name, relative to the working directory, is there before make runs. */
  readonly isThere: (path: string) => boolean;
}

/** So many targets are followed up from one call. */
const MAX_TARGETS = 200;

/** So many prerequisites of theirs are looked at, and so many lines are read. */
const MAX_STEPS = 2_000;

/**
 * The recipes of these targets and of all that they depend on. Only plain rules are read: no patterns, no functions, nothing of other
 * files and nothing that stands under a condition. None for a target that is not there, nor for a prerequisite that is a file already: make
 * may find it up to date.
 */
export function makefileRecipes(text: string, goals: Goals): Recipes {
  const variables = makefileVariables(goals);
  const { rules, phony, isOneShell } = readMakefile(text, variables);
  const found: Recipe[] = [];
  const seen = new Set<string>();
  let steps = 0;
  const visit = (target: string): void => {
    if (seen.has(target) || seen.size >= MAX_TARGETS) {
      return;
    }
    seen.add(target);
    for (const { needs, lines } of rules.get(target) ?? []) {
      for (const need of needs) {
        if (steps++ < MAX_STEPS && rules.has(need) && (phony.has(need) || !goals.isThere(need))) {
          visit(need);
        }
      }
      const commands = lines
        .slice(0, Math.max(MAX_STEPS - steps, 0))
        .map((line) => variables.expand(line, target).replace(/^[\s@+-]+/, ''))
        .filter((line) => line !== '' && !line.startsWith('#'));
      steps += lines.length;
      if (commands.length > 0) {
        // make stops at the first that fails.
        found.push({ target, lines: isOneShell ? [commands.join(' && ')] : commands });
      }
    }
  };
  const wanted = goals.targets.flatMap(wordsOf);
  for (const target of wanted.length > 0 ? wanted : [defaultGoal(rules, variables)]) {
    visit(target);
  }
  return { recipes: found, exported: variables.exported() };
}

function defaultGoal(rules: ReadonlyMap<string, unknown>, variables: MakefileVariables): string {
  const named = variables.expand('$(.DEFAULT_GOAL)');
  const first = [...rules.keys()].find((target) => !target.startsWith('.') && !target.includes('%'));
  return named.includes('$') ? (first ?? '') : named.trim();
}

/** The rule of one or several targets. */
interface Rule {
  readonly needs: readonly string[];
  readonly lines: string[];
}

interface Makefile {
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  /** Targets that are no files. */
  readonly phony: ReadonlySet<string>;
  /** Whether all lines of a recipe run in one shell. */
  readonly isOneShell: boolean;
}

function readMakefile(text: string, variables: MakefileVariables): Makefile {
  const rules = new Map<string, Rule[]>();
  const phony = new Set<string>();
  let open: Rule | undefined;
  for (const line of makefileLines(text)) {
    switch (line.kind) {
      case 'command':
        if (line.isSure) {
          open?.lines.push(line.text);
        }
        break;
      case 'definition':
        variables.forget(line.name);
        break;
      case 'export':
        for (const name of line.names) {
          variables.export(name);
        }
        break;
      case 'assignment':
        assign(line, variables);
        break;
      case 'rule': {
        const needs = wordsOf(variables.expand(line.needs));
        open = { needs, lines: line.recipe === undefined ? [] : [line.recipe] };
        if (line.sets !== undefined) {
          variables.forget(line.sets);
        } else if (line.isSure) {
          addRule({ rules, phony }, wordsOf(variables.expand(line.targets)), open);
        }
        break;
      }
    }
  }
  return { rules, phony, isOneShell: rules.has('.ONESHELL') };
}

function assign(line: Extract<MakefileLine, { kind: 'assignment' }>, variables: MakefileVariables): void {
  const name = variables.expand(line.name).trim();
  if (line.isSure) {
    variables.assign({ ...line, name });
  } else {
    variables.forget(name);
  }
  if (line.isExported) {
    variables.export(name);
  }
}

function addRule(
  { rules, phony }: { readonly rules: Map<string, Rule[]>; readonly phony: Set<string> },
  targets: readonly string[],
  rule: Rule,
): void {
  for (const target of targets) {
    const known = rules.get(target);
    if (known === undefined) {
      rules.set(target, [rule]);
    } else {
      known.push(rule);
    }
  }
  for (const need of targets.includes('.PHONY') ? rule.needs : []) {
    phony.add(need);
  }
}

/** Paths as one writes them: `./bin/app` is `bin/app`. */
function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).flatMap((word) => {
    const path = word.replace(/^(\.\/)+(?=.)/, '');
    return path === '' || path === '|' ? [] : [path];
  });
}
