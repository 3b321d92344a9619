import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Ids of the language servers that this extension host has started and that run. */
export async function serverProcesses(): Promise<number[]> {
  const all = await (process.platform === 'linux' ? fromProc() : fromPs());
  return all
    .filter(({ parent, command }) => parent === process.pid && /[\\/]server\.cjs\b/.test(command))
    .map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Linux has it all in files; `ps` is not everywhere. */
async function fromProc(): Promise<Process[]> {
  const all: Process[] = [];
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name)) {
      try {
        const status = await readFile(`/proc/${name}/status`, 'utf8');
        const command = await readFile(`/proc/${name}/cmdline`, 'utf8');
        const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
        all.push({ pid: Number(name), parent, command: command.replaceAll('\0', ' ') });
      } catch {
        // It ended while we looked.
      }
    }
  }
  return all;
}

async function fromPs(): Promise<Process[]> {
  const { stdout } =
    process.platform === 'win32'
      ? await run('powershell', [
          '-NoProfile',
          '-Command',
          'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)" }',
        ])
      : await run('ps', ['-axo', 'pid=,ppid=,command=']);
  return stdout.split(/\r?\n/).flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

function run(command: string, args: string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
}
