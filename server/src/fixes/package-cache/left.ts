import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Node } from '../../model/types.ts';
import type { ListsUser } from '../update-alone/users.ts';

/** What a package manager leaves in the layer of a RUN besides the packages. */
export interface CacheLeft {
  readonly node: Node;
  /** The package manager's id. */
  readonly id: string;
  /** The command that says most of what is left. */
  readonly part: RunPart;
  /** `lists`: those of apt, which are gone with one `rm` and of no use to anybody. */
  readonly kind: 'lists' | 'cache';
  readonly remedy: Remedy;
  /** An `rm` that names it by `{a,b}`, of which the shell makes no words, so that it removes nothing. */
  readonly fruitless?: RunPart | undefined;
  /** The first step further down that needs what the remedy takes away. */
  readonly user: ListsUser | undefined;
  /** The first one that runs a script of the context which may need it. */
  readonly script?: ListsUser | undefined;
  /** What tells the users apart whose caches are filled, so that one command can't empty all. */
  readonly shared: 'sudo' | 'HOME' | undefined;
}

/** How a package manager is told to keep nothing. */
export type Remedy =
  | CleanUp
  /** A flag for each of these commands, behind what it is told to do. */
  | { readonly kind: 'flag'; readonly flag: string; readonly fills: readonly Fill[] }
  /** These commands taken out. */
  | { readonly kind: 'drop'; readonly parts: readonly RunPart[] };

/** A command for the RUN itself. */
export interface CleanUp {
  readonly kind: 'command';
  readonly command: string;
  /** What it stands behind. */
  readonly last: RunPart;
  /** True where that ends the RUN. */
  readonly isEnd: boolean;
  /** Where it can be put: the first plain place counts. Empty where it would not run, or not as the commands before it did. */
  readonly behind: readonly RunPart[];
}

/** A command that fills a cache. */
export interface Fill {
  readonly part: RunPart;
  /** The offset behind its verb, relative to the instruction's start; undefined where its words have no place in the text. */
  readonly flagAt: number | undefined;
}
