/** The name under which a program keeps what it fetches: the last part of the address; undefined where it has none. */
export function urlName(url: string): string | undefined {
  const [path = ''] = url.replace(/^\w+:\/\//, '').split(/[?#]/, 1);
  const name = path.includes('/') ? path.slice(path.lastIndexOf('/') + 1) : '';
  return name === '' ? undefined : name;
}
