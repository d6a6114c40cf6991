using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Assigns an additional template to clients.</summary>
[Cmdlet(VerbsCommon.New, "NpClientTemplateAssignment", SupportsShouldProcess = true)]
[OutputType(typeof(ClientTemplateAssignment))]
public sealed class NewNpClientTemplateAssignmentCommand : ClientWriteCommand
{
    private readonly KeyedQueue<ClientTemplateAssignment> _clients = new();

    /// <summary>The template: its name or ID. It has to be an additional template.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("template_id", "TemplateId")]
    [ArgumentCompleter(typeof(ClientTemplateCompleter))]
    public string Template { get; set; } = "";

    /// <summary>Skips templates that the client has already, so that the same command can be run again; the existing assignment is returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => AssignmentSubject.Split(subject).Select(named => new MissingRow(WorkOn(named.Client, named.Template), CommandLineWith((nameof(Client), named.Client), (nameof(Template), named.Template))));
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Client, Template));

    private RowWork WorkOn(Reference<Client> reference, string wanted)
        => OnClient(reference, $"{reference} {wanted}", $"client {reference}", $"Assign template {wanted}", (row, client, cancel) => AssignAsync(row, client, wanted, cancel), (row, client, what, cancel) => PlanAsync(row, client, what, wanted, cancel),
            static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.ClientTemplateAssignment)) with
        {
            FinishAsync = (row, cancel) => IsAssignedAsync(row, reference, wanted, cancel),
        };

    private static async Task<bool> IsAssignedAsync(Row row, Reference<Client> reference, string wanted, CancellationToken cancel)
    {
        var client = await row.Panel.Lookup.ReadAsync(ClientNoun.Instance, reference, cancel).ConfigureAwait(false);
        var templates = new ClientTemplates(row.Panel.Connection, row.Panel.Lookup);
        if (await FindAsync(templates, client, await TemplateAsync(templates, client, wanted, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false) is not { } existing || !row.TryClaim(existing.Id)) return false;
        row.Keep(existing.Id);
        return true;
    }

    private async Task AssignAsync(Row row, Client client, string wanted, CancellationToken cancel)
    {
        var templates = new ClientTemplates(row.Panel.Connection, row.Panel.Lookup);
        var template = await TemplateAsync(templates, client, wanted, cancel).ConfigureAwait(false);

        // The panel recalculates a client's limits with each template, and accepts the same template twice.
        using var place = await _clients.EnterAsync(client.Id.ToString(CultureInfo.InvariantCulture), cancel).ConfigureAwait(false);
        if (await FindAsync(templates, client, template, cancel).ConfigureAwait(false) is { } existing)
        {
            if (row.MayBeDone && row.TryClaim(existing.Id)) row.Verbose($"Template {template} was assigned to client {client} by an earlier run.");
            else if (SkipExisting) row.Verbose($"Client {client} already has template {template}.");
            else throw HasAlready(client, template);
            Done(row, existing);
            return;
        }

        var assignment = await row.Panel.Sender.ResolveAsync(row, $"template {template} of client {client}",
            async token => new ClientTemplateAssignment(await templates.AssignAsync(client, template, token).ConfigureAwait(false), client.Id, client.Username, template.Id, template.Name),
            token => FindAsync(templates, client, template, token), cancel).ConfigureAwait(false);
        row.Verbose($"Template {template} was assigned to client {client}.");
        Done(row, assignment);
    }

    private async Task<WritePlan> PlanAsync(Row row, Client client, string what, string wanted, CancellationToken cancel)
    {
        var templates = new ClientTemplates(row.Panel.Connection, row.Panel.Lookup);
        var template = await TemplateAsync(templates, client, wanted, cancel).ConfigureAwait(false);
        if ((await templates.OfClientAsync(client, cancel).ConfigureAwait(false)).All(assignment => assignment.TemplateId != template.Id))
            return new PlainPlan(what, $"Assign template {template}") { Note = () => templates.Preview(client, template, isAssigned: true) };
        return SkipExisting ? new PlainPlan(what, $"Change nothing, because it already has template {template}") : throw HasAlready(client, template);
    }

    private static async Task<ClientTemplate> TemplateAsync(ClientTemplates templates, Client client, string wanted, CancellationToken cancel)
    {
        var template = await templates.FindAsync(wanted, cancel).ConfigureAwait(false);
        return template.IsAdditional ? template : throw new RuleException(Rule.InvalidReference, $"Template {template} is not an additional template. Set it as the client's own template: Set-NpClient {client} -TemplateId {template.Id}");
    }

    private static PanelException HasAlready(Client client, ClientTemplate template) => new(FaultKind.Duplicate, "client_template_additional_add", $"Client {client} already has template {template}. Use -SkipExisting to skip it.");

    private static async Task<ClientTemplateAssignment?> FindAsync(ClientTemplates templates, Client client, ClientTemplate template, CancellationToken cancel)
        => (await templates.OfClientAsync(client, cancel).ConfigureAwait(false)).FirstOrDefault(assignment => assignment.TemplateId == template.Id);

    private static void Done(Row row, ClientTemplateAssignment assignment)
    {
        row.Keep(assignment.Id, () => JsonSerializer.SerializeToUtf8Bytes(assignment, JournalJson.Default.ClientTemplateAssignment));
        row.Write(assignment);
    }
}
