import { shownSize } from '../../rules/size/shown-size.ts';
import { shorten } from '../text.ts';
import { duration } from '../words/measured-words.ts';
import { LEGEND } from './legend.ts';
import type { LayerRow, LayerStack, StackColumn, StackRow } from './types.ts';
import { wrapText } from './wrap-text.ts';

/** Where everything of the picture is, in pixels. */
export interface StackLayout {
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  readonly columns: readonly PlacedColumn[];
  /** Of every box. */
  readonly box: number;
  /** Whether stages stand beside the final image; else below it. */
  readonly isBeside: boolean;
  /** Below boxes that stand beside each other. */
  readonly ground: number;
  readonly legend: { readonly y: number; readonly columns: number };
  readonly notes: { readonly y: number; readonly lines: readonly string[] };
}

/** A stage: the lines of its title, and its rows from the bottom. */
export interface PlacedColumn {
  readonly column: StackColumn;
  readonly x: number;
  /** Of the first line of the title. */
  readonly y: number;
  readonly title: readonly string[];
  readonly rows: readonly PlacedRow[];
}

/** A row's box, and what is written in it. */
export interface PlacedRow extends Sized {
  readonly x: number;
  readonly y: number;
}

interface Sized {
  readonly row: StackRow;
  readonly height: number;
  /** Its text; that of a layer begins with the number. */
  readonly lines: readonly string[];
  /** What it takes and weighs, and on which line: beside the last one of the text, or below that. Only layers have it. */
  readonly size: { readonly text: string; readonly line: number };
}

/** Left and right of the picture. */
export const MARGIN = 16;
/** Left and right of what is in a box. */
export const PADDING = 10;
/** From a line of text to the next, of the title and of all else. */
export const LINE = 16;
export const TITLE_LINE = 20;
/** Baseline of the title. */
export const TITLE_Y = 26;
/** From one line of the legend to the next, and from one column of it to the next. */
export const LEGEND_LINE = 18;
export const LEGEND_WIDTH = 216;

/** How wide boxes are: where no width is given, at least and at most, and so that stages stand beside each other. */
const BOX = { usual: 380, least: 190, most: 480, beside: 240 };
/** From this width on a layer's text is cut where its size begins; in a narrower box it has as many lines as it needs. */
const ROOMY = 320;
/** Between stages that stand beside each other, where arrows go. */
const GAP = { least: 48, most: 90 };
/** Between the title, the columns, and columns below each other. */
const HEAD = 64;
const BELOW = 28;
const SPACE = 4;
/** Heights with one line of text. */
const HEIGHTS: Readonly<Record<StackRow['kind'], number>> = {
  base: 44,
  layer: 40,
  metadata: 22,
  writable: 36,
};
/** Pixels of a character: of the editor's font, and of the title. */
const CHARACTER = 7.5;
const TITLE_CHARACTER = 9;
/** Characters between a layer's text and its size. */
const BETWEEN = 2;
/** Where arrows pass boxes: each stage has a lane for its own; the last ones share one. */
const LANES = { first: 14, each: 6, most: 5 };

/** Lays the picture out for a width in pixels, or as wide as it needs to be. */
export function stackLayout({ title, columns, notes }: LayerStack, width?: number): StackLayout {
  const { box, gap, isBeside } = boxesOf(columns.length, width);
  const across = isBeside ? columns.length * (box + gap) - gap : box + lanes(columns.length);
  const room = Math.max(
    across,
    ...(width === undefined
      ? [LEGEND_WIDTH * 2, title.length * TITLE_CHARACTER, ...notes.map(widthOf)]
      : [width - MARGIN * 2]),
  );
  const titleLines = wrapText(title, characters(room, TITLE_CHARACTER));
  const sized = columns.map((column) => ({
    column,
    title: wrapText(column.title, characters(box)),
    rows: column.rows.map((row) => sizeOf(row, box)),
  }));
  const heights = sized.map(({ rows }) => rows.reduce((sum, { height }) => sum + height + SPACE, 0));
  const tallest = Math.max(0, ...heights);
  const highest = Math.max(1, ...sized.map((one) => one.title.length));
  let top = HEAD + (titleLines.length - 1) * TITLE_LINE;
  let bottom = top + (isBeside ? (highest - 1) * LINE + tallest : 0);
  const placed = sized.map((one, index): PlacedColumn => {
    const height = heights[index] ?? 0;
    const head = (one.title.length - 1) * LINE;
    if (!isBeside) {
      bottom = top + head + height;
      top = bottom + BELOW;
    }
    const x = MARGIN + (isBeside ? index * (box + gap) : 0);
    return {
      column: one.column,
      title: one.title,
      x,
      y: bottom - height - head - 8,
      rows: placesOf(one.rows, x, bottom),
    };
  });
  const under = isBeside && columns.length > 2 ? laneOf(columns.length - 1) - laneOf(0) : 0;
  const legend = { y: bottom + under + 14, columns: room >= LEGEND_WIDTH * 2 ? 2 : 1 };
  const noted = {
    y: legend.y + 14 + Math.ceil(LEGEND.length / legend.columns) * LEGEND_LINE,
    lines: notes.flatMap((note) => wrapText(note, characters(room))),
  };
  return {
    width: room + MARGIN * 2,
    height: noted.y + noted.lines.length * LINE,
    title: titleLines,
    columns: placed,
    box,
    isBeside,
    ground: bottom,
    legend,
    notes: noted,
  };
}

/** How far from the boxes the arrows from a column go that pass others. */
export function laneOf(column: number): number {
  return LANES.first + LANES.each * Math.min(column, LANES.most);
}

function boxesOf(
  columns: number,
  width: number | undefined,
): { readonly box: number; readonly gap: number; readonly isBeside: boolean } {
  if (width === undefined) {
    return { box: BOX.usual, gap: GAP.most, isBeside: true };
  }
  const room = width - MARGIN * 2;
  const beside = Math.floor((room - GAP.least * (columns - 1)) / columns);
  const isBeside = columns < 2 || beside >= BOX.beside;
  const box = Math.min(BOX.most, Math.max(BOX.least, isBeside ? beside : room - lanes(columns)));
  const gap = Math.min(GAP.most, (room - columns * box) / (columns - 1));
  return { box, gap: columns < 2 ? 0 : gap, isBeside };
}

/** Room for the arrows, where columns stand below each other. */
function lanes(columns: number): number {
  return columns < 2 ? 0 : laneOf(columns - 1);
}

function sizeOf(row: StackRow, box: number): Sized {
  const room = characters(box - PADDING * 2);
  const usual = HEIGHTS[row.kind];
  if (row.kind !== 'layer') {
    const lines = wrapText(row.text, room);
    return { row, height: usual + (lines.length - 1) * LINE, lines, size: { text: '', line: 0 } };
  }
  const text = measuredText(row);
  const beside = room - text.length - BETWEEN;
  const name = `${row.number} ${row.text}`;
  const lines = box < ROOMY ? wrapText(name, room) : [shorten(name, beside)];
  const last = lines.length - 1;
  const line = (lines[last] ?? '').length <= beside ? last : last + 1;
  return { row, height: usual + line * LINE, lines, size: { text, line } };
}

/** `41 s · 182 MB`, `~3 kB`, `?`. */
function measuredText({ size, seconds }: LayerRow): string {
  const bytes = size === undefined ? '?' : `${size.from === 'context' ? '~' : ''}${shownSize(size.bytes)}`;
  return seconds === undefined ? bytes : `${duration(seconds)} · ${bytes}`;
}

/** Bottom up: the first row stands on the ground. */
function placesOf(rows: readonly Sized[], x: number, bottom: number): PlacedRow[] {
  let y = bottom;
  return rows.map((row) => {
    y -= row.height + SPACE;
    return { ...row, x, y };
  });
}

function characters(pixels: number, each = CHARACTER): number {
  return Math.max(1, Math.floor(pixels / each));
}

function widthOf(text: string): number {
  return Math.ceil(text.length * CHARACTER);
}
