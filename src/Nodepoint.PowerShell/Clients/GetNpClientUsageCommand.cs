using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Gets how much of their limits clients use.</summary>
/// <remarks>The remote API itself does not enforce limits.</remarks>
[Cmdlet(VerbsCommon.Get, "NpClientUsage")]
[OutputType(typeof(ClientUsage))]
public sealed class GetNpClientUsageCommand : ClientCommand
{
    /// <summary>What to count, such as mailbox or website; wildcards are allowed. The default is everything.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? What { get; set; }

    /// <summary>Only limits that are exceeded.</summary>
    [Parameter]
    public SwitchParameter Exceeded { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var wanted = NameFilter.Of(What);
        OnClient(async (row, client, cancel) =>
        {
            foreach (var usage in await ClientUsage.OfAsync(client, row.Panel.Lookup, cancel).ConfigureAwait(false))
                if (wanted.Matches(usage.What) && (!Exceeded || usage.IsExceeded)) row.Write(usage);
        });
    }
}
