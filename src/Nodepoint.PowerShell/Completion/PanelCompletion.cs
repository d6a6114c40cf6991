using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Asks the panel for completions, for a few seconds at most.</summary>
internal static class PanelCompletion
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    /// <summary>What the panel has to offer; nothing where it cannot be asked: the command itself will say why.</summary>
    public static List<CompletionResult> Find(IDictionary? bound, Func<PanelConnection, CancellationToken, Task<List<CompletionResult>>> find)
    {
        try
        {
            using var patience = new CancellationTokenSource(StopTimeout);
            var connection = OpenPanels.Resolve(bound?["Panel"] switch { PanelConnection open => new PanelReference(open), string name => new PanelReference(name), _ => null });
            return Task.Run(() => find(connection, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception problem) when (problem is PanelException or PSInvalidOperationException or OperationCanceledException)
        {
            return [];
        }
    }
}
