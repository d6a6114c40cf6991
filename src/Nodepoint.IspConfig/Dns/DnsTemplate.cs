using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A template that the panel makes zones from (dns_templatezone_get_all).</summary>
/// <param name="Id">The panel's number of it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Fields">What has to be given for it: DOMAIN, IP, IPV6, NS1, NS2, EMAIL, DKIM, DNSSEC.</param>
/// <param name="Text">Its text: the zone's settings and a line for each record.</param>
/// <param name="Visible">Whether clients may use it.</param>
[TableView("Id:5> Name:20 Fields:44 Visible")]
public sealed record DnsTemplate(long Id, string Name, string[] Fields, string Text, bool Visible)
{
    /// <summary>Its name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}

/// <summary>What a zone is made of by a template.</summary>
/// <param name="TemplateId">The template's number.</param>
/// <param name="Domain">The zone's name without a trailing dot.</param>
/// <param name="Address">The IPv4 address for its records.</param>
/// <param name="Ns1">The first name server.</param>
/// <param name="Ns2">The second name server.</param>
/// <param name="Email">The host master's address.</param>
/// <param name="Address6">The IPv6 address for its records; null for none.</param>
public sealed record DnsTemplateValues(long TemplateId, string Domain, System.Net.IPAddress Address, string Ns1, string Ns2, string Email, System.Net.IPAddress? Address6);

/// <summary>The templates of one panel.</summary>
/// <param name="connection">The panel.</param>
public sealed class DnsTemplates(PanelConnection connection)
{
    /// <summary>All templates.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The templates, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<List<DnsTemplate>> ListAsync(CancellationToken cancel)
    {
        var found = new List<DnsTemplate>();
        foreach (var row in await connection.ListAsync(new PanelCall("dns_templatezone_get_all"), PanelRow.Read, cancel).ConfigureAwait(false))
            found.Add(new DnsTemplate(row.Number("template_id"), row.Text("name"), row.Text("fields").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), row.Text("template"), row.Text("visible") == "Y"));
        return found;
    }

    /// <summary>Makes a zone with its records (dns_templatezone_add). The panel answers the same for a zone that is there already, so that has to be looked up before.</summary>
    /// <param name="filling">What it is made of.</param>
    /// <param name="owner">Who is to own it.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is made.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or it is not known whether it was made.</exception>
    public Task AddZoneAsync(DnsTemplateValues filling, Owner owner, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filling);
        return connection.CallAsync(
            new PanelCall("dns_templatezone_add", writer =>
            {
                writer.WriteNumber("client_id", owner.ClientId);
                writer.WriteNumber("template_id", filling.TemplateId);
                writer.WriteString("domain", filling.Domain);
                writer.WriteString("ip", filling.Address.ToString());
                writer.WriteString("ns1", filling.Ns1);
                writer.WriteString("ns2", filling.Ns2);
                writer.WriteString("email", filling.Email);
                if (filling.Address6 is { } six) writer.WriteString("ipv6", six.ToString());
            }),
            static (ref Utf8JsonReader _) => true, cancel);
    }
}
