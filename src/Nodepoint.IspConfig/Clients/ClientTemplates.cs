using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>A set of limits for clients (client_templates_get_all).</summary>
/// <param name="Id">The panel's number of it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsAdditional">Whether it is added to a client's own template rather than being it.</param>
/// <param name="Limits">The limits and permissions it holds, by the panel's names.</param>
[TableView("Id:5> Name:36 IsAdditional")]
public sealed record ClientTemplate(long Id, string Name, bool IsAdditional, IReadOnlyDictionary<string, string?> Limits)
{
    /// <summary>Its name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}

/// <summary>An additional template that a client has (client_template_additional_get).</summary>
/// <param name="Id">The panel's number of the assignment.</param>
/// <param name="ClientId">The client's number.</param>
/// <param name="Client">The client's user name.</param>
/// <param name="TemplateId">The template's number.</param>
/// <param name="Template">The template's name; empty where the template is gone.</param>
[TableView("Id:5> Client:20 TemplateId:10> Template")]
public sealed record ClientTemplateAssignment(long Id, long ClientId, string Client, long TemplateId, string Template);

/// <summary>The templates of one panel and who has which.</summary>
/// <param name="connection">The panel.</param>
/// <param name="lookup">What a command knows of the panel, so that many clients have the templates read once; null for one of its own.</param>
public sealed class ClientTemplates(PanelConnection connection, PanelLookup? lookup = null)
{
    private readonly PanelLookup _lookup = lookup ?? new PanelLookup(connection);

    /// <summary>All templates.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The templates, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<List<ClientTemplate>> ListAsync(CancellationToken cancel)
    {
        var found = new List<ClientTemplate>();
        foreach (var row in await connection.ListAsync(new PanelCall("client_templates_get_all"), PanelRow.Read, cancel).ConfigureAwait(false))
        {
            var limits = row.Where(column => !column.Key.StartsWith("sys_", StringComparison.Ordinal) && column.Key is not ("template_id" or "template_name" or "template_type")).ToDictionary();
            found.Add(new ClientTemplate(row.Number("template_id"), row.Text("template_name"), row.Text("template_type") == "a", limits));
        }

        return found;
    }

    /// <summary>A template by its number or name.</summary>
    /// <param name="template">The number or the name.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The template.</returns>
    /// <exception cref="PanelException">There is none, or more than one, or the panel refuses or cannot be reached.</exception>
    public async Task<ClientTemplate> FindAsync(string template, CancellationToken cancel)
    {
        var all = await KnownAsync(cancel).ConfigureAwait(false);
        var found = long.TryParse(template, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? all.FindAll(one => one.Id == id)
            : all.FindAll(one => one.Name.Equals(template, StringComparison.OrdinalIgnoreCase));
        return found.Count switch
        {
            1 => found[0],
            0 => throw PanelException.NotFound("client_templates_get_all", $"client template {Excerpt.Of(template)}. Get-NpClientTemplate shows those it has"),
            _ => throw new PanelException(FaultKind.Refused, "client_templates_get_all", $"The panel has {found.Count} client templates of that name. Say which one by its number."),
        };
    }

    /// <summary>The additional templates of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Ends the wait.</param>
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

        return found;
    }

    /// <summary>Gives a client an additional template (client_template_additional_add). Client and template have to be there: the panel breaks down over any other.</summary>
    /// <param name="client">The client.</param>
    /// <param name="template">The template.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The number of the assignment.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<long> AssignAsync(Client client, ClientTemplate template, CancellationToken cancel)
        => CallAsync("client_template_additional_add", client.Id, "template_id", template.Id, cancel);

    /// <summary>Takes an additional template from a client (client_template_additional_delete), which names the template, not the assignment.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is gone.</returns>
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
