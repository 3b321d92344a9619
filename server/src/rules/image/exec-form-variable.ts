import { baseName } from '../../context/path-parts.ts';
import { shellFormFix, type ShellForm } from '../../fixes/exec-form/by-shell.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code, listedBriefly } from '../../fixes/moving/words.ts';
import { hasPlaceholders } from '../../fixes/placeholders.ts';
import { isOfficialImage } from '../../model/official-image.ts';
import { targetChain } from '../../model/target-chain.ts';
import { isWindowsStage } from '../../model/windows-stage.ts';
import type { Model, Node } from '../../model/types.ts';
import { startNodes } from '../../ports/listens.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Argument } from '../../syntax/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { Finding, Rule } from '../types.ts';
import { behindInit, isInit } from './init-program.ts';
import { literalVariables } from './literal-variables.ts';

const ID = 'image/exec-form-variable';

const STARTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT']);

/**
 * `CMD ["gunicorn", "--bind", "0.0.0.0:$PORT"]`: an array is started as it is, without a shell, and neither BuildKit nor the engine
 * replaces variables in it (Dockerfile reference, "Shell and exec form").
 */
export const execFormVariable: Rule = {
  id: ID,
  summary: 'a variable stands in an array, where no shell replaces it, so that the program gets its name',
  defaultSeverity: 'warning',
  since: '0.1.0',
  overlooks: new Set([...CONFIGURATION].filter((keyword) => !STARTS.has(keyword))),
  check({ model }) {
    return literalsOf(model).map(findingOf);
  },
  fixes({ model }, { node }) {
    const found = literalsOf(model).find((one) => one.node.index === node);
    const fix = found?.isReplaceable === true ? shellFormFix(found) : undefined;
    return fix === undefined ? [] : [fix];
  },
};

/** An array that starts the container, with variables that stay as they are. */
interface Literals extends ShellForm {
  /** The program that gets them. */
  readonly program: string;
  /** Whether a shell can take the place of its program. */
  readonly isReplaceable: boolean;
}

const literalsOf = rememberedWith((model: Model): readonly Literals[] => {
  const chain = targetChain(model);
  const [target] = chain;
  const base = chain[chain.length - 1]?.base;
  const image = base?.kind === 'image' ? (base.name ?? '$') : '';
  if (target === undefined || isWindowsStage(model, target) || hasPlaceholders(model)) {
    return [];
  }
  const { cmd = [], entrypoint } = target.config;
  // Docker's own images have a shell, and their ENTRYPOINT starts what it gets as it is; that of another may replace variables.
  const isOfficial = isOfficialImage(image);
  if (entrypoint === undefined && !isOfficial && image !== '') {
    return [];
  }
  const command = [...(entrypoint ?? []), ...cmd];
  const literal = new Set(literalVariables(command));
  if (literal.size === 0) {
    return [];
  }
  const program = baseName(behindInit(command)[0] ?? '');
  const length = entrypoint?.length ?? 0;
  const hasOwn = length > 0 && !isInit(entrypoint ?? []);
  const { entrypoint: entryNode, cmd: cmdNode } = startNodes(model, target.index);
  return (
    [
      [entryNode, 0, length],
      [cmdNode, length, command.length],
    ] as const
  ).flatMap(([node, start, end]) => {
    const words = node && arrayOf(model, node, command.slice(start, end));
    const own = words?.filter((_word, at) => literal.has(start + at)) ?? [];
    return node === undefined || words === undefined || own.length === 0
      ? []
      : [
          {
            node,
            words,
            literal: own,
            program,
            behind: node === entryNode ? command.length - behindInit(command).length : 0,
            isReplaceable: isOfficial && (node === entryNode || !hasOwn),
          },
        ];
  });
});

/** The words of an array, where these are what the image starts. */
function arrayOf(
  { file }: Model,
  { instruction }: Node,
  command: readonly string[],
): readonly Argument[] | undefined {
  const { json, args } = parsedOf(file, instruction);
  return json && args.length === command.length && args.every(({ text }, at) => text === command[at])
    ? args
    : undefined;
}

function findingOf({ node, literal, program }: Literals): Finding {
  const { instruction, index } = node;
  const words = listedBriefly(
    literal.map(({ text }) => code(text)),
    3,
    'words',
  );
  const [first] = literal;
  const span = first?.span ?? { start: 0, end: 0 };
  const isProgram = baseName(first?.text ?? '') === program;
  const what = isProgram
    ? `the container looks for a program called ${code(first?.text ?? '')}, and ends at once`
    : `${program} gets ${words} as ${literal.length === 1 ? 'it stands' : 'they stand'}`;
  return {
    rule: ID,
    node: index,
    span: { start: instruction.start + span.start, end: instruction.start + span.end },
    message: `No shell reads this ${code(instruction.keyword)} (line ${instruction.line}), which is an array: ${what}. Start it with \`sh -c\` and \`exec\`.`,
    related: [],
    key: 'variables',
  };
}
