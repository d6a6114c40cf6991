using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Clients;

/// <summary>The base of the cmdlets that change something of a client.</summary>
[Journaled]
public abstract partial class ClientWriteCommand : PanelCommand
{
    /// <summary>The client: its user name, its ID, or the client itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "ClientId")]
    [ReferenceInput<Client>(Columns = ["Client", "Username", "ClientId"])]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client> Client { get; set; } = null!;

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The work on a client.</summary>
    /// <param name="reference">The client.</param>
    /// <param name="key">The row's natural key.</param>
    /// <param name="what">What it is done with, for -WhatIf and -Confirm.</param>
    /// <param name="action">What is done.</param>
    /// <param name="work">The work; it gets the client as it is now.</param>
    /// <param name="plan">Plans the work for a preview; it gets the client as it is now, and how -WhatIf names it.</param>
    /// <param name="restore">Rebuilds the row's output from the journal; null if the row has no output.</param>
    private protected static RowWork OnClient(Reference<Client> reference, string key, string what, string action, Func<Row, Client, CancellationToken, Task> work, Func<Row, Client, string, CancellationToken, Task<WritePlan>> plan, Func<long, ReadOnlyMemory<byte>, object?>? restore = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new RowWork(reference, key, async (row, cancel) => await work(row, await row.Panel.Lookup.ReadAsync(ClientNoun.Instance, reference, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false))
        {
            // The key is the client's, with what the row does to it.
            About = key == reference.ToString() ? RowSubject.Of(reference) : new RowSubject($"{RowSubject.NumberOf(reference) ?? reference.ToString()}{key[reference.ToString().Length..]}"),
            What = what,
            Action = action,
            PlanAsync = async (row, cancel) =>
            {
                var client = await row.Panel.Lookup.ReadAsync(ClientNoun.Instance, reference, cancel).ConfigureAwait(false);
                return await plan(row, client, RecordName.Of(ClientNoun.Instance, client, reference), cancel).ConfigureAwait(false);
            },
            IsPlannedInOrder = true,
            Restore = restore,
            Subject = reference.ToString(),
        };
    }
}
