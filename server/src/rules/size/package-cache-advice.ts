import type { RunPart } from '../../ecosystems/run-part.ts';
import type { CacheLeft, CleanUp } from '../../fixes/package-cache/left.ts';
import { isNested } from '../../fixes/package-cache/nested.ts';
import { placeOf } from '../../fixes/package-cache/place.ts';
import { namedStep } from '../../fixes/update-alone/named-step.ts';
import { commandWords } from '../../fixes/moving/command-text.ts';
import { code, listed, shownCommand } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { goesBy } from './lists-user-words.ts';

/** What to do about what a RUN leaves, in a sentence. */
export function cacheAdvice(model: Model, left: CacheLeft): string {
  const { script } = left;
  const advice = remedyWords(model, left);
  return script === undefined || left.user !== undefined
    ? `${advice}.`
    : `Unless ${namedStep(script)} installs by them, ${advice.charAt(0).toLowerCase()}${advice.slice(1)}.`;
}

/** Without its end. */
function remedyWords(model: Model, left: CacheLeft): string {
  const { node, kind, remedy, user } = left;
  switch (remedy.kind) {
    case 'flag':
      return `Add ${remedy.flag}, ${kind === 'lists' ? 'with which it fetches none' : 'or mount a cache'}`;
    case 'drop':
      return `Leave ${listed(remedy.parts.map((part) => shownPart(model, node, part)))} out: apk fetches the lists by itself`;
    case 'command': {
      const command = whole(remedy.command);
      if (user !== undefined) {
        return user.node.stage === node.stage
          ? `${goesBy(user)} them, so put it and all else that does into this RUN, and end that with ${command}`
          : `${goesBy(user)} them, so fetch them again where that is done, and end each RUN with ${command}`;
      }
      return `${whereTo(model, left, remedy)}, or mount a cache`;
    }
  }
}

/** One command of a RUN, as code: by its words where it stands in a JSON array, or in quotes for another shell. */
export function shownPart(model: Model, node: Node, part: RunPart): string {
  const { command } = part;
  return isExec(model, node) || isNested(part) ? code(commandWords(command)) : shownCommand(node, command);
}

/** Without its end. */
function whereTo(model: Model, { node, shared }: CacheLeft, remedy: CleanUp): string {
  const { command, last, isEnd, behind: outside } = remedy;
  const users =
    shared === undefined ? '' : shared === 'sudo' ? ' both with and without sudo' : ' for each HOME';
  const added = `${whole(`&& ${command}`)}${users}`;
  const behind = (part: RunPart): string =>
    `${whole(command)}${users} right behind ${part.command.join === '|' ? 'the pipe that ends in ' : ''}${shownPart(model, node, part)}`;
  // Of a JSON array, only what is in quotes for a shell can take another command; and what that shell sets up is known there alone.
  const inQuotes = (): string =>
    isEnd ? `End the script in quotes with ${added}` : `In the quotes, run ${behind(last)}`;
  if (isExec(model, node)) {
    return isNested(last) ? inQuotes() : `Write it in shell form, and end it with ${added}`;
  }
  const script = scriptOf(model.file, node.instruction);
  const place = script && placeOf({ text: node.instruction.text, script }, remedy);
  if (outside.length === 0 && isNested(last)) {
    return inQuotes();
  }
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

/** What is to be typed is shown as it is, unless it is very long. */
function whole(command: string): string {
  return command.length > LONG ? code(command) : `\`${command}\``;
}

const LONG = 80;
