import type { Command } from 'vscode-languageserver';
import { ClientCommand } from '../../../shared/wire.ts';
import type { ShowRuleArguments } from '../../../shared/wire.ts';

/** What opens a rule's page in a client that has it. */
export function showRuleCommand(rule: string): Command {
  return {
    title: `Show documentation for ${rule}`,
    command: ClientCommand.showRule,
    arguments: [rule] satisfies ShowRuleArguments,
  };
}

/** The same as a link: the pages lie in the extension, and no public address has them. */
export function rulePageLink(rule: string): string {
  return `command:${ClientCommand.showRule}?${encodeURIComponent(JSON.stringify([rule] satisfies ShowRuleArguments))}`;
}
