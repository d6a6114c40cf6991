using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Gives clients an additional template.</summary>
[Cmdlet(VerbsCommon.New, "NpClientTemplateAssignment", SupportsShouldProcess = true)]
[OutputType(typeof(ClientTemplateAssignment))]
public sealed class NewNpClientTemplateAssignmentCommand : ClientWriteCommand
{
    private readonly KeyedQueue<ClientTemplateAssignment> _clients = new();

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
        OnClient($"{Client} {wanted}", (row, client, cancel) => AssignAsync(row, client, wanted, cancel),
            static (_, stored) => JsonSerializer.Deserialize(stored.Span, KeptRecords.Default.ClientTemplateAssignment));
    }

    private async Task AssignAsync(Row row, Client client, string wanted, CancellationToken cancel)
    {
        var templates = new ClientTemplates(Connection, Lookup);
        var template = await templates.FindAsync(wanted, cancel).ConfigureAwait(false);
        if (!template.IsAdditional) throw new FormatException($"Template {template} is no additional one. Give it to the client itself: Set-NpClient {client} -TemplateId {template.Id}");

        // The panel works out a client's limits anew with each template, and gives it the same one twice.
        using var place = await _clients.EnterAsync(client.Id.ToString(CultureInfo.InvariantCulture), cancel).ConfigureAwait(false);
        if (await FindAsync(templates, client, template, cancel).ConfigureAwait(false) is { } there)
        {
            if (row.MayBeDone) row.Verbose($"client {client} was given the template {template} by an earlier run.");
            else if (SkipExisting) row.Verbose($"client {client} has the template {template} already.");
            else throw new PanelException(FaultKind.Duplicate, "client_template_additional_add", $"Client {client} has the template {template} already. Use -SkipExisting to pass over what is there.");
            Done(row, there);
            return;
        }

        var given = await ResolveAsync(row, $"template {template} of client {client}",
            async token => new ClientTemplateAssignment(await templates.AssignAsync(client, template, token).ConfigureAwait(false), client.Id, client.Username, template.Id, template.Name),
            token => FindAsync(templates, client, template, token), cancel).ConfigureAwait(false);
        row.Verbose($"client {client} has the template {template} now.");
        Done(row, given);
    }

    private static async Task<ClientTemplateAssignment?> FindAsync(ClientTemplates templates, Client client, ClientTemplate template, CancellationToken cancel)
        => (await templates.OfClientAsync(client, cancel).ConfigureAwait(false)).FirstOrDefault(one => one.TemplateId == template.Id);

    private static void Done(Row row, ClientTemplateAssignment assignment)
    {
        row.Keep(assignment.Id, () => JsonSerializer.SerializeToUtf8Bytes(assignment, KeptRecords.Default.ClientTemplateAssignment));
        row.Write(assignment);
    }
}
