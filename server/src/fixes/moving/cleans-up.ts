import { commandOf } from '../../ecosystems/command.ts';
import type { ShellCommand } from '../../syntax/types.ts';

/**
 * Whether a command may undo what an install leaves in its layer, so that apart from it nothing would be saved; `text` is the command as
 * it is written. What a build tool cleans is what it builds itself.
 */
export function cleansUp(command: ShellCommand, text: string): boolean {
  return CLEANUP.test(BUILD_TOOLS.has(commandOf(command)?.name ?? '') ? text.replaceAll(TARGET, '') : text);
}

const CLEANUP = /\b(rm|prune|clean|cleanall|purge|uninstall|del|autoremove|autoclean)\b/;

/** A target or goal with this name. */
const TARGET = /\b(clean|cleanall)\b/g;

const BUILD_TOOLS: ReadonlySet<string> = new Set(
  'ant bazel cmake gmake gradle gradlew lein make meson mvn mvnw ninja rake sbt scons'.split(' '),
);
