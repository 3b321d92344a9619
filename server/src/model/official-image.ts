import { familiarName } from './familiar-name.ts';

/** Whether an image is one of Docker's own, which are named without a slash; false for a name that only the build knows. */
export function isOfficialImage(name: string): boolean {
  return name !== '' && !name.includes('$') && !familiarName(name).includes('/');
}
