using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A template from which the panel creates zones (dns_templatezone_get_all).</summary>
/// <param name="Id">ID of the template.</param>
/// <param name="Name">Name of the template.</param>
/// <param name="Fields">Fields that the template requires: DOMAIN, IP, IPV6, NS1, NS2, EMAIL, DKIM, DNSSEC.</param>
/// <param name="Text">Text of the template: the zone's settings and one line per record.</param>
/// <param name="Visible">Whether clients can use the template.</param>
[TableView("Id:5> Name:20 Fields:44 Visible")]
public sealed record DnsTemplate(long Id, string Name, string[] Fields, string Text, bool Visible)
{
    /// <summary>The name of the template.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}

/// <summary>The values that a template fills into a new zone.</summary>
/// <param name="TemplateId">ID of the template.</param>
/// <param name="Domain">Name of the zone, without a trailing dot.</param>
/// <param name="Address">IPv4 address for the records.</param>
/// <param name="Ns1">Primary name server.</param>
/// <param name="Ns2">Secondary name server.</param>
/// <param name="Email">Email address of the host master.</param>
/// <param name="Address6">IPv6 address for the records; null for none.</param>
public sealed record DnsTemplateValues(long TemplateId, string Domain, System.Net.IPAddress Address, string Ns1, string Ns2, string Email, System.Net.IPAddress? Address6);

/// <summary>The templates of one panel.</summary>
/// <param name="connection">The panel.</param>
public sealed class DnsTemplates(PanelConnection connection)
{
    /// <summary>Gets all templates.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The templates, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public async Task<List<DnsTemplate>> ListAsync(CancellationToken cancel)
    {
        var found = new List<DnsTemplate>();
        foreach (var row in await connection.ListAsync(new PanelCall("dns_templatezone_get_all"), PanelRow.Read, cancel).ConfigureAwait(false))
            found.Add(new DnsTemplate(row.Number("template_id"), row.Text("name"), row.Text("fields").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), row.Text("template"), row.Text("visible") == "Y"));
        return found;
    }

    /// <summary>Creates the call that adds a zone with its records (dns_templatezone_add). The panel returns the same response if the zone already exists, so check that first.</summary>
    /// <param name="values">The values for the template.</param>
    /// <param name="owner">The owner of the new zone.</param>
    /// <returns>The call, which can be sent twice without harm.</returns>
    public static PanelCall AddZoneCall(DnsTemplateValues values, Owner owner)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new PanelCall("dns_templatezone_add", writer =>
        {
            writer.WriteNumber("client_id", owner.ClientId);
            writer.WriteNumber("template_id", values.TemplateId);
            writer.WriteString("domain", values.Domain);
            writer.WriteString("ip", values.Address.ToString());
            writer.WriteString("ns1", values.Ns1);
            writer.WriteString("ns2", values.Ns2);
            writer.WriteString("email", values.Email);
            if (values.Address6 is { } six) writer.WriteString("ipv6", six.ToString());
        });
    }
}
