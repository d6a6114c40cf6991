namespace Nodepoint.EngineHost;

internal enum Mode
{
    Script,
    Command,
    Spec,
    List,
}

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine(Mode Mode, string? Module, bool NoModule, IReadOnlyList<string> Arguments, string? Report)
{
    public const string Usage = """
        usage: EngineHost [--module PATH | --no-module] SCRIPT.ps1 [script arguments]
               EngineHost [--module PATH | --no-module] --command "TEXT"
               EngineHost [--module PATH | --no-module] --spec FILE_OR_FOLDER... [--report FILE.json] [--list]

        The module is artifacts/Nodepoint of this repository unless --module names another.
        An installed pwsh (for specs: with Pester 5) is used instead of this host; NODEPOINT_ENGINE=host keeps to the host.
        """;

    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        string? module = null, report = null, command = null;
        bool noModule = false, spec = false, list = false;
        var rest = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            // Whatever follows the script is the script's own.
            if (rest.Count > 0 && !spec)
            {
                rest.Add(words[i]);
                continue;
            }

            switch (words[i])
            {
                case "--module":
                    module = Value(words, ref i);
                    break;
                case "--no-module":
                    noModule = true;
                    break;
                case "--command":
                    command = Value(words, ref i);
                    break;
                case "--spec":
                    spec = true;
                    break;
                case "--report":
                    report = Value(words, ref i);
                    break;
                case "--list":
                    list = true;
                    break;
                case var word when word.StartsWith("--", StringComparison.Ordinal):
                    throw new UsageException($"unknown option {word}");
                case var word:
                    rest.Add(word);
                    break;
            }
        }

        if (command is not null)
            return rest.Count == 0 && !spec
                ? new CommandLine(Mode.Command, module, noModule, [command], report)
                : throw new UsageException("--command stands alone");
        if (rest.Count == 0)
            throw new UsageException(spec ? "--spec needs a file or folder" : "nothing to run");
        return new CommandLine(list ? Mode.List : spec ? Mode.Spec : Mode.Script, module, noModule, rest, report);
    }

    /// <summary>
    /// A script and its arguments as PowerShell would have them typed: <c>-Name</c> stays a parameter name, everything else is a string.
    /// </summary>
    public static string Invocation(string script, IEnumerable<string> arguments) =>
        $"& {Quote(script)}" + string.Concat(arguments.Select(argument => " " + Argument(argument)));

    public static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Argument(string text)
    {
        if (text.Length < 2 || text[0] != '-' || !char.IsAsciiLetter(text[1]))
            return Quote(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        if (!name.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return Quote(text);
        if (colon < 0)
            return name;
        var value = text[(colon + 1)..];
        return value is "$true" or "$false" ? text : $"{name}:{Quote(value)}";
    }

    private static string Value(IReadOnlyList<string> words, ref int i) =>
        ++i < words.Count ? words[i] : throw new UsageException($"{words[i - 1]} needs a value");
}

internal sealed class UsageException(string message) : Exception(message);
