/** Whether an image's name, which is in lower case, says that it is one of Windows. */
export function isWindowsImage(name: string): boolean {
  return WINDOWS.some((part) => name.includes(part));
}

const WINDOWS = ['windows', 'nanoserver', 'servercore'];
