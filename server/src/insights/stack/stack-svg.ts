import { duration } from '../words/measured-words.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import { shorten } from '../text.ts';
import { escapeXml } from './escape-xml.ts';
import type { LayerRow, LayerStack, StackColumn, StackRow } from './types.ts';

/** How the picture is drawn. */
export interface SvgOptions {
  /** Style inside the picture, for a file that stands by itself; a page with a strict policy brings its own. */
  readonly style: string | undefined;
}

const WIDTH = 380;
const GAP = 90;
const MARGIN = 16;
const HEAD = 64;
const SPACE = 4;
const HEIGHTS: Readonly<Record<StackRow['kind'], number>> = {
  base: 44,
  layer: 40,
  metadata: 22,
  writable: 36,
};
const LEGEND = 64;

/** Pixels that the notes need, and a character of the title. */
const NOTES = 480;
const TITLE_CHAR = 9;

/** Characters of the editor's font in a row, and those between the number, the name and the size. */
const CHARACTERS = 48;
const GAPS = 3;

/** Widest bar, in pixels; the largest layer has it. */
const BAR = WIDTH - 20;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/**
 * The picture as SVG. Every row carries the 1-based line of its instruction in `data-line`, can be reached by keyboard and says
 * in `aria-label` all that is drawn. Texts of files are escaped; there are no links and no scripts in it.
 */
export function stackSvg(stack: LayerStack, { style }: SvgOptions): string {
  const heights = stack.columns.map(({ rows }) =>
    rows.reduce((sum, row) => sum + HEIGHTS[row.kind] + SPACE, 0),
  );
  const tallest = Math.max(0, ...heights);
  const bottom = HEAD + tallest;
  const width =
    MARGIN * 2 + Math.max(NOTES, stack.title.length * TITLE_CHAR, stack.columns.length * (WIDTH + GAP) - GAP);
  const height = bottom + LEGEND + stack.notes.length * 16;
  const places = stack.columns.map((column, index) =>
    placesOf(column, MARGIN + index * (WIDTH + GAP), bottom),
  );
  const largest = Math.max(1, ...stack.columns.flatMap(({ rows }) => rows.map(bytesOf)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="strata" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${escapeXml(stack.title)}">`,
    style === undefined ? '' : `<style>${style}</style>`,
    PATTERNS,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${MARGIN}" y="26">${escapeXml(stack.title)}</text>`,
    ...stack.columns.map((column, index) => drawColumn(column, places[index] ?? [], largest)),
    ...stack.arrows.map(({ from, to }) => drawArrow(top(places[from]), places[to.column]?.[to.row])),
    drawLegend(bottom + 14),
    ...stack.notes.map(
      (note, index) =>
        `<text class="note" x="${MARGIN}" y="${bottom + LEGEND + index * 16}">${escapeXml(note)}</text>`,
    ),
    '</svg>\n',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Bottom up: the first row stands on the ground. */
function placesOf({ rows }: StackColumn, x: number, bottom: number): Place[] {
  let y = bottom;
  return rows.map(({ kind }) => {
    const height = HEIGHTS[kind];
    y -= height + SPACE;
    return { x, y, height };
  });
}

function top(places: readonly Place[] | undefined): Place | undefined {
  return places?.[places.length - 1];
}

function bytesOf(row: StackRow): number {
  return row.kind === 'layer' ? (row.size?.bytes ?? 0) : 0;
}

function drawColumn({ title, rows }: StackColumn, places: readonly Place[], largest: number): string {
  const head = top(places);
  const caption =
    head === undefined
      ? ''
      : `<text class="column" x="${head.x}" y="${head.y - 8}">${escapeXml(title)}</text>`;
  return [
    `<g role="list" aria-label="${escapeXml(title)}">`,
    caption,
    // The highest first: that is the order in which one reads the picture, and in which Tab goes.
    ...rows
      .map((row, index) => drawRow(row, places[index] ?? { x: 0, y: 0, height: 0 }, largest))
      .toReversed(),
    '</g>',
  ].join('\n');
}

function drawRow(row: StackRow, { x, y, height }: Place, largest: number): string {
  const line = row.kind === 'writable' ? '' : ` data-line="${row.line}"`;
  const box = `<rect class="box" x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="3"/>`;
  const middle = y + (row.kind === 'layer' ? 17 : height / 2 + 4);
  const body =
    row.kind === 'layer'
      ? drawLayer(row, { x, y, height }, largest)
      : `<text x="${x + 10}" y="${middle}">${escapeXml(row.text)}</text>`;
  const often = row.kind === 'layer' ? ` ${oftenOf(row)}` : '';
  return `<g class="row ${row.kind}${often}" role="listitem" tabindex="0" aria-label="${escapeXml(row.label)}"${line}><title>${escapeXml(row.label)}</title>${box}${body}</g>`;
}

function drawLayer(
  { number, text, size, seconds, shared }: LayerRow,
  { x, y, height }: Place,
  largest: number,
): string {
  const shown = size === undefined ? '?' : `${size.from === 'context' ? '~' : ''}${shownSize(size.bytes)}`;
  const time = seconds === undefined ? '' : `${escapeXml(duration(seconds))} · `;
  const length = size === undefined ? BAR : Math.max(3, Math.round((size.bytes / largest) * BAR));
  const room = CHARACTERS - `${number}`.length - time.length - shown.length - GAPS;
  return [
    `<text x="${x + 10}" y="${y + 17}"><tspan class="number">${number}</tspan> ${escapeXml(shorten(text, room))}</text>`,
    `<text class="size" x="${x + WIDTH - 10}" y="${y + 17}" text-anchor="end">${time}${shown}</text>`,
    `<rect class="bar${size === undefined ? ' unknown' : ''}" x="${x + 10}" y="${y + height - 14}" width="${length}" height="8" rx="1"/>`,
    // Left of the box, above where arrows end.
    shared ? `<path class="shared" d="M${x - 13} ${y + 3}h7v7h-7zM${x - 10} ${y + 6}h7v7h-7z"/>` : '',
  ].join('');
}

/** Classes of how often a layer would have run again: a color and a pattern each. */
function oftenOf({ reruns }: LayerRow): string {
  if (reruns === undefined) {
    return 'often-unknown';
  }
  const share = reruns.commits / reruns.of;
  return share >= 0.5 ? 'often-most' : share >= 0.1 ? 'often-some' : 'often-few';
}

/** From the top of a builder's stack to the side of the row that takes from it. */
function drawArrow(from: Place | undefined, to: Place | undefined): string {
  if (from === undefined || to === undefined) {
    return '';
  }
  const isRight = to.x > from.x;
  const startX = isRight ? from.x + WIDTH : from.x;
  const endX = isRight ? to.x - 2 : to.x + WIDTH + 2;
  const startY = from.y + from.height / 2;
  const endY = to.y + to.height / 2;
  const bend = (startX + endX) / 2;
  return `<path class="arrow" aria-hidden="true" marker-end="url(#strata-arrow)" d="M${startX} ${startY}C${bend} ${startY} ${bend} ${endY} ${endX} ${endY}"/>`;
}

const LEGEND_ITEMS: readonly (readonly [name: string, text: string])[] = [
  ['often-few', 'rebuilt by few commits'],
  ['often-some', 'by some: 10 % or more'],
  ['often-most', 'by most: half or more'],
  ['often-unknown', 'not known'],
];

function drawLegend(y: number): string {
  const items = LEGEND_ITEMS.map(([name, text], index) => {
    const x = MARGIN + (index % 2) * 200;
    const at = y + Math.floor(index / 2) * 18;
    return `<g class="row layer ${name}"><rect class="bar" x="${x}" y="${at}" width="28" height="10" rx="1"/><text class="note" x="${x + 36}" y="${at + 9}">${text}</text></g>`;
  });
  return `<g aria-hidden="true">${items.join('')}</g>`;
}

/** Stripes and dots in the color of the background: a bar tells the same without its color. */
const PATTERNS = [
  '<defs>',
  '<pattern id="strata-some" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="ink some" width="8" height="8"/><circle class="gap" cx="4" cy="4" r="1.6"/></pattern>',
  '<pattern id="strata-most" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink most" width="6" height="6"/><rect class="gap" width="2" height="6"/></pattern>',
  '<marker id="strata-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/></marker>',
  '</defs>',
].join('');
