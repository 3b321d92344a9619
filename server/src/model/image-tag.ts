/** The tag in the name of an image; undefined where there is none. A colon in front of the last slash is that of a registry's port. */
export function tagOf(image: string): string | undefined {
  const [name = ''] = image.split('@', 1);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? undefined : name.slice(colon + 1);
}

/** Whether a name may mean another image tomorrow: without a digest, and without a tag or with `latest`. */
export function isFloatingImage(image: string): boolean {
  return !image.includes('@') && (tagOf(image) ?? 'latest') === 'latest';
}
