import { copyBeforeInstall } from './cache/copy-before-install.ts';
import { exposeMapsHostPort } from './ports/expose-maps-host-port.ts';
import type { Rule } from './types.ts';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [copyBeforeInstall, exposeMapsHostPort];
