/** Wrong use or unreadable input: its message is one line for people, and the exit code is 2. */
export class UsageError extends Error {}
