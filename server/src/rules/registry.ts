import { copyBeforeInstall } from './cache/copy-before-install.ts';
import { installWithoutCacheMount } from './cache/install-without-cache-mount.ts';
import { systemPackagesAfterCopy } from './cache/system-packages-after-copy.ts';
import { exposeMapsHostPort } from './ports/expose-maps-host-port.ts';
import { volatileVariableEarly } from './cache/volatile-variable-early.ts';
import type { Rule } from './types.ts';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  copyBeforeInstall,
  systemPackagesAfterCopy,
  installWithoutCacheMount,
  volatileVariableEarly,
  exposeMapsHostPort,
];
