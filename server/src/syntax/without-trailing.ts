/** A text without what stands of these characters at its end. A pattern (`/\/+$/`) would begin anew at each slash of `////…a`. */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) {
    end--;
  }
  return text.slice(0, end);
}
