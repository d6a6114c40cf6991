using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.State;

/// <summary>Where a state is: in a folder, or on a panel.</summary>
/// <param name="Folder">The full path of the folder; null for a panel.</param>
/// <param name="Panel">The panel; null for a folder.</param>
internal sealed record StateLocation(string? Folder, PanelConnection? Panel)
{
    /// <summary>Finds out what an argument means: a connection, the path of a folder, or the name of an open panel.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="value">The argument.</param>
    /// <param name="parameter">The parameter, for errors.</param>
    public static StateLocation Of(PSCmdlet cmdlet, object value, string parameter)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case PanelConnection connection: return new(null, connection);
            case ConnectedPanel panel: return new(null, panel.Connection);
            case FileSystemInfo item: return new(item.FullName, null);
            // Export-NpState returns it.
            case IspConfig.State.StateExport export: return new(export.Path, null);
            case string { Length: > 0 } text:
                var isPanel = OpenPanels.Find(text) is not null && text.AsSpan().IndexOfAny('/', '\\') < 0;
                if (isPanel && !Directory.Exists(FilePath.Resolve(cmdlet, text, parameter))) return new(null, OpenPanels.Find(text));
                var folder = FilePath.Resolve(cmdlet, text, parameter);
                if (Directory.Exists(folder)) return new(folder, null);
                cmdlet.ThrowTerminatingError(new ErrorRecord(new ItemNotFoundException($"'{text}' of -{parameter} is neither a folder nor the name of an open panel. Get-NpPanel lists the open panels."), "StateNotFound", ErrorCategory.ObjectNotFound, text));
                break;
        }

        cmdlet.ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.InvalidState, $"Cannot read '{value}' as -{parameter}. Use the path of a folder, or a panel."), value));
        throw new PSInvalidOperationException();
    }
}
