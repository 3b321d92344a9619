/** Programs that make no file which somebody would want of a build. */
export const MAKES_NOTHING: ReadonlySet<string> = new Set([
  ...['mkdir', 'rm', 'rmdir', 'chmod', 'chown', 'chgrp', 'ls', 'cat', 'echo', 'printf', 'true', ':', 'test'],
  ...['[', 'which', 'id', 'uname', 'sleep', 'adduser', 'addgroup', 'useradd', 'groupadd', 'usermod'],
]);
