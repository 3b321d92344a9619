import type { Plugin } from 'esbuild';

export declare const plainExports: Plugin;
