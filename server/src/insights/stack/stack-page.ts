import { escapeXml } from './escape-xml.ts';
import { STACK_RULES, STACK_STYLE } from './stack-style.ts';
import { stackSvg } from './stack-svg.ts';
import type { LayerStack } from './types.ts';

/** The picture as a file that stands by itself: an SVG for a README, with its style in it. */
export function stackImage(stack: LayerStack): string {
  return stackSvg(stack, { style: STACK_STYLE + STACK_RULES });
}

/** A page of HTML with the picture, which loads and runs nothing. */
export function stackPage(stack: LayerStack): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeXml(stack.title)}</title>`,
    stackImage(stack),
  ].join('\n');
}
