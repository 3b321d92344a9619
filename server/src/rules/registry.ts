import { addRemoteUnpinned } from './cache/add-remote-unpinned.ts';
import { aptUpdateAlone } from './cache/apt-update-alone.ts';
import { copiesItsOwnDockerfile } from './cache/copies-its-own-dockerfile.ts';
import { copyBeforeInstall } from './cache/copy-before-install.ts';
import { installWithoutCacheMount } from './cache/install-without-cache-mount.ts';
import { uselessCacheMount } from './cache/useless-cache-mount.ts';
import { systemPackagesAfterCopy } from './cache/system-packages-after-copy.ts';
import { volatileVariableEarly } from './cache/volatile-variable-early.ts';
import { flatteningWildcard } from './context/flattening-wildcard.ts';
import { heavyPathNotIgnored } from './context/heavy-path-not-ignored.ts';
import { ignoredPathCopied } from './context/ignored-path-copied.ts';
import { ineffectiveIgnore } from './context/ineffective-ignore.ts';
import { secretFilesCopied } from './context/secret-files-copied.ts';
import { sourceMissing } from './context/source-missing.ts';
import { floatingBase } from './image/floating-base.ts';
import { execFormNotJson } from './image/exec-form-not-json.ts';
import { exposeDiffersFromListen } from './ports/expose-differs-from-listen.ts';
import { healthcheckAsksOtherPort } from './ports/healthcheck-asks-other-port.ts';
import { exposeMapsHostPort } from './ports/expose-maps-host-port.ts';
import { listensOnLoopback } from './ports/listens-on-loopback.ts';
import { composeTargetsOtherPort } from './ports/compose-targets-other-port.ts';
import { exposeHasNoEffect } from './ports/expose-has-no-effect.ts';
import { exposedNotPublished } from './ports/exposed-not-published.ts';
import { localhostInEnvironment } from './ports/localhost-in-environment.ts';
import { protocolDiffers } from './ports/protocol-differs.ts';
import { unsetVariable } from './ports/unset-variable.ts';
import { ownershipDuplicatesFiles } from './size/ownership-duplicates-files.ts';
import { removedInALaterLayer } from './size/removed-in-a-later-layer.ts';
import { runsAsRoot } from './image/runs-as-root.ts';
import { volumeThenWrite } from './image/volume-then-write.ts';
import { buildToolsShipped } from './size/build-tools-shipped.ts';
import { largeFilesCopied } from './size/large-files-copied.ts';
import { packageCacheLeft } from './size/package-cache-left.ts';
import { unusedIgnore } from './comments/unused-ignore.ts';
import { hotFilesInEarlyCopy } from './cache/hot-files-in-early-copy.ts';
import { lockFileNotCopied } from './cache/lock-file-not-copied.ts';
import { lockFileMissing } from './context/lock-file-missing.ts';
import { execFormVariable } from './image/exec-form-variable.ts';
import { editUndoneByCopy } from './image/edit-undone-by-copy.ts';
import type { Rule } from './types.ts';

/** Every rule, in the order of the documentation; the last one looks at what silenced the others. */
export const RULES: readonly Rule[] = [
  copyBeforeInstall,
  systemPackagesAfterCopy,
  lockFileNotCopied,
  installWithoutCacheMount,
  uselessCacheMount,
  volatileVariableEarly,
  aptUpdateAlone,
  copiesItsOwnDockerfile,
  hotFilesInEarlyCopy,
  addRemoteUnpinned,
  ignoredPathCopied,
  sourceMissing,
  lockFileMissing,
  secretFilesCopied,
  heavyPathNotIgnored,
  flatteningWildcard,
  ineffectiveIgnore,
  removedInALaterLayer,
  ownershipDuplicatesFiles,
  packageCacheLeft,
  buildToolsShipped,
  largeFilesCopied,
  floatingBase,
  runsAsRoot,
  volumeThenWrite,
  execFormNotJson,
  execFormVariable,
  exposeMapsHostPort,
  listensOnLoopback,
  exposeDiffersFromListen,
  healthcheckAsksOtherPort,
  exposeHasNoEffect,
  unsetVariable,
  composeTargetsOtherPort,
  protocolDiffers,
  localhostInEnvironment,
  exposedNotPublished,
  editUndoneByCopy,
  unusedIgnore,
];
