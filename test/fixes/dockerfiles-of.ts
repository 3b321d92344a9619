import fc from 'fast-check';

/** Dockerfiles of one stage with some instructions in any order, with either line end, with and without a final one. */
export function dockerfilesOf(instruction: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(instruction, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([instructions, eol, ends]) => {
      const text = ['FROM node:22', 'WORKDIR /app', ...instructions].join('\n').replaceAll('\n', eol);
      return ends ? text + eol : text;
    });
}
