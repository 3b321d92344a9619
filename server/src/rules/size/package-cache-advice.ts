import type { RunPart } from '../../ecosystems/run-parts.ts';
import type { CacheLeft, CleanUp } from '../../fixes/package-cache/left.ts';
import { placeOf } from '../../fixes/package-cache/place.ts';
import { code, listed, shownCommand } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { goesBy } from './lists-user-words.ts';

/** What to do about what a RUN leaves, in a sentence. */
export function cacheAdvice(model: Model, left: CacheLeft): string {
  const { node, remedy, user } = left;
  switch (remedy.kind) {
    case 'flag':
      return `Add ${remedy.flag}, or mount a cache.`;
    case 'drop':
      return `Leave ${listed(remedy.parts.map((part) => shownPart(model, node, part)))} out: apk fetches the lists by itself.`;
    case 'command': {
      const command = whole(remedy.command);
      if (user !== undefined) {
        return user.node.stage === node.stage
          ? `${goesBy(user)} them, so put both in one RUN, and end it with ${command}.`
          : `${goesBy(user)} them, so fetch them there again, and end both with ${command}.`;
      }
      return `${whereTo(model, left, remedy)}, or mount a cache.`;
    }
  }
}

/** One command of a RUN, as code: by its words where it stands in a JSON array, or in quotes for another shell. */
export function shownPart(model: Model, node: Node, { command }: RunPart): string {
  const isQuoted = isExec(model, node) || isNested(command.words);
  return isQuoted ? code(command.words.map(({ text }) => text).join(' ')) : shownCommand(node, command);
}

/** Without its end. */
function whereTo(model: Model, { node, shared }: CacheLeft, remedy: CleanUp): string {
  const { command, last, isEnd } = remedy;
  const users =
    shared === undefined ? '' : shared === 'sudo' ? ' both with and without sudo' : ' for each HOME';
  const added = `${whole(`&& ${command}`)}${users}`;
  const behind = (part: RunPart): string =>
    `${whole(command)}${users} right behind ${part.command.join === '|' ? 'the pipe that ends in ' : ''}${shownPart(model, node, part)}`;
  if (isExec(model, node)) {
    // Only what is in quotes for a shell can take another command.
    return !isNested(last.command.words)
      ? `Write it in shell form, and end it with ${added}`
      : isEnd
        ? `End the script in quotes with ${added}`
        : `In the quotes, run ${behind(last)}`;
  }
  const script = scriptOf(model.file, node.instruction);
  const place = script && placeOf({ text: node.instruction.text, script }, remedy);
  if (place === undefined) {
    const isClosed = node.instruction.text.trimEnd().endsWith(';');
    return !isEnd
      ? `Run ${behind(last)}`
      : isClosed
        ? `Run ${whole(command)}${users} at the end of this RUN`
        : `End this RUN with ${added}`;
  }
  return place.isEnd ? `End this RUN with ${added}` : `Run ${behind(place.part)}`;
}

/** True for a JSON array, which no shell reads. */
function isExec({ file }: Model, { instruction }: Node): boolean {
  return scriptOf(file, instruction)?.form === 'exec';
}

/** True for the words of a command in the quotes of `sh -c "…"`, which have no place in the text. */
function isNested(words: RunPart['command']['words']): boolean {
  return words.every(({ span }) => span.start === span.end);
}

/** What is to be typed is shown as it is, unless it is very long. */
function whole(command: string): string {
  return command.length > LONG ? code(command) : `\`${command}\``;
}

const LONG = 80;
