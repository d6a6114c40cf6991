using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace Nodepoint.EngineHost.Terminal;

/// <summary>What the engine shows and asks: results on stdout, everything said about them on stderr.</summary>
internal sealed class TerminalUi : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new TerminalRawUi();

    public override bool SupportsVirtualTerminal => Coloured(Console.IsOutputRedirected);

    public override void Write(string value) => Console.Out.Write(Plain(value));

    public override void WriteLine(string value) => Console.Out.WriteLine(Plain(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Console.Out.Write(SupportsVirtualTerminal ? PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) + value + PSStyle.Instance.Reset : value);

    // What comes here is already laid out and coloured by the engine's own view of errors.
    public override void WriteErrorLine(string value) =>
        Console.Error.WriteLine(Coloured(Console.IsErrorRedirected) ? value : new StringDecorated(value).ToString(OutputRendering.PlainText));

    public override void WriteWarningLine(string message) => Say($"WARNING: {message}", PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) => Say($"VERBOSE: {message}", PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) => Say($"DEBUG: {message}", PSStyle.Instance.Formatting.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => Console.In.ReadLine() ?? throw new EndOfStreamException("No more input to answer with.");

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var letter in ReadLine())
                secret.AppendChar(letter);
            return secret;
        }

        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                secret.AppendChar(key.KeyChar);
            else if (secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
        }

        Console.Error.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Heading(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Console.Error.Write($"{field.Name}: ");
            answers[field.Name] = field.ParameterTypeFullName == typeof(SecureString).FullName ? PSObject.AsPSObject(ReadLineAsSecureString()) : ReadLine();
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Heading(caption, message);
        while (true)
        {
            Console.Error.Write(string.Join("  ", choices.Select(choice => $"[{Key(choice)}] {Label(choice)}")));
            Console.Error.Write(defaultChoice < 0 ? ": " : $" (default is \"{Key(choices[defaultChoice])}\"): ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            for (var i = 0; i < choices.Count; i++)
                if (answer.Equals(Key(choices[i]), StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(Label(choices[i]), StringComparison.OrdinalIgnoreCase))
                    return i;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        Heading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Console.Error.Write("User: ");
            userName = ReadLine();
        }

        Console.Error.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => PromptForCredential(caption, message, userName, targetName);

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Key(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant() : Label(choice);
    }

    private static void Heading(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
            Console.Error.WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            Console.Error.WriteLine(message);
    }

    private static bool Coloured(bool redirected) => !redirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;

    // The engine leaves it to its host to keep colours out of files and pipes.
    private string Plain(string value) => SupportsVirtualTerminal ? value : new StringDecorated(value).ToString(OutputRendering.PlainText);

    private static void Say(string text, string style) =>
        Console.Error.WriteLine(Coloured(Console.IsErrorRedirected) ? style + text + PSStyle.Instance.Reset : text);
}
