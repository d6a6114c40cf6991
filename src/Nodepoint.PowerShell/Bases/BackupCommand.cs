using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the cmdlets that ask a server to do something with a backup, which it does with its next jobs.</summary>
public abstract class BackupCommand : WriteCommand
{
    /// <summary>Whether the backup is gone afterwards.</summary>
    private protected virtual bool Removes => false;

    /// <summary>Whether it does no harm when it is done again some time later.</summary>
    private protected virtual bool Repeats => true;

    /// <summary>Asks until it is known that the panel has noted it.</summary>
    private protected async Task AskAsync(Row row, string what, string next, PanelCall call, CancellationToken cancel)
    {
        if (row.MayBeDone && !Repeats)
            throw new PanelException(FaultKind.OutcomeUnknown, call.Function, $"An earlier run may have asked for {what}, and the panel does not tell. Look whether it was done; if not, ask once more without -Journal.");
        var sent = 0;
        try
        {
            await RepeatAsync(row, what, async token =>
            {
                sent++;
                await Connection.CallAsync(call, static (ref System.Text.Json.Utf8JsonReader _) => true, token).ConfigureAwait(false);
            }, cancel).ConfigureAwait(false);
            row.Verbose($"{what}: {next}");
        }
        catch (PanelException problem) when ((sent > 1 || row.MayBeDone) && (RemoteAction.IsNoted(problem) || (Removes && problem.Kind == FaultKind.NotFound)))
        {
            row.Verbose($"{what}: the server was asked already.");
        }
    }
}
