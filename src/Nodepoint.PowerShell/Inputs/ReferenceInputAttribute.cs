using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>
/// Another record: its key, its ID, or the record itself. A text is a key, and only a number is an ID. Nothing, and a record of another
/// type, becomes a reference that cannot be used, so that the row gets an error of its own.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceInputAttribute<T> : InputAttribute where T : PanelObject
{
    /// <summary>Whether it is the record that the cmdlet works on, which a row names with all its key columns.</summary>
    public bool IsTarget { get; set; }

    /// <summary>Records of another type that another parameter gets from the pipeline, or whose properties are parameters.</summary>
    public Type? Except { get; set; }

    /// <summary>The columns of a row that the engine binds to the parameter: its name and aliases. Null if it does not bind rows.</summary>
    public string[]? Columns { get; set; }

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    private protected override string Expected => "its key, its ID, or the record itself";

    private protected override object Placeholder => new Reference<T>("-");

    /// <inheritdoc/>
    protected override object? Convert(object value) => value;

    private protected override object? Argument(object? value) => ReferenceEquals(value, AutomationNull.Value) ? Nothing() : (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null or ICollection { Count: 0 } => Nothing(),
        string text => string.IsNullOrWhiteSpace(text) ? Nothing() : new Reference<T>(text),
        T record => new Reference<T>(record),
        IDictionary => Reference<T>.Refused(new RuleException(Rule.WrongObject, $"The input is a hashtable, but the cmdlet needs a {Titles.Of(typeof(T))} or a row. For a row, write [pscustomobject] before the hashtable.")),
        { } other when ObjectKind.Refuse(other, typeof(T), Except) is { } refused => Reference<T>.Refused(refused),
        sbyte or byte or short or ushort or int or uint or long => System.Convert.ToInt64(value is PSObject number ? number.BaseObject : value, CultureInfo.InvariantCulture) is >= 0 and var id ? new Reference<T>(id) : value,
        PSCustomObject when IsTarget && value is PSObject row => RowKey<T>.Read(row, isChange: false) ?? Unnamed(RowKey<T>.Columns),
        PSCustomObject when Columns is { } columns && value is PSObject row && !Array.Exists(columns, column => row.Properties[column] is not null) => Unnamed(columns),
        _ => value,
    };

    // The engine's own error would show the row with its secrets.
    private static Reference<T> Unnamed(IReadOnlyList<string> columns)
        => Reference<T>.Refused(new RuleException(Rule.NothingSpecified, $"The row has no column that names a {Titles.Of(typeof(T))}. Add a column {string.Join(" or ", columns)}."));

    private static Reference<T> Nothing()
        => Reference<T>.Refused(new RuleException(Rule.NothingSpecified, $"The value that should name a {Titles.Of(typeof(T))} is empty. An empty value does not mean all or none: check the variable or property that it comes from, or leave the parameter out."));
}
