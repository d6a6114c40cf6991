using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Turns what users type, or what stands in a CSV cell, into a parameter's type. An empty cell counts as not given.</summary>
public abstract class InputAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => false;

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string text && string.IsNullOrWhiteSpace(text)) return null;
        return value is null ? null : Convert(value);
    }

    /// <summary>Turns a value that is there.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value in the parameter's type, or as it is where PowerShell does the rest.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">It cannot be read.</exception>
    protected abstract object? Convert(object value);

    /// <summary>The error for a value that cannot be read.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wanted">What would do.</param>
    /// <returns>The error.</returns>
    protected static ArgumentTransformationMetadataException Unreadable(object? value, string wanted)
    {
        var text = value?.ToString() ?? "";
        return new ArgumentTransformationMetadataException($"'{(text.Length > 80 ? text[..80] + "..." : text)}' will not do here. Give {wanted}.");
    }
}

/// <summary>Yes or no, in the words of people, CSV files and the panel.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class YesNoInputAttribute : InputAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        bool => value,
        SwitchParameter flag => flag.IsPresent,
        int or long => System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        string text => text.Trim().ToUpperInvariant() switch
        {
            "Y" or "YES" or "TRUE" or "$TRUE" or "1" or "ON" => true,
            "N" or "NO" or "FALSE" or "$FALSE" or "0" or "OFF" => false,
            _ => throw Unreadable(value, "$true or $false; in a CSV file also yes, no, y, n, 1 or 0"),
        },
        _ => throw Unreadable(value, "$true or $false"),
    };
}

/// <summary>A number or size: 1GB, 500MB, 1048576, Unlimited.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityInputAttribute : InputAttribute
{
    private static readonly (string Suffix, long Factor)[] Units = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40)];

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        if (value is not string text) return value;
        var number = text.Trim();
        if (number.Equals("Unlimited", StringComparison.OrdinalIgnoreCase)) return -1L;
        var factor = 1L;
        foreach (var (suffix, size) in Units)
        {
            if (!number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            factor = size;
            number = number[..^suffix.Length].Trim();
        }

        if (!decimal.TryParse(number, System.Globalization.NumberStyles.Number & ~System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture, out var parsed)
            || parsed * factor is < -1 or > long.MaxValue || parsed * factor % 1 != 0)
            throw Unreadable(value, "a whole number, a size such as 500MB or 1GB, or Unlimited");
        return (long)(parsed * factor);
    }
}

/// <summary>A point in time; none is taken as none.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeInputAttribute : InputAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        DateTimeOffset => value,
        DateTime time => new DateTimeOffset(time),
        string text when DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeLocal, out var time) => time,
        _ => throw Unreadable(value, "a date such as 2026-12-24 or 2026-12-24 18:00"),
    };
}

/// <summary>A list; in a CSV cell its elements stand between commas or semicolons.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListInputAttribute : InputAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        string text => Split(text),
        IEnumerable items => items.Cast<object?>().SelectMany(item => Split(item?.ToString() ?? "")).ToArray(),
        _ => Split(value.ToString() ?? ""),
    };

    private static string[] Split(string text) => text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>
/// One of a set of names, or the panel's own word for it ("php-fpm", "R=301,L"). The name Other only says that the panel holds
/// something else, and cannot be given.
/// </summary>
/// <param name="type">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamedInputAttribute(Type type) : InputAttribute
{
    private const string Other = "Other";

    /// <summary>The enumeration.</summary>
    public Type Type { get; } = type;

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        if (value is not (string or Enum)) return value;
        var word = value.ToString()!.Trim();
        var names = Type.GetEnumNames().Where(name => name != Other).ToArray();
        // A number or two names at once would be read as a value that is none.
        if (names.Contains(word, StringComparer.OrdinalIgnoreCase)) return Enum.Parse(Type, word, ignoreCase: true);
        return Type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .FirstOrDefault(field => field.GetCustomAttributes(typeof(WordAttribute), false) is [WordAttribute known] && known.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?.GetValue(null) ?? throw Unreadable(value, $"one of {string.Join(", ", names)}");
    }
}

/// <summary>A secret: a secure string, a credential's password, or a plain text such as a CSV cell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretInputAttribute : InputAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        System.Security.SecureString { Length: 0 } or PSCredential { Password.Length: 0 } => throw new ArgumentTransformationMetadataException("The password is empty. Give one, or leave it out."),
        System.Security.SecureString => value,
        PSCredential credential => credential.Password,
        string text => IspConfig.Entities.SecretText.From(text),
        _ => throw new ArgumentTransformationMetadataException("A password is a secure string, a credential or a text."),
    };
}

/// <summary>A number with a fraction, such as 6.5.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FractionInputAttribute : InputAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        if (value is not string text) return value;
        return decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(value, "a number such as 6.5");
    }
}

/// <summary>Another record, by its key, its number or itself; PowerShell reads it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceInputAttribute : InputAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) => value;
}
