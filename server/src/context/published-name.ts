/** Whether bundlers put a variable of this name into what every browser gets. */
export function isPublishedName(name: string): boolean {
  return /^(?:EXPO_PUBLIC|GATSBY|NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|REACT_APP|VITE|VUE_APP)_/i.test(name);
}
