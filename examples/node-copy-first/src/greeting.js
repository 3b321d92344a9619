export function greeting() {
  return 'Hello from a container.';
}
