/** A target with the shell text of its recipe. */
export interface Recipe {
  readonly target: string;
  /** Lines joined by `&&`, as make stops at the first that fails. */
  readonly text: string;
}

/** Longer Makefiles are not read. */
const MAX_TEXT = 200_000;

/**
 * The recipes of a Makefile's target and of what it directly depends on; of the first target where none is named. Only plain rules
 * are read: recipes with tabs, names without patterns and variables. None for a target that is not there.
 */
export function makefileRecipes(text: string, name: string | undefined): readonly Recipe[] {
  const rules = text.length > MAX_TEXT ? new Map<string, Rule>() : readRules(text);
  const wanted = name ?? [...rules.keys()].find((target) => !target.startsWith('.'));
  const rule = wanted === undefined ? undefined : rules.get(wanted);
  if (wanted === undefined || rule === undefined) {
    return [];
  }
  return [...rule.needs, wanted].flatMap((target) => {
    const lines = rules.get(target)?.lines ?? [];
    return lines.length === 0 ? [] : [{ target, text: lines.join(' && ') }];
  });
}

interface Rule {
  readonly needs: string[];
  readonly lines: string[];
}

function readRules(text: string): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  let open: Rule[] = [];
  for (const line of text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      const command = line.replace(/^[\t @+-]+/, '').replaceAll('$$', '$');
      if (command !== '' && !command.startsWith('#')) {
        open.forEach(({ lines }) => lines.push(command));
      }
      continue;
    }
    const found = /^([\w./ -]+?) *::?(?!=)([^=#]*)(#.*)?$/.exec(line);
    if (found === null) {
      open = line.trim() === '' || line.startsWith('#') ? open : [];
      continue;
    }
    const needs = (found[2] ?? '').split(/\s+/).filter((word) => /^[\w./-]+$/.test(word));
    open = (found[1] ?? '').split(' ').flatMap((target) => {
      const rule = rules.get(target) ?? { needs: [], lines: [] };
      rules.set(target, rule);
      rule.needs.push(...needs);
      return target === '' ? [] : [rule];
    });
  }
  return rules;
}
