import { copyBeforeInstallDocs } from './cache/copy-before-install.docs.ts';
import { systemPackagesAfterCopyDocs } from './cache/system-packages-after-copy.docs.ts';
import { installWithoutCacheMountDocs } from './cache/install-without-cache-mount.docs.ts';
import { uselessCacheMountDocs } from './cache/useless-cache-mount.docs.ts';
import { volatileVariableEarlyDocs } from './cache/volatile-variable-early.docs.ts';
import { aptUpdateAloneDocs } from './cache/apt-update-alone.docs.ts';
import { copiesItsOwnDockerfileDocs } from './cache/copies-its-own-dockerfile.docs.ts';
import { hotFilesInEarlyCopyDocs } from './cache/hot-files-in-early-copy.docs.ts';
import { addRemoteUnpinnedDocs } from './cache/add-remote-unpinned.docs.ts';
import { ignoredPathCopiedDocs } from './context/ignored-path-copied.docs.ts';
import { sourceMissingDocs } from './context/source-missing.docs.ts';
import { secretFilesCopiedDocs } from './context/secret-files-copied.docs.ts';
import { heavyPathNotIgnoredDocs } from './context/heavy-path-not-ignored.docs.ts';
import { flatteningWildcardDocs } from './context/flattening-wildcard.docs.ts';
import { ineffectiveIgnoreDocs } from './context/ineffective-ignore.docs.ts';
import { removedInALaterLayerDocs } from './size/removed-in-a-later-layer.docs.ts';
import { ownershipDuplicatesFilesDocs } from './size/ownership-duplicates-files.docs.ts';
import { packageCacheLeftDocs } from './size/package-cache-left.docs.ts';
import { buildToolsShippedDocs } from './size/build-tools-shipped.docs.ts';
import { largeFilesCopiedDocs } from './size/large-files-copied.docs.ts';
import { floatingBaseDocs } from './image/floating-base.docs.ts';
import { execFormNotJsonDocs } from './image/exec-form-not-json.docs.ts';
import { runsAsRootDocs } from './image/runs-as-root.docs.ts';
import { volumeThenWriteDocs } from './image/volume-then-write.docs.ts';
import { exposeMapsHostPortDocs } from './ports/expose-maps-host-port.docs.ts';
import { listensOnLoopbackDocs } from './ports/listens-on-loopback.docs.ts';
import { exposeDiffersFromListenDocs } from './ports/expose-differs-from-listen.docs.ts';
import { healthcheckAsksOtherPortDocs } from './ports/healthcheck-asks-other-port.docs.ts';
import { exposeHasNoEffectDocs } from './ports/expose-has-no-effect.docs.ts';
import { unsetVariableDocs } from './ports/unset-variable.docs.ts';
import { composeTargetsOtherPortDocs } from './ports/compose-targets-other-port.docs.ts';
import { protocolDiffersDocs } from './ports/protocol-differs.docs.ts';
import { localhostInEnvironmentDocs } from './ports/localhost-in-environment.docs.ts';
import { exposedNotPublishedDocs } from './ports/exposed-not-published.docs.ts';
import { unusedIgnoreDocs } from './comments/unused-ignore.docs.ts';
import { lockFileNotCopiedDocs } from './cache/lock-file-not-copied.docs.ts';
import { lockFileMissingDocs } from './context/lock-file-missing.docs.ts';
import { execFormVariableDocs } from './image/exec-form-variable.docs.ts';
import { editUndoneByCopyDocs } from './image/edit-undone-by-copy.docs.ts';
import type { Rule, RuleDocs } from './types.ts';

/**
 * What is said of a rule: on its page, in SARIF, and to tests, which run its examples. The server says none of it, so that it need not be
 * read at every start; empty for a rule that is none of ours.
 */
export function docsOf({ id }: Pick<Rule, 'id'>): RuleDocs {
  return DOCS.get(id) ?? NOTHING;
}

const NOTHING: RuleDocs = { whatItDoes: '', whyItMatters: '', examples: [], fixSafety: '', staysSilent: '' };

const DOCS: ReadonlyMap<string, RuleDocs> = new Map([
  ['cache/copy-before-install', copyBeforeInstallDocs],
  ['cache/system-packages-after-copy', systemPackagesAfterCopyDocs],
  ['cache/lock-file-not-copied', lockFileNotCopiedDocs],
  ['cache/install-without-cache-mount', installWithoutCacheMountDocs],
  ['cache/useless-cache-mount', uselessCacheMountDocs],
  ['cache/volatile-variable-early', volatileVariableEarlyDocs],
  ['cache/apt-update-alone', aptUpdateAloneDocs],
  ['cache/copies-its-own-dockerfile', copiesItsOwnDockerfileDocs],
  ['cache/hot-files-in-early-copy', hotFilesInEarlyCopyDocs],
  ['cache/add-remote-unpinned', addRemoteUnpinnedDocs],
  ['context/ignored-path-copied', ignoredPathCopiedDocs],
  ['context/source-missing', sourceMissingDocs],
  ['context/lock-file-missing', lockFileMissingDocs],
  ['context/secret-files-copied', secretFilesCopiedDocs],
  ['context/heavy-path-not-ignored', heavyPathNotIgnoredDocs],
  ['context/flattening-wildcard', flatteningWildcardDocs],
  ['context/ineffective-ignore', ineffectiveIgnoreDocs],
  ['size/removed-in-a-later-layer', removedInALaterLayerDocs],
  ['size/ownership-duplicates-files', ownershipDuplicatesFilesDocs],
  ['size/package-cache-left', packageCacheLeftDocs],
  ['size/build-tools-shipped', buildToolsShippedDocs],
  ['size/large-files-copied', largeFilesCopiedDocs],
  ['image/floating-base', floatingBaseDocs],
  ['image/runs-as-root', runsAsRootDocs],
  ['image/volume-then-write', volumeThenWriteDocs],
  ['image/exec-form-not-json', execFormNotJsonDocs],
  ['image/exec-form-variable', execFormVariableDocs],
  ['ports/expose-maps-host-port', exposeMapsHostPortDocs],
  ['ports/listens-on-loopback', listensOnLoopbackDocs],
  ['ports/expose-differs-from-listen', exposeDiffersFromListenDocs],
  ['ports/healthcheck-asks-other-port', healthcheckAsksOtherPortDocs],
  ['ports/expose-has-no-effect', exposeHasNoEffectDocs],
  ['ports/unset-variable', unsetVariableDocs],
  ['ports/compose-targets-other-port', composeTargetsOtherPortDocs],
  ['ports/protocol-differs', protocolDiffersDocs],
  ['ports/localhost-in-environment', localhostInEnvironmentDocs],
  ['ports/exposed-not-published', exposedNotPublishedDocs],
  ['comments/unused-ignore', unusedIgnoreDocs],
  ['image/edit-undone-by-copy', editUndoneByCopyDocs],
]);
