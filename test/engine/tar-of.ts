const BLOCK = 512;

/** A tar archive of small files with short names, all of ASCII. */
export function tarOf(files: ReadonlyMap<string, string>): string {
  const entries = [...files].map(([name, text]) => header(name, text.length) + padded(text));
  return entries.join('') + '\0'.repeat(2 * BLOCK);
}

/** ustar: name, mode, owner, group, size, time, checksum, type, and nothing else (POSIX pax, "ustar Interchange Format"). */
function header(name: string, size: number): string {
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  const start =
    name.padEnd(100, '\0') + octal(0o644, 7) + octal(0, 7) + octal(0, 7) + octal(size, 11) + octal(0, 11);
  const end = '0'.padEnd(101, '\0') + 'ustar\0' + '00';
  const blank = padded(`${start}${' '.repeat(8)}${end}`);
  const sum = Buffer.from(blank).reduce((all, byte) => all + byte, 0);
  return padded(`${start}${octal(sum, 6)} ${end}`);
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK, '\0');
}
