using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Clients;

/// <summary>The base of the cmdlets that get something of a client.</summary>
[Throttled]
public abstract partial class ClientCommand : PanelCommand
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

    /// <summary>Works on the client of the current row.</summary>
    /// <param name="work">The work; it gets the client as it is now.</param>
    private protected void OnClient(Func<Row, Client, CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var reference = Client;
        Runner.Read(reference, async (row, cancel) => await work(row, await row.Panel.Lookup.ReadAsync(ClientNoun.Instance, reference, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
    }
}
