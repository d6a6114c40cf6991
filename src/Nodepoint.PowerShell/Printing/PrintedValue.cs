using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace Nodepoint.PowerShell.Printing;

/// <summary>
/// Gives values a text that is the same in every culture and that the cmdlets read back. PowerShell works with the value itself; only the text,
/// which Export-Csv writes, is another one.
/// </summary>
public static class PrintedValue
{
    private const string IsoTime = "yyyy-MM-ddTHH:mm:sszzz";

    private static readonly MethodInfo TextMethod = typeof(PrintedValue).GetMethod(nameof(Text))!;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <returns>The value with its text; null for none.</returns>
    public static object? Of(object? value)
    {
        if (value is null) return null;
        var printed = new PSObject(value);
        printed.Methods.Add(new PSCodeMethod(nameof(ToString), TextMethod));
        return printed;
    }

    /// <summary>Sets a member, as PowerShell does when it makes an object from a hash table.</summary>
    /// <param name="row">The object.</param>
    /// <param name="member">The name of the member.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="PSInvalidCastException">The value cannot be converted to the type of the member.</exception>
    public static void Set(PSObject row, string member, object? value)
    {
        ArgumentNullException.ThrowIfNull(row);
        var property = row.BaseObject.GetType().GetProperty(member)!;
        property.SetValue(row.BaseObject, LanguagePrimitives.ConvertTo(value, property.PropertyType, CultureInfo.InvariantCulture));
    }

    /// <summary>The text: ISO 8601 for times, a point in fractions, commas between the elements of a list.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The format, the culture, or both, as the value's own ToString accepts them; empty for none.</param>
    /// <returns>The text.</returns>
    public static string Text(PSObject value, params object?[] format)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (format is { Length: > 0 } && value.BaseObject is IFormattable formattable)
        {
            var parts = format.Select(part => part is PSObject wrapped ? wrapped.BaseObject : part).ToArray();
            return formattable.ToString(parts.OfType<string>().FirstOrDefault(), parts.OfType<IFormatProvider>().FirstOrDefault() ?? CultureInfo.CurrentCulture);
        }

        return value.BaseObject switch
        {
            string[] list => string.Join(',', list),
            DateTimeOffset time => time.ToString(IsoTime, CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "",
        };
    }
}
