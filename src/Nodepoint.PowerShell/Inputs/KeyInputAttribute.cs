using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>The keys of the records to get. A text is a key, a number is an ID, and nothing is an empty key, which the cmdlet refuses.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class KeyInputAttribute : ArgumentTransformationAttribute
{
    // A character that no key has, for a row without a key.
    private const string Unnamed = "\uE001";

    private static readonly string[] Nothing = [""];

    /// <summary>Whether the parameter has a single key.</summary>
    public bool IsSingle { get; set; }

    /// <summary>The column of a row that has the key.</summary>
    public string From { get; set; } = "Name";

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var keys = Keys(inputData);
        return IsSingle && keys is IList { Count: 1 } only ? only[0] ?? "" : keys;
    }

    private object Keys(object inputData) => ReferenceEquals(inputData, AutomationNull.Value) ? Nothing : (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        null => Nothing,
        string text => new[] { text },
        IList { Count: 0 } => Nothing,
        IList list => list.Cast<object?>().Select(Key).ToArray(),
        sbyte or byte or short or ushort or int or uint or long => new[] { (string)Key(inputData)! },
        PSCustomObject => new[] { OfRow((PSObject)inputData) },
        // PowerShell would make a text of it. It then looks for another parameter that accepts the object.
        { } other when other is IDictionary || ObjectKind.Refuse(other) is not null
            => throw new ArgumentTransformationMetadataException("The object is not a key.", new PSInvalidCastException("The object is not a key.")),
        _ => inputData,
    };

    /// <summary>Refuses an empty key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="title">What it should name.</param>
    /// <returns>The error; null if the key is not empty.</returns>
    internal static RuleException? Refuse(string? key, string title)
    {
        if (key?.StartsWith(Unnamed, StringComparison.Ordinal) == true)
            return new RuleException(Rule.NothingSpecified, $"The row has no column that names a {title}. Add a column {key[Unnamed.Length..]}.");
        return string.IsNullOrWhiteSpace(key) ? new RuleException(Rule.NothingSpecified, $"The key that should name a {title} is empty. An empty key does not mean all: check the variable or property that it comes from. For all, leave the parameter out.") : null;
    }

    /// <summary>Finds the key in a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The cell, and whether the row has a column for the key.</returns>
    private protected virtual (object? Value, bool Found) Find(PSObject row) => row.Properties[From] is { } column ? (column.Value, true) : (null, false);

    /// <summary>The column of the key, for messages.</summary>
    private protected virtual string Column => From;

    private string OfRow(PSObject row)
    {
        var (value, found) = Find(row);
        return found ? Key(value)?.ToString() ?? "" : Unnamed + Column;
    }

    private static object? Key(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        sbyte or byte or short or ushort or int or uint or long => NumberKey.Of(System.Convert.ToInt64(value is PSObject number ? number.BaseObject : value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => value,
    };
}

/// <summary>The keys of the records to get, which a row has in the columns of the record's natural key.</summary>
/// <typeparam name="T">The record.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyInputAttribute<T> : KeyInputAttribute where T : PanelObject
{
    private protected override (object? Value, bool Found) Find(PSObject row) => RowKey<T>.KeyIn(row);

    private protected override string Column => RowKey<T>.Columns[0];
}
