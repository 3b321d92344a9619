import { escapeXml } from './escape-xml.ts';
import { LEGEND } from './legend.ts';
import {
  LEGEND_LINE,
  LEGEND_WIDTH,
  LINE,
  MARGIN,
  PADDING,
  TITLE_LINE,
  TITLE_Y,
  laneOf,
  stackLayout,
} from './stack-layout.ts';
import type { PlacedColumn, PlacedRow, StackLayout } from './stack-layout.ts';
import type { LayerRow, LayerStack, StackArrow, StackRow } from './types.ts';

/** How the picture is drawn. */
export interface SvgOptions {
  /** Style inside the picture, for a file that stands by itself; a page with a strict policy brings its own. */
  readonly style: string | undefined;
  /** Pixels there are; undefined for as wide as the picture needs to be. */
  readonly width?: number | undefined;
}

/** What all layers are drawn with. */
interface Scale {
  /** Of every box. */
  readonly box: number;
  /** Bytes of the largest layer, which has the widest bar. */
  readonly largest: number;
}

/**
 * The picture as SVG. Every row carries the 1-based line of its instruction in `data-line`, can be reached by keyboard and says
 * in `aria-label` all that is drawn. Texts of files are escaped; there are no links and no scripts in it.
 */
export function stackSvg(stack: LayerStack, { style, width: room }: SvgOptions): string {
  const layout = stackLayout(stack, room);
  const { width, height, box, columns, notes } = layout;
  const scale = { box, largest: Math.max(1, ...stack.columns.flatMap(({ rows }) => rows.map(bytesOf))) };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="strata" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${escapeXml(stack.title)}">`,
    style === undefined ? '' : `<style>${style}</style>`,
    PATTERNS,
    `<rect class="page" width="${width}" height="${height}"/>`,
    drawLines(layout.title, { name: 'title', x: MARGIN, y: TITLE_Y, each: TITLE_LINE }),
    ...columns.map((column) => drawColumn(column, scale)),
    ...stack.arrows.map((arrow) => drawArrow(arrow, layout)),
    drawLegend(layout.legend),
    drawLines(notes.lines, { name: 'note', x: MARGIN, y: notes.y, each: LINE }),
    '</svg>\n',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Lines of text below each other, each drawn as what it is called in the style. */
function drawLines(
  lines: readonly string[],
  {
    name,
    x,
    y,
    each = LINE,
  }: { readonly name?: string; readonly x: number; readonly y: number; readonly each?: number },
): string {
  const style = name === undefined ? '' : ` class="${name}"`;
  return lines
    .map((line, index) => `<text${style} x="${x}" y="${y + index * each}">${escapeXml(line)}</text>`)
    .join('\n');
}

function bytesOf(row: StackRow): number {
  return row.kind === 'layer' ? (row.size?.bytes ?? 0) : 0;
}

function drawColumn({ column, title, x, y, rows }: PlacedColumn, scale: Scale): string {
  return [
    `<g role="list" aria-label="${escapeXml(column.title)}">`,
    drawLines(title, { name: 'column', x, y }),
    // The highest first: that is the order in which one reads the picture, and in which Tab goes.
    ...rows.map((row) => drawRow(row, scale)).toReversed(),
    '</g>',
  ].join('\n');
}

function drawRow(placed: PlacedRow, scale: Scale): string {
  const { row, x, y, height, lines } = placed;
  const line = row.kind === 'writable' ? '' : ` data-line="${row.line}"`;
  const box = `<rect class="box" x="${x}" y="${y}" width="${scale.box}" height="${height}" rx="3"/>`;
  const middle = y + (height - (lines.length - 1) * LINE) / 2 + 4;
  const body =
    row.kind === 'layer' ? drawLayer(row, placed, scale) : drawLines(lines, { x: x + PADDING, y: middle });
  const often = row.kind === 'layer' ? ` ${oftenOf(row)}` : '';
  return `<g class="row ${row.kind}${often}" role="listitem" tabindex="0" aria-label="${escapeXml(row.label)}"${line}><title>${escapeXml(row.label)}</title>${box}${body}</g>`;
}

function drawLayer(
  { number, size, shared }: LayerRow,
  { x, y, height, lines, size: shown }: PlacedRow,
  { box, largest }: Scale,
): string {
  const widest = box - PADDING * 2;
  const length = size === undefined ? widest : Math.max(3, Math.round((size.bytes / largest) * widest));
  const base = y + 17;
  const [first = '', ...others] = lines;
  return [
    `<text x="${x + PADDING}" y="${base}"><tspan class="number">${number}</tspan>${escapeXml(first.slice(`${number}`.length))}</text>`,
    drawLines(others, { x: x + PADDING, y: base + LINE }),
    `<text class="size" x="${x + box - PADDING}" y="${base + shown.line * LINE}" text-anchor="end">${escapeXml(shown.text)}</text>`,
    `<rect class="bar${size === undefined ? ' unknown' : ''}" x="${x + PADDING}" y="${y + height - 14}" width="${length}" height="8" rx="1"/>`,
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

/** From the top of a builder's stack to the side of the row that takes from it, past every box between. */
function drawArrow(arrow: StackArrow, layout: StackLayout): string {
  const way = wayOf(arrow, layout);
  return way === undefined
    ? ''
    : `<path class="arrow" aria-hidden="true" marker-end="url(#strata-arrow)" d="${way}"/>`;
}

function wayOf({ from: index, to }: StackArrow, layout: StackLayout): string | undefined {
  const { columns, box, isBeside, ground } = layout;
  const from = columns[index]?.rows.at(-1);
  const target = columns[to.column]?.rows[to.row];
  if (from === undefined || target === undefined) {
    return undefined;
  }
  const startY = from.y + from.height / 2;
  const endY = target.y + target.height / 2;
  const isRight = target.x > from.x;
  const startX = isRight || !isBeside ? from.x + box : from.x;
  const endX = isRight ? target.x - 2 : target.x + box + 2;
  const start = `M${startX} ${startY}`;
  const lane = laneOf(index);
  if (!isBeside) {
    return `${start}H${startX + lane}V${endY}H${endX}`;
  }
  if (Math.abs(index - to.column) === 1) {
    const bend = (startX + endX) / 2;
    return `${start}C${bend} ${startY} ${bend} ${endY} ${endX} ${endY}`;
  }
  // Below the stages between, through the room beside the boxes.
  const side = isRight ? 1 : -1;
  return `${start}H${startX + side * 12}V${ground + lane - laneOf(0)}H${endX - side * lane}V${endY}H${endX}`;
}

function drawLegend({ y, columns }: StackLayout['legend']): string {
  const items = LEGEND.map(([name, text], index) => {
    const x = MARGIN + (index % columns) * LEGEND_WIDTH;
    const at = y + Math.floor(index / columns) * LEGEND_LINE;
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
