using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Removes the assignment of an additional template from clients.</summary>
[Cmdlet(VerbsCommon.Remove, "NpClientTemplateAssignment", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveNpClientTemplateAssignmentCommand : ClientWriteCommand
{
    /// <summary>The template: its name or ID.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("template_id", "TemplateId")]
    [ArgumentCompleter(typeof(ClientTemplateCompleter))]
    public string Template { get; set; } = "";

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => AssignmentSubject.Split(subject).Select(named => new MissingRow(WorkOn(named.Client, named.Template), CommandLineWith((nameof(Client), named.Client), (nameof(Template), named.Template))));
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Client, Template));

    private static RowWork WorkOn(Reference<Client> reference, string wanted)
        => OnClient(reference, $"{reference} {wanted}", $"client {reference}", $"Remove assignment of template {wanted}", (row, client, cancel) => RemoveAsync(row, client, wanted, cancel), (row, client, what, cancel) => PlanAsync(row, client, what, wanted, cancel)) with
        {
            FinishAsync = async (row, cancel) => await FindAsync(new ClientTemplates(row.Panel.Connection, row.Panel.Lookup), await row.Panel.Lookup.ReadAsync(ClientNoun.Instance, reference, cancel).ConfigureAwait(false), wanted, cancel).ConfigureAwait(false) is null,
        };

    private static async Task<WritePlan> PlanAsync(Row row, Client client, string what, string wanted, CancellationToken cancel)
    {
        var templates = new ClientTemplates(row.Panel.Connection, row.Panel.Lookup);
        var assigned = await FindAsync(templates, client, wanted, cancel).ConfigureAwait(false) ?? throw Missing(client, wanted);
        return new PlainPlan(what, $"Remove assignment of template {assigned.Template}") { Note = () => templates.Preview(client, new ClientTemplate(assigned.TemplateId, assigned.Template, true, new Dictionary<string, string?>()), isAssigned: false) };
    }

    private static async Task<ClientTemplateAssignment?> FindAsync(ClientTemplates templates, Client client, string wanted, CancellationToken cancel)
        => (await templates.OfClientAsync(client, cancel).ConfigureAwait(false))
            .FirstOrDefault(assignment => assignment.Template.Equals(wanted, StringComparison.OrdinalIgnoreCase) || assignment.TemplateId.ToString(CultureInfo.InvariantCulture) == wanted);

    private static PanelException Missing(Client client, string wanted) => PanelException.NotFound("client_template_additional_get", $"additional template '{wanted}' of client {client}");

    private static async Task RemoveAsync(Row row, Client client, string wanted, CancellationToken cancel)
    {
        var templates = new ClientTemplates(row.Panel.Connection, row.Panel.Lookup);
        var assigned = await FindAsync(templates, client, wanted, cancel).ConfigureAwait(false);
        if (assigned is null)
        {
            if (!row.MayBeDone) throw Missing(client, wanted);
            row.Verbose($"The assignment of template {wanted} was removed from client {client} by an earlier run.");
            return;
        }

        await row.Panel.Sender.ResolveAsync(row, $"template {assigned.Template} of client {client}", async token =>
        {
            await templates.UnassignAsync(assigned, token).ConfigureAwait(false);
            return assigned;
        }, async token => (await templates.OfClientAsync(client, token).ConfigureAwait(false)).Any(assignment => assignment.Id == assigned.Id) ? null : assigned, cancel).ConfigureAwait(false);
        row.Keep(assigned.Id);
        row.Verbose($"The assignment of template {assigned.Template} was removed from client {client}.");
    }
}
