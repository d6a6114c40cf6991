using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Finds the panel of a row from the objects in its parameters, each of which belongs to the panel it was read from.</summary>
internal static class RowPanel
{
    /// <summary>Finds the panel that the objects of a row belong to.</summary>
    /// <param name="values">The row's parameters.</param>
    /// <param name="specified">The panel of -Panel; null if it is not specified.</param>
    /// <returns>The panel; null if no object has one and -Panel is not specified.</returns>
    /// <exception cref="RuleException">The objects belong to different panels, or to another one than that of -Panel.</exception>
    /// <exception cref="PSInvalidOperationException">The panel of an object or of a row is not connected.</exception>
    public static PanelConnection? Find(IEnumerable<KeyValuePair<string, object?>> values, PanelConnection? specified)
    {
        var (panel, first) = (specified, "");
        foreach (var (name, value) in values)
        {
            var named = NameOf(name, value);
            // A row of a file that several panels were exported to, where the panel can have another address now.
            if ((named is not null && panel?.Name.Equals(named, StringComparison.OrdinalIgnoreCase) == true) || (OriginOf(value) ?? (named is null ? null : OpenPanels.Resolve(new PanelReference(named)))) is not { } origin) continue;
            if (panel is null) (panel, first) = (OpenPanels.OfObject(origin), Text(name, value));
            else if (origin.Uri != panel.Uri)
                throw new RuleException(Rule.WrongPanel, $"{Text(name, value)} was read from panel '{origin.Name}', {(specified is null ? $"but {first} from panel" : "but -Panel is")} '{panel.Name}'. {(specified is null ? "Use objects of one panel in a command." : $"Remove -Panel to work on panel '{origin.Name}', or get the object from panel '{panel.Name}'.")}");
        }

        return panel;
    }

    /// <summary>The connection that an object was read from; null if it was not read from a panel.</summary>
    public static PanelConnection? OriginOf(object? value) => value switch
    {
        null or string or ValueType => null,
        IReadFromPanel read => read.ReadFrom,
        IPanelResult result => result.Origin.Connection,
        PSObject { BaseObject: not PSCustomObject } wrapped when !ReferenceEquals(wrapped.BaseObject, value) => OriginOf(wrapped.BaseObject),
        IList list => list.Cast<object?>().Select(OriginOf).FirstOrDefault(origin => origin is not null),
        _ => null,
    };

    // The panel that a row from the pipeline names.
    private static string? NameOf(string name, object? value)
        => name == "InputObject" && value is PSObject { BaseObject: PSCustomObject } row && row.Properties[SeveralPanels.PanelMember]?.Value is string { Length: > 0 } panel ? panel : null;

    private static string Text(string name, object? value)
    {
        if (NameOf(name, value) is not null) return "The row from the pipeline";
        var read = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (name == "InputObject") return read is PanelObject ? $"'{read}' from the pipeline" : $"The {read?.GetType().Name} object from the pipeline";
        return read is IList ? $"An object of -{name}" : $"-{name} '{read}'";
    }
}
