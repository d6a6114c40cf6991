using System.Management.Automation;
using System.Text;
using Nodepoint.EngineHost;
using Nodepoint.EngineHost.Specs;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    var line = CommandLine.Parse(args);
    return line.Mode switch
    {
        Mode.List => SpecRun.List(line),
        Mode.Spec => SpecRun.Run(line),
        Mode.Command => Run(line.Arguments[0], line),
        _ => Run(CommandLine.Invocation(Script(line.Arguments[0]), line.Arguments.Skip(1)), line),
    };
}
catch (UsageException error)
{
    Console.Error.WriteLine($"EngineHost: {error.Message}");
    Console.Error.WriteLine(CommandLine.Usage);
    return 64;
}
catch (RuntimeException error)
{
    Console.Error.WriteLine($"EngineHost: {error.Message}");
    return 1;
}

static string Script(string path) => File.Exists(path) ? Path.GetFullPath(path) : throw new UsageException($"no script at {path}");

static int Run(string text, CommandLine line)
{
    var manifest = Repository.Manifest(line);
    if (Pwsh.Find() is { } pwsh)
        return pwsh.Run(text, manifest);
    Pwsh.Announce("this host's own");
    using var session = new Session(manifest);
    return session.Run(text);
}
