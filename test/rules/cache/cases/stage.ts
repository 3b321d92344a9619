/** A Dockerfile of these lines, which begins with `FROM <image>` and `WORKDIR /app`. */
export function stage(image: string, ...lines: readonly string[]): string {
  return [`FROM ${image}`, 'WORKDIR /app', ...lines].map((line) => `${line}\n`).join('');
}
