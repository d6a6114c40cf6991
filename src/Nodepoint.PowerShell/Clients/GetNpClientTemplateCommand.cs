using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Gets the panel's client templates, which are sets of limits.</summary>
[Cmdlet(VerbsCommon.Get, "NpClientTemplate")]
[OutputType(typeof(ClientTemplate))]
public sealed class GetNpClientTemplateCommand : PanelCommand
{
    /// <summary>The names or IDs of the templates; wildcards are allowed. The default is all templates.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [KeyInput]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClientTemplatePatternCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRun(null, new ClientTemplates(Connection).ListAsync, out var all)) return;
        foreach (var name in Name ?? ["*"])
        {
            if (KeyInputAttribute.Refuse(name, "client template") is { } nothing)
            {
                WriteError(PanelErrors.Record(nothing, name));
                continue;
            }

            var (isNumber, id) = (NumberKey.TryRead(name, out var number), number);
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.FindAll(template => isNumber ? template.Id == id : pattern.IsMatch(template.Name));
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(PanelErrors.Record(PanelException.NotFound("client_templates_get_all", isNumber ? $"client template with ID {id}" : $"client template '{name}'"), isNumber ? id : name));
            WriteObject(found, enumerateCollection: true);
        }
    }
}
