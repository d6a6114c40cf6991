using System.Text;
using Nodepoint.Sandbox.Hosting;

// Who starts it from a program reads UTF-8, whatever the code page of a console is.
if (Console.IsOutputRedirected) Console.SetOut(Utf8(Console.OpenStandardOutput()));
if (Console.IsErrorRedirected) Console.SetError(Utf8(Console.OpenStandardError()));

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

static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
