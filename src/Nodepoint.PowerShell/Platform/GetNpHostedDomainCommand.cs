using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Platform.HostedDomains;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Gets customers' domains as a whole: owner, DNS zone, mail domain, mailboxes, website, FTP users, and whether they fit together.</summary>
/// <remarks>It reads the panel only. For what receivers of mail find in DNS, use Test-NpMailDomain.</remarks>
[Cmdlet(VerbsCommon.Get, "NpHostedDomain")]
[OutputType(typeof(HostedDomain))]
[Throttled]
public sealed partial class GetNpHostedDomainCommand : PanelCommand
{
    /// <summary>The domains; wildcards are allowed. The default is all domains that the panel has a zone, a mail domain, or a website for.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DomainName", "Origin")]
    [KeyInput<MailDomain>]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyPatternCompleter<MailDomain>))]
    public string[]? Domain { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (HostedDomainKey.Refuse(InputObject) is { } wrong)
        {
            WriteError(PanelErrors.Record(wrong, null));
            return;
        }

        foreach (var name in Domain ?? ["*"])
        {
            if (HostedDomainKey.Refuse(name) is { } nothing)
            {
                WriteError(PanelErrors.Record(nothing, null));
                continue;
            }

            if (!TryUsePanel(name, out var panel, out var error))
            {
                WriteError(error!);
                continue;
            }

            var key = WildcardPattern.ContainsWildcardCharacters(name) ? name.TrimEnd('.').ToLowerInvariant() : DomainKey.Normalize(name);
            var pattern = new KeyPattern(key);
            // A zone ends in a dot on the panel.
            var filter = pattern.IsExact ? key : pattern.ToFilter() + (key[^1] == '*' ? "" : "%");
            if (!TryRun(name, cancel => ((HostedDomainReader)panel.Writer!).FindAsync(filter, pattern.Matches, cancel), out var found, out error))
            {
                WriteError(error!);
                continue;
            }

            if (found.Count == 0 && pattern.IsExact)
            {
                WriteError(PanelErrors.Record(PanelException.NotFound("dns_zone_get", $"hosted domain '{name}'", "There is no zone, no mail domain, and no website of this name."), name));
                continue;
            }

            foreach (var parts in found) Runner.Read(parts.Domain, panel, async (row, cancel) => row.Write(await ((HostedDomainReader)row.Panel.Writer!).ReadAsync(parts, cancel).ConfigureAwait(false)));
        }
    }

    private protected override object CreateWriter(CommandPanel panel) => new HostedDomainReader(panel.Lookup);
}
