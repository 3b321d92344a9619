/** What the bars of layers look like by how often those are rebuilt: a class of the style, and its meaning. */
export const LEGEND: readonly (readonly [name: string, text: string])[] = [
  ['often-few', 'rebuilt by few commits'],
  ['often-some', 'by some: 10 % or more'],
  ['often-most', 'by most: half or more'],
  ['often-unknown', 'not known'],
];
