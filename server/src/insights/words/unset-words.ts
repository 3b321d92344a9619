import { imageMaySet, imageVariables, type ImageVariables } from '../../model/image-variables.ts';
import type { Model, Node } from '../../model/types.ts';
import { settingAbove } from '../../model/variables.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { code, listed, shorten } from '../text.ts';
import { variableNames } from '../../cache/copy-parts.ts';

/**
 * Which variables of an instruction nothing above it sets in its stage, for a lens: `VERSION has no value in this stage`. Where the base
 * image may set them, only those of which somebody may think that an ARG above the first FROM does. Empty for none.
 */
export function unsetTitle(model: Model, node: Node): string {
  const { names, maybe } = emptyNames(model, node);
  const shown = listed(
    names.map((name) => shorten(name, 30)),
    3,
  );
  const unless = maybe ? ' unless the base image sets one' : '';
  return names.length === 0
    ? ''
    : `${shown} ${names.length === 1 ? 'has' : 'have'} no value in this stage${unless}`;
}

/** The same for a hover, with what helps where an ARG above the first FROM has that name. */
export function unsetSentence(model: Model, node: Node): string {
  const { names, maybe } = emptyNames(model, node);
  if (names.length === 0) {
    return '';
  }
  const shown = listed(
    names.map((name) => code(name, 40)),
    3,
  );
  const told = maybe ? '' : `Nothing sets ${shown} in this stage, so it is empty there.`;
  const isGlobal = names.some((name) => globalArgs(model).has(name));
  return [
    told,
    isGlobal
      ? `An \`ARG\` above the first \`FROM\` counts in a stage only once the stage names it, too.`
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** The names that are empty for certain, or else those that are unless the base image sets them (`maybe`). */
function emptyNames(
  model: Model,
  node: Node,
): { readonly names: readonly string[]; readonly maybe: boolean } {
  const names = unsetNames(model, node);
  const empty = names.filter((name) => !mayBeSet(model, node, name));
  return empty.length > 0
    ? { names: empty, maybe: false }
    : { names: names.filter((name) => globalArgs(model).has(name)), maybe: true };
}

/** Where the values of variables come from that stand as written in what is told of an instruction, for a hover; empty for none. */
export function openSentence(model: Model, node: Node): string {
  const names = namedIn(toldBy(node));
  if (names.length === 0) {
    return '';
  }
  const isAsked = names.every((name) => settingAbove(model, node, name) !== undefined);
  const shown = listed(
    names.map((name) => code(name, 40)),
    3,
  );
  return isAsked
    ? `The build gives ${shown} a value; without one from the build or the base image it is empty.`
    : `Nothing above sets ${shown} in this stage: the base image may; without that it is empty.`;
}

/** The line nearest to the top that names an ARG from above the first FROM which its stage has not asked for; undefined for none. */
export function unseenAt(model: Model, names: readonly string[]): number | undefined {
  const lines = names.flatMap((name) => globalArgs(model).get(name) ?? []);
  return lines.length === 0 ? undefined : Math.min(...lines);
}

/** `$NAME` and `${NAME}`, but not behind a backslash: others say what they want where it is not set. */
const REFERENCES = /(?<!\\)\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/** The names of these in a text, each once. */
function namedIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, plain, braced] of text.matchAll(REFERENCES)) {
    names.add(plain ?? braced ?? '');
  }
  return [...names];
}

/** What words tell of an instruction after expansion. */
function toldBy({ detail, instruction }: Node): string {
  switch (detail.kind) {
    case 'copy':
      return [...detail.copy.sources.map(({ text }) => text), detail.copy.dest].join(' ');
    case 'workdir':
      return detail.path;
    case 'expose':
      return detail.open.map(({ text }) => text).join(' ');
    case 'volumes':
      return detail.paths.join(' ');
    case 'text':
      return EXPANDED.has(instruction.keyword) ? detail.text : '';
    default:
      return '';
  }
}

/** Instructions whose words are expanded. */
const EXPANDED: ReadonlySet<string> = new Set(
  'ADD COPY ENV EXPOSE LABEL STOPSIGNAL USER VOLUME WORKDIR'.split(' '),
);

/** The names of variables that an instruction is expanded with, and that no ARG or ENV above it names. */
function unsetNames(model: Model, node: Node): readonly string[] {
  const { text, keyword } = node.instruction;
  if (node.stage === undefined || !text.includes('$') || !EXPANDED.has(keyword)) {
    return [];
  }
  const { args } = parsedOf(model.file, node.instruction);
  const words = args.map((arg) => arg.text).filter((word) => !word.includes("'"));
  return namedIn(words.join(' ')).filter((name) => settingAbove(model, node, name) === undefined);
}

/** Whether the image below, or a trigger of ONBUILD, may set a variable. */
function mayBeSet(model: Model, { stage }: Node, name: string): boolean {
  const base = stage === undefined ? undefined : basesOf(model)[stage];
  return base === undefined || base.triggered || (base.image !== undefined && imageMaySet(base.image, name));
}

interface StageBase {
  /** What the image sets that the FROM chain begins with; undefined for scratch. */
  readonly image: ImageVariables | undefined;
  /** Whether triggers of ONBUILD run in the chain. */
  readonly triggered: boolean;
}

const basesOf = rememberedWith((model: Model): readonly StageBase[] => {
  const bases: StageBase[] = [];
  for (const { base, triggered } of model.stages) {
    const parent = base.kind === 'stage' ? bases[base.stage] : undefined;
    const image = base.kind === 'image' && base.maybe === undefined ? base.name : undefined;
    bases.push({
      image:
        parent !== undefined ? parent.image : base.kind === 'scratch' ? undefined : imageVariables(image),
      triggered: triggered.length > 0 || parent?.triggered === true,
    });
  }
  return bases;
});

/**
 * The ARGs above the first FROM, with the lines in stages that name them and don't see them. Where the base image may
 * set the name, too, and the ARG is there for a FROM, that is left open.
 */
const globalArgs = rememberedWith((model: Model): ReadonlyMap<string, readonly number[]> => {
  const first = model.stages[0]?.first ?? 0;
  const lines = new Map<string, number[]>();
  for (const { detail } of model.nodes.slice(0, first)) {
    for (const { name } of detail.kind === 'pairs' ? detail.pairs : []) {
      lines.set(name, []);
    }
  }
  const inFrom = lines.size === 0 ? new Set<string>() : namesInFrom(model);
  for (const node of lines.size === 0 ? [] : model.nodes.slice(first)) {
    const names = node.instruction.keyword === 'RUN' ? unsetInScript(model, node) : unsetNames(model, node);
    for (const name of names) {
      if (!(inFrom.has(name) && mayBeSet(model, node, name))) {
        lines.get(name)?.push(node.instruction.line);
      }
    }
  }
  return lines;
});

/** What FROM lines name, and the defaults of the ARGs that are there for them. */
function namesInFrom({ nodes, stages }: Model): ReadonlySet<string> {
  const first = stages[0]?.first ?? 0;
  return new Set(
    nodes
      .filter(({ index, instruction }) => index < first || instruction.keyword === 'FROM')
      .flatMap(({ instruction }) => variableNames(instruction.text)),
  );
}

/** Variables that a RUN names and neither an instruction above nor its own script sets, as far as that can be seen. */
function unsetInScript(model: Model, node: Node): readonly string[] {
  const { text } = node.instruction;
  if (!text.includes('$') || /(?:^|[\s;&|({])(?:\.|source|eval|read)\s/.test(text)) {
    return [];
  }
  return namedIn(text.replace(/'[^']*'/g, '')).filter(
    (name) =>
      !text.includes(`${name}=`) &&
      !text.includes(`for ${name} `) &&
      settingAbove(model, node, name) === undefined,
  );
}
