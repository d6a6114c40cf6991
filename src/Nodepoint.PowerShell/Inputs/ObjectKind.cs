using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Tells what kind of object comes from the pipeline. Objects of this module bind by what they are, and not because a property has the name of a parameter.</summary>
internal static class ObjectKind
{
    /// <summary>The record that an object is or is about; null for others.</summary>
    public static Type? RecordOf(object value) => value is PanelObject ? value.GetType() : value.GetType().GetCustomAttribute<ResultOfAttribute>()?.Record;

    /// <summary>Refuses an object of this module that a cmdlet has no use for.</summary>
    /// <param name="value">The object, without its PSObject.</param>
    /// <param name="wanted">The records that the cmdlet needs; objects that are about one of them are accepted.</param>
    /// <returns>The error; null if the object can be used, or does not come from this module.</returns>
    public static RuleException? Refuse(object value, params ReadOnlySpan<Type?> wanted)
    {
        if (value is ValueType or string or IReference or PSCustomObject || !IsOfModule(value.GetType())) return null;
        var record = RecordOf(value);
        var titles = new List<string>();
        foreach (var one in wanted)
        {
            if (one is null) continue;
            if (record is not null && one.IsAssignableFrom(record)) return null;
            titles.Add(Titles.Of(one));
        }

        return Titles.WrongObject(value.GetType(), string.Join(" or ", titles.Distinct()));
    }

    private static bool IsOfModule(Type type) => type.Assembly == typeof(PanelObject).Assembly || type.Assembly == typeof(ObjectKind).Assembly;
}
