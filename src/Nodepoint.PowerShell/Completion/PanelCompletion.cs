using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Reads completions from the panel.</summary>
internal static class PanelCompletion
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>The completions; empty if the panel cannot be reached, because the command itself reports that.</summary>
    public static List<CompletionResult> Find(IDictionary? bound, Func<PanelConnection, CancellationToken, Task<List<CompletionResult>>> find)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Timeout);
            var connection = (bound?["Panel"] ?? bound?["From"]) is { } panel && PanelSelection.Find(References(panel)).FirstOrDefault(one => one.Connection is not null) is { Connection: { } first } ? first : OpenPanels.Resolve(null);
            return Task.Run(() => find(connection, timeout.Token)).GetAwaiter().GetResult();
        }
        catch (Exception problem) when (problem is PanelException or PSInvalidOperationException or OperationCanceledException)
        {
            return [];
        }
    }

    private static PanelReference[] References(object panel) => panel switch
    {
        ConnectedPanel open => [new PanelReference(open)],
        PanelConnection open => [new PanelReference(open)],
        string name => [new PanelReference(name)],
        IEnumerable several => [.. several.Cast<object>().SelectMany(References)],
        _ => [],
    };
}
