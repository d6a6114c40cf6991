using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.PowerShell;

/// <summary>Shows which additional templates clients have.</summary>
[Cmdlet(VerbsCommon.Get, "NpClientTemplateAssignment")]
[OutputType(typeof(ClientTemplateAssignment))]
public sealed class GetNpClientTemplateAssignmentCommand : ClientCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => OnClient(async (row, client, cancel) =>
    {
        foreach (var assignment in await new ClientTemplates(Connection, Lookup).OfClientAsync(client, cancel).ConfigureAwait(false)) row.Write(assignment);
    });
}

/// <summary>Gives clients an additional template.</summary>
[Cmdlet(VerbsCommon.New, "NpClientTemplateAssignment", SupportsShouldProcess = true)]
[OutputType(typeof(ClientTemplateAssignment))]
public sealed class NewNpClientTemplateAssignmentCommand : ClientCommand
{
    /// <summary>The template: its name or number. It has to be an additional one.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("template_id", "TemplateId")]
    [ArgumentCompleter(typeof(ClientTemplateCompleter))]
    public string Template { get; set; } = "";

    /// <summary>Passes over what the client has already, so that the same line can be run again.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Client.ToString(), $"Add template {Template}")) return;
        var wanted = Template;
        OnClient(async (row, client, cancel) =>
        {
            var templates = new ClientTemplates(Connection, Lookup);
            var template = await templates.FindAsync(wanted, cancel).ConfigureAwait(false);
            if (!template.IsAdditional) throw new FormatException($"Template {template} is no additional one. Give it to the client itself: Set-NpClient {client} -TemplateId {template.Id}");
            if ((await templates.OfClientAsync(client, cancel).ConfigureAwait(false)).FirstOrDefault(one => one.TemplateId == template.Id) is { } there)
            {
                if (!SkipExisting) throw new PanelException(FaultKind.Duplicate, "client_template_additional_add", $"Client {client} has the template {template} already. Use -SkipExisting to pass over what is there.");
                row.Write(there);
                return;
            }

            var id = await templates.AssignAsync(client, template, cancel).ConfigureAwait(false);
            row.Write(new ClientTemplateAssignment(id, client.Id, client.Username, template.Id, template.Name));
        });
    }
}

/// <summary>Takes an additional template from clients.</summary>
[Cmdlet(VerbsCommon.Remove, "NpClientTemplateAssignment", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveNpClientTemplateAssignmentCommand : ClientCommand
{
    /// <summary>The template: its name or number.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("template_id", "TemplateId")]
    public string Template { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Client.ToString(), $"Remove template {Template}")) return;
        var wanted = Template;
        OnClient(async (row, client, cancel) =>
        {
            var templates = new ClientTemplates(Connection, Lookup);
            var assigned = (await templates.OfClientAsync(client, cancel).ConfigureAwait(false))
                .FirstOrDefault(one => one.Template.Equals(wanted, StringComparison.OrdinalIgnoreCase) || one.TemplateId.ToString(System.Globalization.CultureInfo.InvariantCulture) == wanted)
                ?? throw PanelException.NotFound("client_template_additional_get", $"additional template '{wanted}' of client {client}");
            await templates.UnassignAsync(assigned, cancel).ConfigureAwait(false);
            row.Verbose($"client {client} has the template {assigned.Template} no more.");
        });
    }
}
