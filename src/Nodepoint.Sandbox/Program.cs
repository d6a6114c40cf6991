using Nodepoint.Sandbox.Hosting;

if (!CommandLine.TryParse(args, out var options, out var message))
{
    await Console.Error.WriteLineAsync($"{message}\n{CommandLine.Usage}");
    return 2;
}
if (options is null)
{
    await Console.Out.WriteLineAsync(CommandLine.Usage);
    return 0;
}
return await SandboxProgram.RunAsync(options);
