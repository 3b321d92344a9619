/**
 * The platform ARGs that BuildKit defines before the first line (dockerfile2llb/platform.go); build args of the same name
 * replace them. In a stage they count only after an `ARG` of their name.
 */
export function predefinedArgs(
  platform: string,
  target: string,
  buildArgs: ReadonlyMap<string, string>,
): Map<string, string> {
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  const args = new Map<string, string>();
  for (const prefix of ['BUILD', 'TARGET']) {
    args.set(`${prefix}PLATFORM`, platform);
    args.set(`${prefix}OS`, os);
    args.set(`${prefix}OSVERSION`, '');
    args.set(`${prefix}ARCH`, architecture);
    args.set(`${prefix}VARIANT`, variant);
  }
  args.set('TARGETSTAGE', target === '' ? 'default' : target);
  for (const name of args.keys()) {
    const given = buildArgs.get(name);
    if (given !== undefined) {
      args.set(name, given);
    }
  }
  return args;
}

/** Whether a variable is one of these, which images leave to BuildKit. */
export function isPredefinedArg(name: string): boolean {
  return /^(?:BUILD|TARGET)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT)$|^TARGETSTAGE$/.test(name);
}
