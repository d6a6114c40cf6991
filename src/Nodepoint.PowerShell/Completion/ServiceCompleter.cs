using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Platform;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the services in the platform profiles.</summary>
public sealed class ServiceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var services = SavedPanels.All.SelectMany(static panel => PlatformProfiles.Read(panel)?.Services ?? []).DistinctBy(static service => service.Name);
            return [.. new CompletionWord(wordToComplete).Results(services.Select(static service => (service.Name, service.ToString())))];
        }
        catch (Exception problem) when (problem is RuleException or IOException or UnauthorizedAccessException) { return []; }
    }
}
