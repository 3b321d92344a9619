import { otherTextOf } from '../../insights/fixes/other-text.ts';
import type { Analysis } from '../../insights/types.ts';
import type { BuildOptions } from '../../model/types.ts';
import { fixesOf } from '../../rules/fixes-of.ts';
import type { Facts, Reported } from '../../rules/types.ts';
import { blockingFiles } from '../../workspace/tree/blocking-files.ts';
import { rememberedFiles } from '../../workspace/remembered-files.ts';
import { analyzeInput } from '../analyze-input.ts';
import { otherKey, type CheckedFile, type CheckedFinding } from './checked-file.ts';
import { readDockerfile } from '../dockerfile-input.ts';
import { otherPath } from '../other-path.ts';
import { sharedContexts } from '../shared-contexts.ts';
import type { Target } from './targets.ts';
import type { Terminal } from '../terminal.ts';

/** How Dockerfiles are checked: plain data, which one thread can hand to another. */
export interface CheckWork {
  /** The working directory. */
  readonly cwd: string;
  /** The context's folder as typed; found from what each Dockerfile copies when undefined. */
  readonly context: string | undefined;
  readonly build: BuildOptions;
  /** Whether fixes are printed: looking for them takes as long as finding what they mend. */
  readonly withFixes: boolean;
}

/**
 * Checks Dockerfiles one after another, and remembers what several of them need: most of a repository's lie in the same folders,
 * beside the same files. Throws a UsageError for one that can't be read or built as asked.
 */
export function createChecker(
  work: CheckWork,
  stdin: Terminal['stdin'],
): (target: Target) => Promise<CheckedFile> {
  const { cwd, context, build } = work;
  const files = rememberedFiles(blockingFiles());
  const loadContext = sharedContexts(files);
  return async ({ name, searched }) => {
    const input = await readDockerfile(files, { cwd, stdin }, name);
    const analysis = await analyzeInput(files, input, { cwd, context, searched, build, loadContext });
    const { model, facts, findings } = analysis;
    return {
      path: input.shown,
      file: { text: model.file.text, lineStarts: model.file.lineStarts },
      findings: findings.map((finding) => checkedFinding(analysis, finding, work)),
      others: othersOf(facts, findings, cwd),
      known: 0,
    };
  };
}

function checkedFinding(
  { model, facts }: Analysis,
  finding: Reported,
  { withFixes }: CheckWork,
): CheckedFinding {
  const [fix] = withFixes ? fixesOf(facts, finding) : [];
  return {
    ...finding,
    instruction: (model.nodes[finding.node]?.instruction.text ?? '').replace(/\s+/g, ' ').trim(),
    fix: fix && { title: fix.title, safety: fix.safety },
  };
}

function othersOf(facts: Facts, findings: readonly Reported[], cwd: string): CheckedFile['others'] {
  const others = new Map<string, { readonly path: string; readonly text: string }>();
  for (const { at, related } of findings) {
    for (const file of [at?.file, ...related.map((one) => one.file)]) {
      const text = file && otherTextOf(facts, file);
      if (file !== undefined && text !== undefined) {
        others.set(otherKey(file), { path: otherPath(file, facts, cwd), text });
      }
    }
  }
  return others;
}
