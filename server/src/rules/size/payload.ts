import { rememberedOfContext } from '../../context/same-context.ts';
import type { ContextSnapshot } from '../../context/types.ts';

/** A file that carries data rather than a program, by the ending of its name. */
export interface Payload {
  /** In bytes. */
  readonly size: number;
  /** True for dumps and archives: what is in them is of use, if at all, while the image is built. */
  readonly dispensable: boolean;
}

const DISPENSABLE =
  /\.(sql|dump|bak|rdb|hprof|core|dmp|pcap|iso|img|vmdk|qcow2|7z|rar|zip|tgz|tbz2?|txz|tar|(tar|sql)\.(gz|bz2|xz|zst))$/i;

const OTHERS =
  /\.(onnx|pth?|ckpt|safetensors|gguf|ggml|h5|hdf5|keras|pb|tflite|caffemodel|weights|joblib|pkl|pickle|bin|csv|tsv|parquet|arrow|feather|npy|npz|avro|orc|jsonl|ndjson|db|sqlite3?|mdb|mp4|mov|avi|mkv|webm|m4v|wav|flac|aiff|mp3|psd|blend|gz|bz2|xz|zst)$/i;

/** Folders that tools fill again, which are the ignore file's business. */
const REGENERATED =
  /(^|\/)(node_modules|bower_components|\.git|\.venv|venv|target|dist|build|out|coverage|vendor|__pycache__|\.[\w-]*cache|\.next|\.nuxt|\.gradle|\.m2|\.terraform|\.tox|bin|obj)\//;

/** Bytes below which a file does not count. */
const LEAST = 100_000;

/** The models, data sets, dumps, archives and recordings of a context by path, those of known size from 100 kB on. Remembered. */
export const payloadIn = rememberedOfContext(({ entries }: ContextSnapshot): ReadonlyMap<string, Payload> => {
  const files = new Map<string, Payload>();
  for (const [path, { size = 0 }] of entries) {
    const dispensable = size >= LEAST && DISPENSABLE.test(path);
    if (size >= LEAST && (dispensable || OTHERS.test(path)) && !REGENERATED.test(path)) {
      files.set(path, { size, dispensable });
    }
  }
  return files;
});
