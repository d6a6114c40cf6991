using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Gets the panel's DNS templates, from which zones are created.</summary>
[Cmdlet(VerbsCommon.Get, "NpDnsTemplate")]
[OutputType(typeof(DnsTemplate))]
public sealed class GetNpDnsTemplateCommand : PanelCommand
{
    /// <summary>The names of the templates; wildcards are allowed. The default is all templates.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [KeyInput]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DnsTemplatePatternCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRun(null, new DnsTemplates(Connection).ListAsync, out var all)) return;
        foreach (var name in Name ?? ["*"])
        {
            if (KeyInputAttribute.Refuse(name, "DNS template") is { } nothing)
            {
                WriteError(PanelErrors.Record(nothing, name));
                continue;
            }

            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.FindAll(template => pattern.IsMatch(template.Name));
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(PanelErrors.Record(PanelException.NotFound("dns_templatezone_get_all", $"DNS template '{name}'"), name));
            WriteObject(found, enumerateCollection: true);
        }
    }
}
