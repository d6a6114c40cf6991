using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>A set of limits for clients (client_templates_get_all).</summary>
/// <param name="Id">The template's ID.</param>
/// <param name="Name">The template's name.</param>
/// <param name="IsAdditional">Whether it is an additional template rather than a client's main template.</param>
/// <param name="Limits">The limits and permissions, by the panel's column names.</param>
[TableView("Id:5> Name:36 IsAdditional")]
public sealed record ClientTemplate(long Id, string Name, bool IsAdditional, IReadOnlyDictionary<string, string?> Limits)
{
    /// <summary>Returns the template's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}

/// <summary>The assignment of an additional template to a client (client_template_additional_get).</summary>
/// <param name="Id">The assignment's ID.</param>
/// <param name="ClientId">The client's ID.</param>
/// <param name="Client">The client's user name.</param>
/// <param name="TemplateId">The template's ID.</param>
/// <param name="Template">The template's name; empty if the template no longer exists.</param>
[TableView("Id:5> Client:20 TemplateId:10> Template")]
[ResultOf(typeof(Client))]
public sealed record ClientTemplateAssignment(long Id, long ClientId, string Client, long TemplateId, string Template) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }
}

/// <summary>The client templates of a panel and their assignments.</summary>
/// <param name="connection">The panel.</param>
/// <param name="lookup">The lookup of the command, so that templates are read once for many clients; null for a separate lookup.</param>
public sealed class ClientTemplates(PanelConnection connection, PanelLookup? lookup = null)
{
    private const string Assignments = "template assignments";

    private readonly PanelLookup _lookup = lookup ?? new PanelLookup(connection);

    /// <summary>Lists all templates; in a client's session only its own.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The templates, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<List<ClientTemplate>> ListAsync(CancellationToken cancel) => ListAsync(connection.LoggedInClient?.Groups, cancel);

    /// <summary>Lists the templates of everybody: a client's limits may come from those of the administrator.</summary>
    internal Task<List<ClientTemplate>> ListAllAsync(CancellationToken cancel) => ListAsync(null, cancel);

    private async Task<List<ClientTemplate>> ListAsync(IReadOnlySet<long>? groups, CancellationToken cancel)
    {
        var found = new List<ClientTemplate>();
        foreach (var row in await connection.ListAsync(new PanelCall("client_templates_get_all") { IsLimitedByCaller = true }, PanelRow.Read, cancel).ConfigureAwait(false))
        {
            if (groups?.Contains(row.Number("sys_groupid")) == false) continue;
            var limits = row.Where(column => !column.Key.StartsWith("sys_", StringComparison.Ordinal) && column.Key is not ("template_id" or "template_name" or "template_type")).ToDictionary();
            found.Add(new ClientTemplate(row.Number("template_id"), row.Text("template_name"), row.Text("template_type") == "a", limits));
        }

        return found;
    }

    /// <summary>Finds a template by ID or name.</summary>
    /// <param name="template">The ID or the name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The template.</returns>
    /// <exception cref="PanelException">No template or more than one template matches, or the panel refuses or cannot be reached.</exception>
    public async Task<ClientTemplate> FindAsync(string template, CancellationToken cancel)
    {
        var all = await KnownAsync(cancel).ConfigureAwait(false);
        var found = all.FindAll(one => one.Name.Equals(template, StringComparison.OrdinalIgnoreCase));
        if (found.Count == 0 && long.TryParse(template, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) found = all.FindAll(one => one.Id == id);
        return found.Count switch
        {
            1 => found[0],
            0 => throw PanelException.NotFound("client_templates_get_all", $"client template {Excerpt.Of(template)}", "Get-NpClientTemplate lists the templates."),
            _ => throw new PanelException(FaultKind.Refused, "client_templates_get_all", $"{Excerpt.Of(template)} matches {found.Count} client templates on the panel. Specify the ID of one of them."),
        };
    }

    /// <summary>Lists the additional templates of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The assignments.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<ClientTemplateAssignment>> OfClientAsync(Client client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var names = (await KnownAsync(cancel).ConfigureAwait(false)).ToDictionary(template => template.Id, template => template.Name);
        var found = new List<ClientTemplateAssignment>();
        var call = new PanelCall("client_template_additional_get", writer => writer.WriteNumber("client_id", client.Id));
        foreach (var row in await connection.ListAsync(call, PanelRow.Read, cancel).ConfigureAwait(false))
        {
            var templateId = row.Number("client_template_id");
            found.Add(new ClientTemplateAssignment(row.Number("assigned_template_id"), client.Id, client.Username, templateId, names.GetValueOrDefault(templateId, "")));
        }

        if (_lookup.Preview?.TryRecall<List<ClientTemplateAssignment>>(Assignments, client.Id.ToString(CultureInfo.InvariantCulture), out var previewed) == true) return previewed!;
        return found;
    }

    /// <summary>Notes for a preview that a template was assigned to a client or removed from it.</summary>
    internal void Preview(Client client, ClientTemplate template, bool isAssigned)
    {
        if (_lookup.Preview is not { } preview) return;
        var assigned = OfClientAsync(client, CancellationToken.None).GetAwaiter().GetResult().ToList();
        assigned.RemoveAll(assignment => assignment.TemplateId == template.Id);
        if (isAssigned) assigned.Add(new ClientTemplateAssignment(0, client.Id, client.Username, template.Id, template.Name));
        preview.Remember(Assignments, client.Id.ToString(CultureInfo.InvariantCulture), assigned);
    }

    /// <summary>Assigns an additional template to a client (client_template_additional_add). The client and the template must exist; otherwise the panel fails.</summary>
    /// <param name="client">The client.</param>
    /// <param name="template">The template.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The ID of the assignment.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<long> AssignAsync(Client client, ClientTemplate template, CancellationToken cancel)
        => CallAsync("client_template_additional_add", client.Id, "template_id", template.Id, cancel);

    /// <summary>Removes an additional template from a client (client_template_additional_delete). The function expects the ID of the template, not of the assignment.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the assignment is removed.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task UnassignAsync(ClientTemplateAssignment assignment, CancellationToken cancel)
        => CallAsync("client_template_additional_delete", assignment.ClientId, "assigned_template_id", assignment.TemplateId, cancel);

    private Task<List<ClientTemplate>> KnownAsync(CancellationToken cancel) => _lookup.OnceAsync("client templates", "", () => ListAsync(cancel));

    private Task<long> CallAsync(string function, long clientId, string parameter, long id, CancellationToken cancel)
        => connection.CallAsync(
            new PanelCall(function, writer =>
            {
                writer.WriteNumber("client_id", clientId);
                writer.WriteNumber(parameter, id);
            }),
            static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel);
}
