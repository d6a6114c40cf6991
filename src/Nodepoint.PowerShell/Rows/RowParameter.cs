using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Rows;

/// <summary>A parameter that a row can set: the names its column may have, and the conversion of values.</summary>
internal sealed class RowParameter
{
    private readonly InputAttribute _input;
    private readonly Type _type;
    private readonly Func<object, object?>? _reference;
    private readonly Func<PSObject, bool, object?>? _target;

    /// <param name="property">The cmdlet's property, which has an <see cref="InputAttribute"/>.</param>
    public RowParameter(PropertyInfo property)
    {
        _input = property.GetCustomAttribute<InputAttribute>()!;
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Name = property.Name;
        Aliases = property.GetCustomAttribute<AliasAttribute>() is { } names ? [.. names.AliasNames] : [];
        var places = property.GetCustomAttributes<ParameterAttribute>().Where(place => place.ParameterSetName != RowInput.Set).ToArray();
        Sets = [.. places.Select(place => place.ParameterSetName).Where(set => set != ParameterAttribute.AllParameterSets)];
        MandatoryIn = [.. places.Where(place => place.Mandatory).Select(place => place.ParameterSetName)];
        if (_type.IsGenericType && _type.GetGenericTypeDefinition() == typeof(Reference<>))
        {
            Record = _type.GetGenericArguments()[0];
            _reference = typeof(RowReference<>).MakeGenericType(Record).GetMethod("Read")!.CreateDelegate<Func<object, object?>>();
            if (_input.GetType().GetProperty("IsTarget")?.GetValue(_input) is true)
                _target = typeof(RowKey<>).MakeGenericType(Record).GetMethod("Read")!.CreateDelegate<Func<PSObject, bool, object?>>();
        }
    }

    /// <summary>The record that the parameter refers to; null if it is not a reference.</summary>
    public Type? Record { get; }

    /// <summary>Whether it is the record that the cmdlet works on.</summary>
    public bool IsTarget => _target is not null;

    /// <summary>Reads which record a row names from all its key columns; null if it has none.</summary>
    public object? TargetOf(PSObject row) => _target?.Invoke(row, true);

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Other names of its column, in the order in which they are looked up.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The parameter sets it belongs to, without the parameter set of rows; empty means all.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>The parameter sets in which it is mandatory.</summary>
    public IReadOnlyList<string> MandatoryIn { get; }

    /// <summary>Whether its values must not be shown.</summary>
    public bool IsSecret => _input is SecretInputAttribute;

    /// <summary>Whether the row itself can be the value.</summary>
    public bool IsRow => _input.IsRow;

    /// <summary>Converts the row itself to the value.</summary>
    /// <param name="row">The row, without its PSObject.</param>
    /// <returns>The value; null if the row cannot be converted.</returns>
    public object? FromRow(object row)
    {
        if (_reference?.Invoke(row) is { } reference) return reference;
        return row is not PSCustomObject && LanguagePrimitives.TryConvertTo(row, _type, CultureInfo.InvariantCulture, out var converted) ? converted : null;
    }

    /// <summary>Converts a column's value to the parameter's type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">The column.</param>
    /// <param name="isPanelRow">Whether the panel returned the row, so that a column with the panel's own name has the panel's meaning.</param>
    /// <returns>The value; null if the column is ignored.</returns>
    /// <exception cref="RowException">The value cannot be converted.</exception>
    public object? FromColumn(object? value, string column, bool isPanelRow = false)
    {
        try
        {
            var read = _input.Read(value);
            if (isPanelRow && read is not null && _input is QuantityInputAttribute quantity && !column.Equals(Name, StringComparison.Ordinal)) read = quantity.FromPanel(read);
            if (read is null || read == System.Management.Automation.Internal.AutomationNull.Value) return null;
            // An empty text does not satisfy a mandatory parameter.
            if (read is string { Length: 0 } && MandatoryIn.Count > 0) return null;
            if (_type.IsInstanceOfType(read)) return read;
            var bare = read is PSObject wrapped ? wrapped.BaseObject : read;
            if (_type.IsInstanceOfType(bare)) return bare;
            // A text is a key, except in a column of IDs.
            if (_reference is not null && bare is string text && (isPanelRow || IsIdColumn(column)) && long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) bare = id;
            if (_reference?.Invoke(bare) is { } reference) return reference;
            // PowerShell would join several values into one text.
            if (bare is IEnumerable and not string && !_type.IsArray) throw _input.Unreadable(bare);
            return LanguagePrimitives.TryConvertTo(read, _type, CultureInfo.InvariantCulture, out var converted) ? converted : throw _input.Unreadable(bare);
        }
        catch (Exception problem) when (problem is RuntimeException or OverflowException or FormatException or ArgumentException)
        {
            var message = $"{Label(column)}: {(problem is RuntimeException ? problem : _input.Unreadable(value)).Message}";
            // A password that was typed in a wrong column.
            if ((value is PSObject wrapped ? wrapped.BaseObject : value) is string cell && PossibleSecret.Is(cell.Trim()))
                throw new RowException("ParameterArgumentTransformationError", PossibleSecret.Remove(message, [cell.Trim()]));
            throw new RowException("ParameterArgumentTransformationError", message, problem);
        }
    }

    /// <summary>The error for a column whose value cannot be read.</summary>
    public RowException Unreadable(string column, Exception problem) => new("ParameterArgumentTransformationError", $"{Label(column)}: cannot read the column's value. {problem.Message}", problem);

    private static bool IsIdColumn(string column) => column.EndsWith("Id", StringComparison.Ordinal) || column.EndsWith("_id", StringComparison.OrdinalIgnoreCase) || column.Equals("rid", StringComparison.OrdinalIgnoreCase);

    private string Label(string column) => column.Equals(Name, StringComparison.OrdinalIgnoreCase) ? Name : $"{column} (-{Name})";
}
