/** Where Docker's official images are, besides Docker Hub by its short names. */
const HUBS = ['docker.io/', 'index.docker.io/', 'public.ecr.aws/docker/'];

/** An image's name as Docker shows it, without tag and digest: `node` for `docker.io/library/node:20`. */
export function familiarName(image: string): string {
  const at = image.indexOf('@');
  const tagged = at < 0 ? image : image.slice(0, at);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const hub = HUBS.find((prefix) => name.startsWith(prefix)) ?? '';
  const path = name.slice(hub.length);
  return path.startsWith('library/') ? path.slice('library/'.length) : path;
}
