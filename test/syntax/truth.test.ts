import assert from 'node:assert/strict';
import { parsedOf } from '../../server/src/syntax/instruction.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { Dockerfile, Instruction } from '../../server/src/syntax/types.ts';
import { truthOf } from '../support/truth.ts';

interface RecordedInstruction {
  readonly instruction: string;
  readonly startLine: number;
  readonly endLine: number;
  /** null where the instruction has nothing but its keyword. */
  readonly flags: readonly string[] | null;
  readonly json: boolean;
  readonly args: readonly string[];
  readonly heredocs: readonly { name: string; content: string; expand: boolean; chomp: boolean }[];
}

interface Recorded {
  readonly id: string;
  readonly text: string;
  readonly escape?: string;
  readonly instructions?: readonly RecordedInstruction[];
  readonly error?: string;
  readonly instructionError?: string;
}

/** What BuildKit's parser says of an instruction, from ours. */
function asRecorded(file: Dockerfile, instruction: Instruction): RecordedInstruction {
  const { flags, json, args, pairs, heredocs } = parsedOf(file, instruction);
  const { keyword } = instruction;
  const flattened =
    keyword === 'ENV' || keyword === 'LABEL'
      ? pairs.flatMap(({ name, value, nameSpan, valueSpan }) => [
          name,
          value ?? '',
          instruction.text.slice(nameSpan.end, valueSpan?.start).trim(),
        ])
      : args.map(({ text }) => text);
  return {
    instruction: keyword,
    startLine: instruction.line,
    endLine: instruction.endLine,
    flags: flags.map(({ text }) => text),
    json,
    // BuildKit drops the arguments of a word that it does not know and leaves one empty string.
    args: instruction.known ? flattened : [''],
    heredocs: heredocs.map(({ name, content, expand, chomp }) => ({ name, content, expand, chomp })),
  };
}

describe('syntax agrees with every Dockerfile that BuildKit parsed', () => {
  const records = truthOf<Recorded>('parse');

  it('has all 135 records', () => {
    assert.equal(records.length, 135);
  });

  for (const record of records) {
    it(`${record.id} ${JSON.stringify(record.text.slice(0, 60))}`, () => {
      const file = parse(record.text);
      if (record.error !== undefined) {
        assert.deepEqual(
          file.problems.map(({ message }) => message),
          [record.error],
        );
        return;
      }
      assert.equal(file.escape, record.escape);
      assert.deepEqual(
        file.instructions.map((instruction) => asRecorded(file, instruction)),
        record.instructions?.map((instruction) => ({ ...instruction, flags: instruction.flags ?? [] })),
      );
      const unknown = record.instructionError?.includes('unknown instruction') === true;
      assert.deepEqual(
        file.problems.map(({ kind }) => kind),
        unknown ? ['unknown-instruction'] : [],
      );
    });
  }
});
