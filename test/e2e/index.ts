import { runMocha } from './run-mocha.ts';

/** What VS Code's test runner calls: a user's day with the extension as it is under development. */
export function run(): Promise<void> {
  return runMocha(async () => {
    // In this order: the first sees an extension that nobody has woken up yet.
    await import('./activation.test.ts');
    await import('./lenses.test.ts');
    await import('./inlay-hints.test.ts');
    await import('./hover.test.ts');
    await import('./problems.test.ts');
    await import('./quick-fix.test.ts');
    await import('./rule-pages.test.ts');
    await import('./commands.test.ts');
    await import('./publish.test.ts');
    await import('./ports.test.ts');
    await import('./what-if.test.ts');
    await import('./layer-stack.test.ts');
    await import('./select-context.test.ts');
    await import('./lens-clicks.test.ts');
    await import('./engine-trouble.test.ts');
    await import('./build.test.ts');
    await import('./build-example.test.ts');
    await import('./documents.test.ts');
    await import('./server.test.ts');
  });
}
