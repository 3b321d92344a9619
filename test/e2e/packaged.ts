import { runMocha } from './run-mocha.ts';

/** What VS Code's test runner calls where the packaged extension is installed. */
export function run(): Promise<void> {
  return runMocha(() => import('./packaged.test.ts'));
}
