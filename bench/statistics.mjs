/** The middle one of some numbers. */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How some numbers lie. */
export function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return {
    count: values.length,
    median: rounded(median(values)),
    p95: rounded(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN),
    p99: rounded(sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN),
    max: rounded(sorted.at(-1) ?? Number.NaN),
  };
}

/** Two digits after the point. */
export function rounded(value) {
  return Math.round(value * 100) / 100;
}

/** Medians of the ratios of two series that were measured in turns. */
export function ratio(series, reference) {
  return rounded(median(series.map((value, round) => value / reference[round])));
}
