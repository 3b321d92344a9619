import type { ChangeHistory } from '../context/history/types.ts';
import { chosenBuild } from '../context/location/candidate-build.ts';
import type { ContextChoice } from '../context/location/types.ts';
import { analyze } from '../insights/analysis.ts';
import type { Analysis } from '../insights/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Configuration } from './settings/configuration.ts';
import type { Contexts } from './contexts/contexts.ts';
import { givenUp } from './documents.ts';
import type { Documents } from './documents.ts';
import type { Histories } from './histories.ts';
import type { Log } from './log.ts';
import { DEFAULT_SETTINGS } from './settings/settings.ts';
import type { Settings } from './settings/settings.ts';
import type { Writing } from './writing.ts';

/** A document of one version and all that is known of it: what every feature answers from. */
export interface Analysed {
  readonly uri: string;
  readonly version: number;
  readonly analysis: Analysis;
  readonly settings: Settings;
  /** Of its build context; undefined while none is loaded. */
  readonly history: ChangeHistory | undefined;
  /** The place of its build context's root; undefined while no context is loaded. */
  readonly contextRoot: string | undefined;
  /** Why it is that context, and what else it could be; undefined while no context is loaded. */
  readonly choice: ContextChoice | undefined;
}

/** The analyses of open documents: one a version, shared by all features. */
export interface Analyses {
  /** Of the document as it is now; undefined when it is not open or left alone. */
  of(uri: string): Promise<Analysed | undefined>;
  /** Does the work while the settings of a document are still on their way, in the hope that they are what they mostly are. */
  ahead(uri: string): void;
  /** What is held of the text before a change is no answer any more: a client may send other texts under the same version. */
  changed(uri: string): void;
  forget(uri: string): void;
}

/** Where an analysis comes from. */
export interface AnalysesOptions {
  readonly documents: Documents;
  readonly configuration: Configuration;
  readonly contexts: Contexts;
  readonly histories: Histories;
  /** Where somebody writes in a document. */
  readonly writing: Writing['of'];
  readonly log: Log;
}

/** Makes an empty cache. An entry holds while version, settings and context snapshot are the same ones. */
export function createAnalyses(options: AnalysesOptions): Analyses {
  const { documents, configuration, contexts, histories, writing, log } = options;
  const cache = new Map<string, Analysed | GivenUpVersion>();
  /** Of whatever text of a document was analysed last: most of it holds for the next one, too. */
  const latest = new Map<string, Analysis>();
  /** Most documents have the settings of the one before. */
  let likely = DEFAULT_SETTINGS;

  /** Of the document as it is now. Nothing waits here: what it is made of belongs together. */
  const analysedWith = (uri: string, settings: Settings): Analysed | undefined => {
    const document = documents.get(uri);
    if (document === undefined) {
      return undefined;
    }
    const held = cache.get(uri);
    if (held?.version === document.version && held.analysis === undefined) {
      return undefined;
    }
    const left = held?.version === document.version ? undefined : givenUp(document);
    if (left !== undefined) {
      if (left.note !== undefined) {
        log.note(uri, left.note);
      }
      cache.set(uri, { version: document.version, analysis: undefined });
      latest.delete(uri);
      return undefined;
    }
    const { snapshot, root, choice, compose } = contexts.of(uri);
    const history = histories.of(root);
    if (
      held?.analysis !== undefined &&
      held.version === document.version &&
      checksAlike(held.settings, settings) &&
      held.analysis.context === snapshot &&
      held.choice === choice &&
      held.history === history
    ) {
      const same = held.settings === settings ? held : { ...held, settings };
      cache.set(uri, same);
      return same;
    }
    const analyzeAs = (how: ContextChoice | undefined): Analysis => {
      const build = how && buildOf(how);
      const text = document.getText();
      const { builder, rules } = settings;
      const found = analyze(
        {
          text,
          context: snapshot,
          history,
          build,
          builder,
          rules,
          compose: how && compose,
          writing: writing(uri),
        },
        latest.get(uri),
      );
      // A stage that a Compose file names and that is not there (yet) hides nothing of those that are.
      return found.model.unknownTarget ? analyzeAs(undefined) : found;
    };
    const analysed: Analysed = {
      uri,
      version: document.version,
      analysis: analyzeAs(choice),
      settings,
      history,
      contextRoot: root,
      choice,
    };
    cache.set(uri, analysed);
    latest.set(uri, analysed.analysis);
    return analysed;
  };

  return {
    of: async (uri) => {
      if (documents.get(uri) === undefined) {
        return undefined;
      }
      const settings = await configuration.of(uri);
      likely = settings;
      // The document is read after the waiting: answers are of its newest version.
      return analysedWith(uri, settings);
    },
    ahead: (uri) => {
      analysedWith(uri, likely);
    },
    changed: (uri) => {
      cache.delete(uri);
    },
    forget: (uri) => {
      cache.delete(uri);
      latest.delete(uri);
      log.forget(uri);
    },
  };
}

const buildOf = rememberedWith(chosenBuild);

/** Whether an analysis with the one settings is that with the others. */
function checksAlike(one: Settings, other: Settings): boolean {
  return (
    one === other ||
    (one.builder === other.builder &&
      one.rules.size === other.rules.size &&
      [...one.rules].every(([rule, setting]) => other.rules.get(rule) === setting))
  );
}

/** A version that is left alone: the reasons are looked at once. */
interface GivenUpVersion {
  readonly version: number;
  readonly analysis: undefined;
}
