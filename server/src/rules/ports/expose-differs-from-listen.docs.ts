import type { RuleDocs } from '../types.ts';

/** The page of `ports/expose-differs-from-listen`. */
export const exposeDiffersFromListenDocs: RuleDocs = {
  whatItDoes:
    'Reports `EXPOSE` where the program of the image is known to listen on a port that no `EXPOSE` of the image names: by an option, a variable with a constant value, or a copied file. `EXPOSE 80` with the images of ASP.NET 8 and later, which listen on 8080, is one of them; what `appsettings.json` of the project says counts more. What the image starts by itself counts. Of several images that Compose or Bake builds from the file each is looked at, but for those that are for work by their names (`dev`, `test`). Three things are information: a port that only a Compose service sets, where nobody knows what the image by itself listens on, `ENV PORT` beside a program of Node.js whose text is not read, and what is known of a program of ASP.NET whose code is not in the build context.',
  whyItMatters:
    '`EXPOSE` publishes nothing, but people and tools believe it: `docker run -P`, the "Run" of VS Code, and reverse proxies take the port from it and find nothing there.',
  examples: [
    {
      title: 'An option of the command',
      files: {},
      before:
        'FROM python:3.12\nEXPOSE 8000\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8080"]\n',
      after:
        'FROM python:3.12\nEXPOSE 8080\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8080"]\n',
      fix: 'Change EXPOSE 8000 to 8080',
    },
  ],
  fixSafety:
    'For review: the image then documents another port, so that `docker run -P` and tools that read the port from it get that one. There is no fix where it is not clear which of several ports is meant.',
  staysSilent:
    'Silent without any `EXPOSE`, where a range holds the port or the base image exposes it, for ports that a build argument decides, in a stage of which another image is right about it, for defaults of a program that nobody wrote down, for programs of ASP.NET whose code may say where they listen (`UseUrls`, `ConfigureKestrel`, `app.Run(url)`), for several programs, also where one of them is started in front of the last (`nginx && gunicorn …`), where Compose starts it in a way that `EXPOSE` may be right about, and where only ports of debuggers, metrics or HTTPS are exposed.',
};
