namespace Nodepoint.IspConfig.Mail;

/// <summary>The forwardings of a mail domain: those that the panel had, and those that the command has added since. Safe for many rows at the same time.</summary>
internal sealed class DomainForwardings
{
    private readonly Dictionary<string, List<MailForwarding>> _bySource = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The forwardings that were read.</summary>
    public DomainForwardings(IEnumerable<MailForwarding> read)
    {
        foreach (var forwarding in read) Add(forwarding);
    }

    /// <summary>Adds a forwarding.</summary>
    public void Add(MailForwarding forwarding)
    {
        lock (_bySource)
        {
            if (!_bySource.TryGetValue(forwarding.Source, out var same)) _bySource.Add(forwarding.Source, same = []);
            same.Add(forwarding);
        }
    }

    /// <summary>Gets the forwardings of an address, or of a whole domain with a leading @.</summary>
    public IReadOnlyList<MailForwarding> Of(string source)
    {
        lock (_bySource) return _bySource.TryGetValue(source, out var same) ? [.. same] : [];
    }
}
