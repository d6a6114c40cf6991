namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>What is changed in the SPF policy of a domain.</summary>
/// <param name="Domain">The domain, in punycode and without a trailing dot.</param>
internal sealed record SpfChange(string Domain)
{
    /// <summary>The terms to add.</summary>
    public IReadOnlyList<string> Add { get; init; } = [];

    /// <summary>The terms to remove.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>What is said of addresses that no mechanism names; null for no change.</summary>
    public SpfAll? All { get; init; }

    /// <summary>The record that replaces the policy; null if the policy is changed in parts.</summary>
    public string? Record { get; init; }

    /// <summary>Whether the record is what a row shows, which may be the first of several records that nobody has looked at, or nothing for a domain without a policy.</summary>
    public bool IsOfRow { get; init; }
}
