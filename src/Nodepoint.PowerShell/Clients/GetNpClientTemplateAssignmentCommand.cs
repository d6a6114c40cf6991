using System.Management.Automation;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Gets the additional templates that are assigned to clients.</summary>
[Cmdlet(VerbsCommon.Get, "NpClientTemplateAssignment")]
[OutputType(typeof(ClientTemplateAssignment))]
public sealed class GetNpClientTemplateAssignmentCommand : ClientCommand
{
    /// <inheritdoc/>
    protected override void ProcessRow() => OnClient(async (row, client, cancel) =>
    {
        foreach (var assignment in await new ClientTemplates(row.Panel.Connection, row.Panel.Lookup).OfClientAsync(client, cancel).ConfigureAwait(false)) row.Write(assignment);
    });
}
