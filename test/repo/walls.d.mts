/** The rooms that are plain functions of plain data: folders of server/src. */
export const PURE: readonly string[];

/** One wall a room: a regular expression of what it may not import, and why. */
export const WALLS: readonly { readonly room: string; readonly forbidden: string; readonly reason: string }[];
