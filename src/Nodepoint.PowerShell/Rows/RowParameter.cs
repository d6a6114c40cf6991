using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Rows;

/// <summary>A parameter that a row can give: what its columns may be called, and how a value becomes one of its type.</summary>
internal sealed class RowParameter
{
    private readonly InputAttribute _input;
    private readonly Type _type;
    private readonly Func<object, object?>? _reference;

    /// <param name="property">The cmdlet's property, which has an <see cref="InputAttribute"/>.</param>
    public RowParameter(PropertyInfo property)
    {
        _input = property.GetCustomAttribute<InputAttribute>()!;
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Name = property.Name;
        Aliases = property.GetCustomAttribute<AliasAttribute>() is { } names ? [.. names.AliasNames] : [];
        var places = property.GetCustomAttributes<ParameterAttribute>().Where(place => place.ParameterSetName != RowCommand.Rows).ToArray();
        Sets = [.. places.Select(place => place.ParameterSetName).Where(set => set != ParameterAttribute.AllParameterSets)];
        MandatoryIn = [.. places.Where(place => place.Mandatory).Select(place => place.ParameterSetName)];
        if (_type.IsGenericType && _type.GetGenericTypeDefinition() == typeof(Reference<>))
            _reference = typeof(RowReference<>).MakeGenericType(_type.GetGenericArguments()).GetMethod("Read")!.CreateDelegate<Func<object, object?>>();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What else its column may be called, in the order in which they are looked for.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The parameter sets it belongs to, that of the rows left out; none means all.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>The parameter sets that need it.</summary>
    public IReadOnlyList<string> MandatoryIn { get; }

    /// <summary>Whether the row itself can be the value.</summary>
    public bool IsRow => _input.IsRow;

    /// <summary>Takes the row itself as the value.</summary>
    /// <param name="row">The row, bare.</param>
    /// <returns>The value; null where it is none.</returns>
    public object? FromRow(object row)
    {
        if (_reference?.Invoke(row) is { } reference) return reference;
        return row is not PSCustomObject && LanguagePrimitives.TryConvertTo(row, _type, CultureInfo.InvariantCulture, out var converted) ? converted : null;
    }

    /// <summary>Turns a column's value into one of the parameter's type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">The column.</param>
    /// <returns>The value; null where it counts as not given.</returns>
    /// <exception cref="RowException">It cannot be one.</exception>
    public object? FromColumn(object? value, string column)
    {
        try
        {
            var read = _input.Read(value);
            if (read is null || read == System.Management.Automation.Internal.AutomationNull.Value) return null;
            // A text that is needed and empty is as good as none.
            if (read is string { Length: 0 } && MandatoryIn.Count > 0) return null;
            if (_type.IsInstanceOfType(read)) return read;
            var bare = read is PSObject wrapped ? wrapped.BaseObject : read;
            if (_type.IsInstanceOfType(bare)) return bare;
            if (_reference?.Invoke(bare) is { } reference) return reference;
            // Several are not one, though PowerShell would write them one after the other.
            if (bare is IEnumerable and not string && !_type.IsArray) throw _input.Unreadable(bare);
            return LanguagePrimitives.TryConvertTo(read, _type, CultureInfo.InvariantCulture, out var converted) ? converted : throw _input.Unreadable(bare);
        }
        catch (Exception problem) when (problem is RuntimeException or OverflowException or FormatException or ArgumentException)
        {
            throw new RowException("ParameterArgumentTransformationError", $"{Label(column)}: {(problem is RuntimeException ? problem : _input.Unreadable(value)).Message}", problem);
        }
    }

    /// <summary>Says that a column's value could not even be got.</summary>
    public RowException Unreadable(string column, Exception problem) => new("ParameterArgumentTransformationError", $"{Label(column)}: the row gives no value but an error. {problem.Message}", problem);

    private string Label(string column) => column.Equals(Name, StringComparison.OrdinalIgnoreCase) ? Name : $"{column} (-{Name})";
}
