/** A program of ASP.NET that its builder stage makes of the context, with these instructions in front of ENTRYPOINT. */
export function aspnet(...instructions: readonly string[]): string {
  return [
    'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build',
    'WORKDIR /src',
    'COPY . .',
    'RUN dotnet publish -o /out',
    'FROM mcr.microsoft.com/dotnet/aspnet:8.0',
    'WORKDIR /app',
    'COPY --from=build /out .',
    ...instructions,
    'ENTRYPOINT ["dotnet", "App.dll"]',
    '',
  ].join('\n');
}
