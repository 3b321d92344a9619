import { isSpace } from '../syntax/characters.ts';

/** Collects words the way lex.go's wordsStruct does: blanks split, except those that came quoted or escaped. */
export class ExpandedWords {
  readonly #list: string[] = [];
  #buffer = '';
  #inWord = false;

  /** Text whose blanks split words: characters outside quotes, and values of variables. */
  add(text: string): void {
    let start = 0;
    for (let index = 0; index < text.length; index++) {
      if (isSpace(text.charCodeAt(index))) {
        this.#addPart(text.slice(start, index));
        this.#end();
        start = index + 1;
      }
    }
    this.#addPart(start === 0 ? text : text.slice(start));
  }

  #addPart(text: string): void {
    if (text !== '') {
      this.addRaw(text);
    }
  }

  #end(): void {
    if (this.#inWord && this.#buffer !== '') {
      this.#list.push(this.#buffer);
      this.#buffer = '';
      this.#inWord = false;
    }
  }

  /** Text that came quoted or escaped: its blanks are characters like all others. */
  addRaw(text: string): void {
    this.#buffer += text;
    this.#inWord = true;
  }

  /** All words; the last one ends here. */
  finish(): string[] {
    if (this.#buffer !== '') {
      this.#list.push(this.#buffer);
      this.#buffer = '';
    }
    return this.#list;
  }
}
