import assert from 'node:assert/strict';
import { createConfiguration, type Configuration } from '../../server/src/lsp/settings/configuration.ts';

const URI = 'file:///w/Dockerfile';

/** Lets what waits for promises go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
}

describe('the settings that a client is asked for', () => {
  function asked(): {
    readonly configuration: Configuration;
    readonly answers: ((value: unknown) => void)[];
    readonly notes: string[];
    /** Lets the time for answers run out. */
    readonly runOut: () => void;
    readonly changes: () => number;
  } {
    const answers: ((value: unknown) => void)[] = [];
    const notes: string[] = [];
    let changes = 0;
    let runOut = (): void => undefined;
    const configuration = createConfiguration({
      connection: {
        onDidChangeConfiguration: () => undefined,
        workspace: {
          getConfiguration: () =>
            new Promise((resolve) => {
              answers.push(resolve);
            }),
        },
      } as never,
      abilities: { configuration: true } as never,
      log: {
        note: (_key, text) => {
          notes.push(text);
        },
        forget: () => undefined,
        bug: () => undefined,
      },
      onChange: () => {
        changes++;
      },
      later: (_milliseconds, run) => {
        runOut = run;
        return () => {
          runOut = () => undefined;
        };
      },
    });
    return {
      configuration,
      answers,
      notes,
      runOut: () => {
        runOut();
      },
      changes: () => changes,
    };
  }

  it('are the defaults where it answers late, and the answer once it is there', async () => {
    const { configuration, answers, notes, runOut, changes } = asked();
    const first = configuration.of(URI);
    runOut();
    assert.equal((await first).annotations, 'codeLens');
    assert.equal(notes.length, 1);
    assert.equal(changes(), 0);
    answers[0]?.({ annotations: 'off' });
    await settled();
    assert.equal(changes(), 1);
    assert.equal((await configuration.of(URI)).annotations, 'off');
    assert.equal(answers.length, 1);
  });

  it('are the answer where that comes in time', async () => {
    const { configuration, answers, notes, runOut, changes } = asked();
    const first = configuration.of(URI);
    answers[0]?.({ annotations: 'off' });
    assert.equal((await first).annotations, 'off');
    runOut();
    await settled();
    assert.deepEqual([notes, changes()], [[], 0]);
  });

  it('are left alone where the document was closed meanwhile', async () => {
    const { configuration, answers, runOut, changes } = asked();
    const first = configuration.of(URI);
    runOut();
    await first;
    configuration.forget(URI);
    answers[0]?.({ annotations: 'off' });
    await settled();
    assert.equal(changes(), 0);
    void configuration.of(URI);
    assert.equal(answers.length, 2);
  });
});
