/** A piece of the screen: its text and place in CSS pixels. */
export interface Box {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a person sees and does in the workbench, beyond what the extension API knows. */
export interface Bridge {
  /** Prints a line in the terminal that runs the tests. */
  print(text: string): Promise<void>;
  /** Visible elements that match a CSS selector, in document order. */
  boxes(selector: string): Promise<Box[]>;
  /** The same in the only webview, from its corner; nothing while that is being loaded. */
  webviewBoxes(selector: string): Promise<Box[]>;
  /** Clicks the first visible match, with `text` inside it. */
  click(selector: string, text?: string): Promise<void>;
  /** Moves the mouse over the first visible match, with `text` inside it. */
  hover(selector: string, text?: string): Promise<void>;
  /** A key or chord as Playwright names it: `Control+Z`. */
  press(key: string): Promise<void>;
  /** Types text, `delay` milliseconds between keys. */
  type(text: string, delay?: number): Promise<void>;
  /** Notes in every frame where the matches are, until `recorded` is called. */
  record(selector: string): Promise<void>;
  /** Every different state that `record` saw, in order: a list of `text@y`. */
  recorded(): Promise<string[][]>;
  /** Saves a picture of the page; returns its path. */
  screenshot(name: string): Promise<string>;
}

/** The launcher's page (host/launcher.mjs), or undefined in a desktop VS Code, where nobody can look at the screen. */
export const bridge: Bridge | undefined = connect(process.env['STRATA_E2E_BRIDGE']);

function connect(address: string | undefined): Bridge | undefined {
  if (address === undefined) {
    return undefined;
  }
  const ask = async (action: string, body: object): Promise<unknown> => {
    const response = await fetch(`${address}/${action}`, { method: 'POST', body: JSON.stringify(body) });
    const answer = (await response.json()) as { result: unknown; error?: string };
    if (answer.error !== undefined) {
      throw new Error(`${action}: ${answer.error}`);
    }
    return answer.result;
  };
  const tell = async (action: string, body: object): Promise<void> => {
    await ask(action, body);
  };
  return {
    print: (text) => tell('print', { text }),
    boxes: (selector) => ask('boxes', { selector }) as Promise<Box[]>,
    webviewBoxes: (selector) => ask('webviewBoxes', { selector }) as Promise<Box[]>,
    click: (selector, text) => tell('click', { selector, text }),
    hover: (selector, text) => tell('hover', { selector, text }),
    press: (key) => tell('press', { key }),
    type: (text, delay) => tell('type', { text, delay }),
    record: (selector) => tell('record', { selector }),
    recorded: () => ask('recorded', {}) as Promise<string[][]>,
    screenshot: (name) => ask('screenshot', { name }) as Promise<string>,
  };
}
