using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>Changes the tags of a DMARC record and keeps the others, in their order.</summary>
internal sealed class DmarcEditor
{
    private readonly List<DmarcTag> _tags;
    private readonly DmarcPolicy _before;
    private bool _isChanged;

    private DmarcEditor(string current)
    {
        var record = current.Length == 0 ? DmarcRecord.Parse(DmarcRecord.Version.Text) : DmarcRecord.Parse(current);
        (_tags, _before) = ([.. record.Tags], DmarcPolicy.Of("", record, current));
    }

    /// <summary>Changes a record. A value that the record has by default is not written.</summary>
    /// <param name="current">The text of the record; empty for a new one.</param>
    /// <param name="change">The change.</param>
    /// <returns>The text of the changed record; empty if there was no record and the change says nothing.</returns>
    /// <exception cref="DmarcException">The text of the record cannot be read.</exception>
    /// <exception cref="RuleException">A value is not valid, or a new record has no policy.</exception>
    public static string Apply(string current, DmarcChange change)
    {
        var editor = new DmarcEditor(current);
        editor.Apply(change);
        if (current.Length == 0 && !editor._isChanged) return "";
        if (editor._tags.TrueForAll(static tag => tag.Name != "p"))
            throw new RuleException(Rule.ValueMissing, $"{change.Domain} has no DMARC policy yet. Specify -Policy None, Quarantine, or Reject.");
        return editor._isChanged ? string.Join("; ", editor._tags.Select(static tag => tag.Text)) : current;
    }

    private void Apply(DmarcChange change)
    {
        if (change.Policy is { } policy && policy != _before.Policy) Set("p", Word(policy));
        // Without a tag of their own, subdomains have the policy of the domain.
        if (change.SubdomainPolicy is { } subdomains && (Has("sp") ? subdomains != _before.SubdomainPolicy : subdomains != (change.Policy ?? _before.Policy))) Set("sp", Word(subdomains));
        if (change.DkimAlignment is { } dkim && dkim != _before.DkimAlignment) Set("adkim", Word(dkim));
        if (change.SpfAlignment is { } spf && spf != _before.SpfAlignment) Set("aspf", Word(spf));
        if (change.Percent is { } percent && percent != _before.Percent) Set("pct", Number(percent));
        if (change.ReportInterval is { } interval && interval != _before.ReportInterval) Set("ri", Number(interval));
        if (change.FailureOption is { Count: > 0 } options && !Same(options.Select(static option => option.ToLowerInvariant()), _before.FailureOption)) Set("fo", string.Join(':', options.Select(static option => option.Trim().ToLowerInvariant())));
        SetAddresses("rua", change.AggregateReport, _before.AggregateReport, "-AggregateReport");
        SetAddresses("ruf", change.FailureReport, _before.FailureReport, "-FailureReport");
    }

    private void SetAddresses(string tag, IReadOnlyList<string>? wanted, string[] before, string parameter)
    {
        if (wanted is null) return;
        var addresses = wanted.Select(text => DmarcAddress.TryParse(text) ?? throw new RuleException(Rule.InvalidEmailAddress, $"{parameter} {Excerpt.Of(text)} is not an email address. Use an address such as reports@example.com.")).ToList();
        if (Same(addresses.Select(static address => address.Text), before)) return;
        if (addresses.Count > 0) Set(tag, string.Join(',', addresses.Select(static address => address.Uri).Distinct()));
        else if (_tags.RemoveAll(one => one.Name == tag) > 0) _isChanged = true;
    }

    private void Set(string name, string value)
    {
        var (tag, at) = (DmarcTag.Of(name, value), _tags.FindIndex(one => one.Name == name));
        if (tag.Problem is { } problem) throw new RuleException(Rule.InvalidDmarcRecord, $"The DMARC policy would have {Excerpt.Of(tag.Text)}, {problem}.");
        _isChanged = true;
        if (at >= 0) _tags[at] = tag;
        // Some receivers expect p directly after the version (RFC 7489 6.4).
        else _tags.Insert(name == "p" ? 1 : _tags.Count, tag);
    }

    private bool Has(string name) => _tags.Exists(one => one.Name == name);

    private static bool Same(IEnumerable<string> left, IEnumerable<string> right) => left.SequenceEqual(right, StringComparer.OrdinalIgnoreCase);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(DmarcAction action) => action switch { DmarcAction.None => "none", DmarcAction.Quarantine => "quarantine", _ => "reject" };

    private static string Word(DmarcAlignment alignment) => alignment == DmarcAlignment.Strict ? "s" : "r";
}
