import type { Builder } from '../../cache/types.ts';
import { RULE_SETTING_NAMES } from '../../rules/setting-of.ts';
import type { RuleSetting } from '../../rules/types.ts';

/** Where annotations are shown: above the instruction, behind its first line, above steps only, or nowhere. */
export type Annotations = 'codeLens' | 'inlayHint' | 'minimal' | 'off';

/** The `strata` section for one resource. */
export interface Settings {
  readonly annotations: Annotations;
  /** Whose rules say what is rebuilt. */
  readonly builder: Builder;
  /** By rule id; a rule that is not named has its default severity. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** `strata.context.folders`: a Dockerfile's glob or folder -> its context's folder, both relative to the workspace. */
  readonly context: ReadonlyMap<string, string>;
  /** Entries of a build context after which the walk gives up. */
  readonly maxFiles: number;
}

const ANNOTATIONS: ReadonlySet<string> = new Set<Annotations>(['codeLens', 'inlayHint', 'minimal', 'off']);

const RULE_SETTINGS: ReadonlySet<string> = new Set<RuleSetting>(RULE_SETTING_NAMES);

/** What counts where nothing (or nonsense) is set. */
export const DEFAULT_SETTINGS: Settings = {
  annotations: 'codeLens',
  builder: 'buildkit',
  rules: new Map(),
  context: new Map(),
  maxFiles: 200_000,
};

/**
 * Reads the `strata` section as a client sent it, over other settings: whatever is not named or not understood is as there.
 * Never throws.
 */
export function settingsFrom(value: unknown, base = DEFAULT_SETTINGS): Settings {
  const section = recordFrom(value);
  const { annotations, builder } = section;
  const { maxFiles, folders } = recordFrom(section['context']);
  return {
    annotations: isAnnotations(annotations) ? annotations : base.annotations,
    builder: builder === 'classic' || builder === 'buildkit' ? builder : base.builder,
    rules: new Map([...base.rules, ...rulesFrom(section['rules'])]),
    context: new Map([...base.context, ...foldersFrom(folders)]),
    maxFiles:
      typeof maxFiles === 'number' && Number.isFinite(maxFiles) && maxFiles >= 0
        ? Math.floor(maxFiles)
        : base.maxFiles,
  };
}

/** An object's properties, or none for anything else. */
export function recordFrom(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function rulesFrom(value: unknown): ReadonlyMap<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  for (const [id, setting] of Object.entries(recordFrom(value))) {
    if (isRuleSetting(setting)) {
      rules.set(id, setting);
    }
  }
  return rules;
}

function foldersFrom(value: unknown): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const [pattern, folder] of Object.entries(recordFrom(value))) {
    if (typeof folder === 'string') {
      folders.set(pattern, folder);
    }
  }
  return folders;
}

function isAnnotations(value: unknown): value is Annotations {
  return typeof value === 'string' && ANNOTATIONS.has(value);
}

function isRuleSetting(value: unknown): value is RuleSetting {
  return typeof value === 'string' && RULE_SETTINGS.has(value);
}
