import { parsedOf } from '../syntax/instruction.ts';
import type { Argument, Dockerfile, Instruction, ParsedInstruction } from '../syntax/types.ts';

/** What is put in. Nobody sees it: it only has to be a word that was not there. */
const MARK = 'strata';

/**
 * The text of a Dockerfile in which one instruction says something else, as an edit of it would: another command, value,
 * owner, path or image. The text as it is for metadata, whose edits no step looks at, and where there is nothing to edit.
 */
export function editedText(file: Dockerfile, instruction: Instruction): string {
  const parsed = parsedOf(file, instruction);
  const { trigger } = parsed;
  const insertions = (
    trigger === undefined
      ? insertionsFor(instruction.keyword, parsed, keywordEnd(instruction))
      : insertionsFor(trigger.keyword, trigger.parsed, trigger.keywordSpan.end)
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

function insertionsFor(keyword: string, parsed: ParsedInstruction, behindKeyword: number): Insertion[] {
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
    default:
      return [];
  }
}

/** Behind the quote of a JSON string, which belongs to its span. */
function inside({ span }: Argument, { json }: ParsedInstruction): number {
  return json ? span.start + 1 : span.start;
}

/** Lines with nothing but the escape character may stand in front of the keyword. */
function keywordEnd({ keyword, text }: Instruction): number {
  return text.search(/[a-z]/i) + keyword.length;
}
