import { baseName } from '../../context/path-parts.ts';
import type { Listener, Listening } from '../types.ts';
import { readAddress } from './address.ts';
import { dotnetSources, type DotnetSources } from './dotnet-sources.ts';
import { listenerAt, listening, unknown } from './server.ts';
import type { Reader, Run } from './types.ts';
import { optionValue, variableValue, type Value } from './values.ts';

/**
 * Programs of ASP.NET: endpoints of Kestrel over addresses over ports over what the image sets (dotnet/aspnetcore, AddressBinder.cs and
 * GenericWebHostService.cs; dotnet/docs aspnet-port.md). Only of an assembly: `dotnet run` reads more.
 */
export const readDotnet: Reader = (run) => {
  const assembly = run.args[0]?.text ?? '';
  if (run.name !== 'dotnet' || !/^[^-].*\.dll$/i.test(assembly)) {
    return undefined;
  }
  const sources = dotnetSources(run, baseName(assembly).slice(0, -'.dll'.length));
  const { code, settings } = sources;
  if (code !== undefined) {
    return unknown(`${code} may say what ASP.NET listens on.`);
  }
  if (run.sets(/^((ASPNETCORE|DOTNET)_)?Kestrel__Endpoints__/i)) {
    return unknown('A variable says what Kestrel listens on, which is not read here.');
  }
  if (settings.size > 0 && !sources.whole) {
    return unknown('Not all settings of the .NET program are known.');
  }
  const endpoints = [...settings].flatMap(([name, value]) => (name.startsWith('kestrel:') ? [value] : []));
  if (endpoints.length > 0) {
    return listensAtAll(run, endpoints, named(sources));
  }
  const given = optionValue(run, ['--urls']) ?? variableValue(run, ['URLS']);
  const own = settings.get('urls');
  if (given === undefined && own !== undefined) {
    return listensAtAll(run, [own], named(sources));
  }
  const urls = given ?? variableValue(run, ['ASPNETCORE_URLS', 'DOTNET_URLS']);
  return urls === undefined ? listensAtPorts(run, sources) : listensAtAll(run, [urls], WRITTEN);
};

/** Without addresses, ports count, and last what the image sets. */
function listensAtPorts(run: Run, sources: DotnetSources): Listening {
  const { settings } = sources;
  if (
    variableValue(run, ['ASPNETCORE_HTTPS_PORTS', 'DOTNET_HTTPS_PORTS']) !== undefined ||
    settings.has('https_ports')
  ) {
    return unknown('ASP.NET listens on ports for HTTPS, too, which are not read here.');
  }
  const own = settings.get('http_ports');
  const ports = own ?? variableValue(run, ['ASPNETCORE_HTTP_PORTS', 'DOTNET_HTTP_PORTS']);
  if (ports !== undefined) {
    const texts = ports.text?.split(';').filter((port) => port !== '');
    const text = texts?.map((port) => `*:${port}`).join(';');
    return listensAtAll(run, [{ ...ports, text }], own === undefined ? WRITTEN : named(sources));
  }
  const [, major] =
    /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/)?aspnet:(\d+)\./.exec(`${run.around.base ?? ''}.`) ?? [];
  if (major === undefined) {
    return unknown('What the .NET program listens on is not written where it is read here.');
  }
  const port = Number(major) >= FIRST_ON_8080 ? 8080 : 80;
  const evidence = run.around.from;
  return listening(listenerAt(run, { ...named(sources), evidence, address: '*', port }));
}

/** Since .NET 8 the images set ASPNETCORE_HTTP_PORTS=8080; before, ASPNETCORE_URLS=http://+:80. */
const FIRST_ON_8080 = 8;

type Named = Pick<Listener, 'program' | 'presumed'>;

/** What somebody wrote into the command or a variable is taken for what they want. */
const WRITTEN: Named = { program: 'ASP.NET' };

/** Code and settings that are not there to be looked at may say otherwise. */
function named({ started, whole }: DotnetSources): Named {
  return started && whole
    ? WRITTEN
    : {
        program: `${WRITTEN.program}, unless the program says otherwise,`,
        presumed: 'whether the program says another port',
      };
}

/** All addresses of these lists, which semicolons separate; one that can't be read makes all of it unknown. */
function listensAtAll(run: Run, values: readonly Value[], program: Named): Listening {
  const listeners: Listener[] = [];
  for (const { text = '', evidence } of values) {
    for (const url of text.split(';').map((written) => written.trim())) {
      const found = readAddress(url);
      const standard = url.startsWith('https:') ? 443 : url.startsWith('http:') ? 80 : undefined;
      const port = found?.port ?? standard;
      if (found?.host === undefined || port === undefined) {
        return unknown('The addresses of the .NET program are not literal.');
      }
      listeners.push(listenerAt(run, { ...program, evidence, address: found.host, port }));
    }
  }
  return { kind: 'known', listeners };
}
