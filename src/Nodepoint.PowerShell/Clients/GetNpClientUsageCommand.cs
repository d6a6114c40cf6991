using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Counts what clients have against their limits; the remote API itself does not look at limits.</summary>
[Cmdlet(VerbsCommon.Get, "NpClientUsage")]
[OutputType(typeof(ClientUsage))]
public sealed class GetNpClientUsageCommand : ClientCommand
{
    /// <summary>What is counted, such as mailbox or website; wildcards are allowed. Left out, everything.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? What { get; set; }

    /// <summary>Only limits that are passed.</summary>
    [Parameter]
    public SwitchParameter Exceeded { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var wanted = Patterns.Of(What);
        OnClient(async (row, client, cancel) =>
        {
            foreach (var usage in await ClientUsage.OfAsync(client, Lookup, cancel).ConfigureAwait(false))
                if (wanted.Match(usage.What) && (!Exceeded || usage.IsExceeded)) row.Write(usage);
        });
    }
}
