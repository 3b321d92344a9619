/** Whether a file is an archive by its name, which ADD unpacks. BuildKit goes by what is in it (domain.md 1.1). */
export function isArchiveName(path: string): boolean {
  return ARCHIVE.test(path);
}

const ARCHIVE = /\.(tar|tgz|tbz2?|txz|tar\.\w+)$/i;
