/** Folders that people make for packages alone, outside of any project. */
const OWN =
  /^(\/(install|installed|wheels?|wheelhouse|venv|\.venv|env|python|packages|site-packages|deps|dependencies|pip)(\/.*)?|\/(opt|usr\/local|usr|tmp|root)\/([\w.-]*(venv|wheels?|wheelhouse|env|deps|packages|pip|python)[\w.-]*)(\/.*)?|\/usr(\/local)?|~\/\.local|\/root\/\.local)\/?$/;

/** True for an absolute folder that holds installed or built packages and no sources, by its usual name. */
export function isOwnFolder(path: string): boolean {
  return OWN.test(path);
}
