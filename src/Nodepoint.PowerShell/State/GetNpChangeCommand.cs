using System.Management.Automation;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.State.Changes;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.State;

/// <summary>Gets what was changed on the panel, from its data log, oldest first.</summary>
/// <remarks>The panel logs changes for its servers, with the old and the new values. Secrets are only said to have changed.</remarks>
[Cmdlet(VerbsCommon.Get, "NpChange")]
[OutputType(typeof(PanelChange))]
public sealed class GetNpChangeCommand : PanelCommand
{
    /// <summary>The time of the first change. The default is one day ago.</summary>
    [Parameter(Position = 0)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only changes by these panel users; wildcards are allowed. What a remote user changes is logged for admin.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? By { get; set; }

    /// <summary>Only changes of these nouns, such as NpMailbox; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChangeNounCompleter))]
    public string[]? Noun { get; set; }

    /// <summary>Only changes of objects with these names, such as anna@example.com; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Key { get; set; }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        var (users, nouns, keys) = (NameFilter.Of(By), NameFilter.Of(Noun), NameFilter.Of(Key));
        var since = Since ?? Connection.Time.GetUtcNow().AddDays(-1);
        if (!TryRun(null, cancel => new ChangeReader(new IspConfig.Model.PanelLookup(Connection)).ReadAsync(since, users.Matches, cancel), out var changes)) return;
        foreach (var noun in StateNouns.All)
            if (Noun?.Contains(noun.Name, StringComparer.OrdinalIgnoreCase) == true && LoggedNoun.WhyNotLogged(noun) is { } why) WriteWarning($"{noun.Name} is not in the data log: {why}.");
        foreach (var change in changes)
            if (nouns.Matches(change.Noun) && (keys.Matches(change.Key) || keys.Matches(change.NaturalKey))) WriteObject(change);
    }
}
