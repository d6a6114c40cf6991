using System.Globalization;
using System.Management.Automation.Host;

namespace Nodepoint.EngineHost.Terminal;

/// <summary>The engine's view of this process: a plain terminal, or whatever stdout was redirected to.</summary>
internal sealed class TerminalHost : PSHost
{
    public override string Name => "EngineHost";

    public override Version Version { get; } = typeof(TerminalHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI { get; } = new TerminalUi();

    /// <summary>The code a script left with, once it has said <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
