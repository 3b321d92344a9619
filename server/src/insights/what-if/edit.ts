import type { Builder } from '../../cache/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Argument, Dockerfile, Instruction, ParsedInstruction } from '../../syntax/types.ts';

/** What is put in. Nobody sees it: it only has to be a word that was not there. */
const MARK = 'strata';

/**
 * The text of a Dockerfile in which one instruction says something else, as an edit of it would: another command, value,
 * owner, path or image. The text as it is where there is nothing to edit, and for metadata with BuildKit, no step of which
 * looks at it; to the classic builder it is a step like any other.
 */
export function editedText(
  file: Dockerfile,
  instruction: Instruction,
  builder: Builder = 'buildkit',
): string {
  const parsed = parsedOf(file, instruction);
  const { trigger } = parsed;
  const insertions = (
    trigger === undefined
      ? insertionsFor(instruction.keyword, parsed, { behindKeyword: keywordEnd(instruction), builder })
      : insertionsFor(trigger.keyword, trigger.parsed, { behindKeyword: trigger.keywordSpan.end, builder })
  ).sort((a, b) => b.at - a.at);
  let { text } = instruction;
  for (const { at, text: added } of insertions) {
    text = text.slice(0, at) + added + text.slice(at);
  }
  return file.text.slice(0, instruction.start) + text + file.text.slice(instruction.end);
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

interface EditOptions {
  readonly behindKeyword: number;
  readonly builder: Builder;
}

function insertionsFor(
  keyword: string,
  parsed: ParsedInstruction,
  { behindKeyword, builder }: EditOptions,
): Insertion[] {
  const [first] = parsed.args;
  switch (keyword) {
    case 'RUN':
    case 'SHELL':
      return first === undefined
        ? []
        : [{ at: inside(first, parsed), text: parsed.json ? MARK : `${MARK} ` }];
    case 'COPY':
    case 'ADD': {
      // Another owner, since another destination could change what later instructions find there.
      const owner = parsed.flags.find(({ name }) => name === 'chown');
      return [
        owner === undefined
          ? { at: behindKeyword, text: ` --chown=${MARK}` }
          : { at: owner.span.end, text: MARK },
      ];
    }
    case 'ENV':
    case 'ARG':
      return parsed.pairs.map(({ nameSpan, valueSpan }) =>
        valueSpan === undefined ? { at: nameSpan.end, text: `=${MARK}` } : { at: valueSpan.end, text: MARK },
      );
    case 'FROM':
    case 'WORKDIR':
    case 'USER':
      return first === undefined ? [] : [{ at: first.span.end, text: MARK }];
    case 'LABEL':
      return builder === 'classic'
        ? parsed.pairs.slice(0, 1).map(({ nameSpan }) => ({ at: nameSpan.start, text: MARK }))
        : [];
    case 'EXPOSE':
      // One port more.
      return builder === 'classic' ? [{ at: behindKeyword, text: ' 1' }] : [];
    default:
      return builder === 'classic' && METADATA.has(keyword) && first !== undefined
        ? [lastInsertion(parsed.args[parsed.args.length - 1] ?? first, parsed)]
        : [];
  }
}

/** Instructions whose arguments are free text or words. */
const METADATA: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'MAINTAINER',
  'STOPSIGNAL',
  'VOLUME',
]);

/** At the end of the last argument: inside of its quotes where it is a JSON string. */
function lastInsertion({ span }: Argument, { json }: ParsedInstruction): Insertion {
  return { at: json ? span.end - 1 : span.end, text: MARK };
}

/** Behind the quote of a JSON string, which belongs to its span. */
function inside({ span }: Argument, { json }: ParsedInstruction): number {
  return json ? span.start + 1 : span.start;
}

/** Lines with nothing but the escape character may stand in front of the keyword. */
function keywordEnd({ keyword, text }: Instruction): number {
  return text.search(/[a-z]/i) + keyword.length;
}
