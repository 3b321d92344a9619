/** What happens to a step: how it is marked, and in words for screen readers. */
interface Verdict {
  readonly verdict: string;
  readonly text: string;
}

/** What the page tells the extension. */
type FromPage =
  | { readonly kind: 'ready' | 'resized'; readonly width: number }
  | { readonly kind: 'reveal'; readonly line: number; readonly focus: boolean };

/** What the extension tells the page. */
type ToPage =
  | { readonly kind: 'draw'; readonly svg: string; readonly style: string }
  /** One-based line of the cursor; null for none. */
  | { readonly kind: 'select'; readonly line: number | null }
  /** One-based line -> verdict; empty where nothing is asked. */
  | { readonly kind: 'whatIf'; readonly verdicts: Readonly<Record<string, Verdict>> };

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const picture = document.getElementById('picture');
const style = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];

/** Pixels from side to side; zero before anything is known. */
let width = 0;
let selected: number | null = null;
let verdicts: Readonly<Record<string, Verdict>> = {};

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === 'draw') {
    draw(data.svg, data.style);
  } else if (data.kind === 'select') {
    selected = data.line;
    mark();
  } else {
    ({ verdicts } = data);
    mark();
  }
});

picture?.addEventListener('click', ({ target }) => {
  reveal(target, false);
});
picture?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    reveal(event.target, event.key === 'Enter');
  } else if (move(event.key)) {
    event.preventDefault();
  }
});
picture?.addEventListener('focusin', ({ target }) => {
  stopAt(rows().find((row) => row === target));
});
// Told at first, too. The picture makes no difference to it, nor does the scroll bar, for which there is always room.
const sizes = new ResizeObserver(() => {
  const now = picture?.clientWidth ?? 0;
  // A page that is hidden has no width.
  if (now !== width && now > 0) {
    editor.postMessage({ kind: width === 0 ? 'ready' : 'resized', width: now });
    width = now;
  }
});
if (picture !== null) {
  sizes.observe(picture);
}

/** The picture is parsed as XML and adopted: nothing in it is run, whatever a Dockerfile says. */
function draw(svg: string, css: string): void {
  const focused = rows().indexOf(document.activeElement as SVGElement);
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (picture !== null && parsed.nodeName === 'svg') {
    style.replaceSync(css);
    picture.replaceChildren(document.adoptNode(parsed));
    stopAt(rows()[Math.max(focused, 0)]);
    rows()[focused]?.focus();
    mark();
  }
}

function mark(): void {
  // An instruction may go over several lines, and a row may stand for several instructions.
  const above = rows()
    .map((row) => Number(row.dataset['line']))
    .filter((line) => selected !== null && line <= selected);
  const current = String(Math.max(...above));
  for (const row of rows()) {
    const { line = '' } = row.dataset;
    row.classList.toggle('selected', line === current);
    if (line === current && !rows().includes(document.activeElement as SVGElement)) {
      stopAt(row);
    }
    const found = verdicts[line];
    if (found === undefined) {
      delete row.dataset['verdict'];
      row.removeAttribute('aria-description');
    } else {
      row.dataset['verdict'] = found.verdict;
      row.setAttribute('aria-description', found.text);
    }
  }
}

function reveal(target: EventTarget | null, focus: boolean): void {
  const line =
    target instanceof Element ? target.closest<SVGElement>('[data-line]')?.dataset['line'] : undefined;
  if (line !== undefined) {
    editor.postMessage({ kind: 'reveal', line: Number(line), focus });
  }
}

/** Goes to another row, as keys do in a list. Returns whether it is a key for that. */
function move(key: string): boolean {
  const all = rows();
  const now = all.indexOf(document.activeElement as SVGElement);
  const places = new Map([
    ['ArrowDown', Math.min(now + 1, all.length - 1)],
    ['ArrowUp', Math.max(now - 1, 0)],
    ['Home', 0],
    ['End', all.length - 1],
  ]);
  const place = places.get(key);
  all[place ?? -1]?.focus();
  return place !== undefined;
}

/** Tab leads to one row, and out of the picture from there: an image has more of them than anybody wants to pass. */
function stopAt(row: SVGElement | undefined): void {
  if (row !== undefined) {
    for (const one of rows()) {
      one.tabIndex = one === row ? 0 : -1;
    }
  }
}

function rows(): SVGElement[] {
  return [...document.querySelectorAll<SVGElement>('svg [tabindex]')];
}
