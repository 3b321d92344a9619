import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Nothing that covers the editor, asks questions or reaches for the network. */
export const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Writes the settings that a test's VS Code starts with.
 * @param {string} userDataDir its `--user-data-dir`
 * @param {Record<string, unknown>} [more] settings on top
 */
export async function writeSettings(userDataDir, more = {}) {
  const text = JSON.stringify({ ...SETTINGS, ...more }, undefined, 2);
  // The npm-made host reads `Machine` for its extension host; a desktop VS Code has only `User`.
  for (const profile of ['Machine', 'User']) {
    await mkdir(path.join(userDataDir, profile), { recursive: true });
    await writeFile(path.join(userDataDir, profile, 'settings.json'), text);
  }
}
