import type { CodeLens, Command, Position } from 'vscode-languageserver';
import { ClientCommand } from '../../../shared/wire.ts';
import type {
  CopyTextArguments,
  DocumentArguments,
  ExplainArguments,
  PlaceArguments,
} from '../../../shared/wire.ts';
import { lensesByStage } from '../insights/lens/lens.ts';
import { measureTitle } from '../insights/words/measured-words.ts';
import { isUnpublished } from '../insights/ports/publish-choices.ts';
import type { Analysis, Lens, LensPart } from '../insights/types.ts';
import type { StepMeasure } from '../measured/types.ts';
import type { Model } from '../model/types.ts';
import { positionAt } from '../syntax/positions.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Dockerfile } from '../syntax/types.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { plainLists } from './lists.ts';
import type { Kept, Lists } from './lists.ts';

/**
 * The lenses of a document, complete at once: a lens that came without its title would make the text below it jump when
 * the title arrives. Parts of one line share a range, and editors show them in this order.
 */
export function codeLenses(
  { uri, analysis, settings }: Analysed,
  abilities: ClientAbilities,
  {
    measures = new Map(),
    lists = plainLists,
  }: {
    readonly measures?: ReadonlyMap<number, StepMeasure> | undefined;
    readonly lists?: Lists | undefined;
  } = {},
): CodeLens[] {
  const { annotations } = settings;
  if (annotations !== 'codeLens' && annotations !== 'minimal') {
    return [];
  }
  const { file } = analysis.model;
  const measured = measuredTitles(measures);
  const built = abilities.builds ? targetStart(analysis.model) : undefined;
  const unpublished = abilities.publishesPorts ? unpublishedStarts(analysis) : new Set<number>();
  const codeLensesOf = (lenses: readonly Lens[]): readonly CodeLens[] => {
    const found: CodeLens[] = [];
    for (const lens of annotations === 'minimal' ? lenses.filter(({ step }) => step) : lenses) {
      const start = positionAt(file, lens.offset);
      const range = { start, end: start };
      for (const part of withMeasure(lens, measured)) {
        found.push({ range, command: commandOf(part, { uri, file, abilities }) });
      }
      if (unpublished.has(lens.offset)) {
        found.push({ range, command: publishCommand(uri, start) });
      }
      if (lens.offset === built) {
        found.push({ range, command: buildCommand(uri) });
      }
    }
    return found;
  };
  return lists.join(
    lensesByStage(analysis).map(({ key, make }) => {
      const held = measured.size > 0 ? {} : remembered(key, uri, abilities, annotations, lists);
      return (held.lenses ??= lists.keep(codeLensesOf(make())));
    }),
  );
}

/** What was made of lenses. */
const remembered: (
  key: object,
  ...given: readonly [uri: string, abilities: ClientAbilities, annotations: string, lists: Lists]
) => { lenses?: Kept<CodeLens> } = rememberedWith(() => ({}));

/** What builds measured, by the offsets of instructions. */
export function measuredTitles(measures: ReadonlyMap<number, StepMeasure>): ReadonlyMap<number, string> {
  const now = Date.now();
  return new Map(
    [...measures.values()].flatMap((measure): [number, string][] => {
      const title = measureTitle(measure, now);
      return title === undefined ? [] : [[measure.offset, title]];
    }),
  );
}

/** The parts of a lens, what was measured as the last one. */
export function withMeasure(
  { offset, parts }: Lens,
  measured: ReadonlyMap<number, string>,
): readonly LensPart[] {
  const text = measured.get(offset);
  return text === undefined
    ? parts
    : [
        ...parts,
        { text, tooltip: 'Measured by a real build or image.', action: { kind: 'explain', offset } },
      ];
}

/** Where the FROM stands of the stage that is built. */
function targetStart({ nodes, stages, target }: Model): number | undefined {
  const first = target === undefined ? undefined : stages[target]?.first;
  return first === undefined ? undefined : nodes[first]?.instruction.start;
}

function buildCommand(uri: string): Command {
  return {
    title: 'Build',
    tooltip: 'Builds the image with Docker and shows what each step does.',
    command: ClientCommand.build,
    arguments: [uri] satisfies DocumentArguments,
  };
}

/** Where the EXPOSEs stand whose ports Compose could publish. */
function unpublishedStarts(analysis: Analysis): ReadonlySet<number> {
  return new Set(
    analysis.model.nodes
      .filter((node) => isUnpublished(analysis, node))
      .map(({ instruction }) => instruction.start),
  );
}

function publishCommand(uri: string, { line, character }: Position): Command {
  return {
    title: 'Publish in Compose',
    tooltip: 'Adds the port to the service that builds this image, and shows the change.',
    command: ClientCommand.publishPort,
    arguments: [uri, line, character] satisfies PlaceArguments,
  };
}

interface CommandOptions {
  readonly uri: string;
  readonly file: Dockerfile;
  readonly abilities: ClientAbilities;
}

/** What a click does; the empty command, which LSP clients show as plain text, where the client has none for it. */
function commandOf({ text, tooltip, action }: LensPart, { uri, file, abilities }: CommandOptions): Command {
  const command: Command = { title: text, command: '' };
  if (tooltip !== undefined) {
    command.tooltip = tooltip;
  }
  if (action.kind === 'explain' && abilities.explains) {
    const { line, character } = positionAt(file, action.offset);
    command.command = ClientCommand.explain;
    command.arguments = [uri, line, character] satisfies ExplainArguments;
  } else if (action.kind === 'copy' && abilities.copiesText) {
    command.command = ClientCommand.copyText;
    command.arguments = [action.text] satisfies CopyTextArguments;
  } else if (
    (action.kind === 'files' && abilities.showsCopiedFiles) ||
    (action.kind === 'whatIf' && abilities.asksWhatIf)
  ) {
    const { line, character } = positionAt(file, action.offset);
    command.command = action.kind === 'files' ? ClientCommand.showCopiedFiles : ClientCommand.whatIf;
    command.arguments = [uri, line, character] satisfies PlaceArguments;
  }
  return command;
}
