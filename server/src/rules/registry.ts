import { addRemoteUnpinned } from './cache/add-remote-unpinned.ts';
import { aptUpdateAlone } from './cache/apt-update-alone.ts';
import { copiesItsOwnDockerfile } from './cache/copies-its-own-dockerfile.ts';
import { copyBeforeInstall } from './cache/copy-before-install.ts';
import { installWithoutCacheMount } from './cache/install-without-cache-mount.ts';
import { systemPackagesAfterCopy } from './cache/system-packages-after-copy.ts';
import { volatileVariableEarly } from './cache/volatile-variable-early.ts';
import { secretFilesCopied } from './context/secret-files-copied.ts';
import { floatingBase } from './image/floating-base.ts';
import { exposeMapsHostPort } from './ports/expose-maps-host-port.ts';
import { ownershipDuplicatesFiles } from './size/ownership-duplicates-files.ts';
import { removedInALaterLayer } from './size/removed-in-a-later-layer.ts';
import type { Rule } from './types.ts';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  copyBeforeInstall,
  systemPackagesAfterCopy,
  installWithoutCacheMount,
  volatileVariableEarly,
  aptUpdateAlone,
  copiesItsOwnDockerfile,
  addRemoteUnpinned,
  secretFilesCopied,
  removedInALaterLayer,
  ownershipDuplicatesFiles,
  floatingBase,
  exposeMapsHostPort,
];
