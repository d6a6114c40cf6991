using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Converts what users type, or what a CSV cell contains, to a parameter's type. An empty cell is ignored.</summary>
public abstract class InputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a row from the pipeline sets the parameter if it is not specified on the command line. A script block on the command line is run for each row.</summary>
    public bool FromRow { get; set; }

    /// <summary>Whether the row itself can be the value, such as the record to which a new one belongs.</summary>
    public bool IsRow { get; set; }

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => false;

    /// <summary>What the parameter accepts, for messages; it follows "Use".</summary>
    private protected abstract string Expected { get; }

    /// <summary>Any value that the parameter accepts, as a placeholder for a script block until there is a row.</summary>
    private protected abstract object Placeholder { get; }

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var script = FromRow ? (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) as ScriptBlock : null;
        RowScript.Keep(script);
        return script is null ? Argument(inputData) : Placeholder;
    }

    /// <summary>Converts an argument: a value on the command line, or one that the engine binds from the pipeline.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <returns>The value in the parameter's type, or unchanged if PowerShell converts it.</returns>
    private protected virtual object? Argument(object? value) => Read(value);

    /// <summary>Converts a value, or ignores it.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <returns>The value in the parameter's type, or unchanged if PowerShell converts it; null if it is ignored.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value cannot be converted.</exception>
    internal virtual object? Read(object? value)
    {
        if (value is PSObject wrapped) value = wrapped.BaseObject;
        if (value is string text && string.IsNullOrWhiteSpace(text)) return null;
        return value is null ? null : Convert(value);
    }

    /// <summary>The error for a value that cannot be converted.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The error.</returns>
    internal virtual ArgumentTransformationMetadataException Unreadable(object? value)
    {
        var text = value?.ToString() ?? "";
        return new ArgumentTransformationMetadataException($"Cannot read '{(text.Length > 80 ? text[..80] + "..." : text)}'. Use {Expected}.");
    }

    /// <summary>Converts a value that is not null.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value in the parameter's type, or unchanged if PowerShell converts it.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value cannot be converted.</exception>
    protected abstract object? Convert(object value);
}

/// <summary>A text. An empty cell clears the text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextInputAttribute : InputAttribute
{
    private protected override string Expected => "a single text";

    private protected override object Placeholder => "-";

    internal override object? Read(object? value) => value;

    /// <inheritdoc/>
    protected override object? Convert(object value) => value;
}

/// <summary>Yes or no, as people, CSV files, and the panel write it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class YesNoInputAttribute : InputAttribute
{
    private protected override string Expected => "$true or $false; in a CSV file also yes, no, y, n, 1, or 0";

    private protected override object Placeholder => false;

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
            _ => throw Unreadable(value),
        },
        _ => throw Unreadable(value),
    };
}

/// <summary>A number or size: 1GB, 500MB, 1048576, Unlimited.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityInputAttribute : InputAttribute
{
    private static readonly (string Suffix, long Factor)[] Units = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40)];

    private protected override string Expected => "a whole number, a size such as 500MB or 1GB, or Unlimited";

    private protected override object Placeholder => 0;

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
            throw Unreadable(value);
        return (long)(parsed * factor);
    }
}

/// <summary>A point in time.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeInputAttribute : InputAttribute
{
    private protected override string Expected => "a date such as 2026-12-24 or 2026-12-24 18:00";

    private protected override object Placeholder => DateTimeOffset.MinValue;

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        DateTimeOffset => value,
        DateTime time => new DateTimeOffset(time),
        string text when DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeLocal, out var time) => time,
        _ => throw Unreadable(value),
    };
}

/// <summary>A list; in a CSV cell, its elements are separated by commas or semicolons.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListInputAttribute : InputAttribute
{
    private static readonly string[] PlaceholderList = ["-"];

    private protected override string Expected => "a list";

    private protected override object Placeholder => PlaceholderList;

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
/// One of a set of names, or the panel's own word for it ("php-fpm", "R=301,L"). The name Other means that the panel stores something
/// else, and cannot be specified.
/// </summary>
/// <param name="type">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamedInputAttribute(Type type) : InputAttribute
{
    private const string Other = "Other";

    /// <summary>The enumeration.</summary>
    public Type Type { get; } = type;

    private protected override string Expected => $"one of {string.Join(", ", Names())}";

    private protected override object Placeholder => Type.GetEnumValues().GetValue(0)!;

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        if (value is not (string or Enum)) return value;
        var word = value.ToString()!.Trim();
        // Enum.Parse would also accept a number, or several names.
        if (Names().Contains(word, StringComparer.OrdinalIgnoreCase)) return Enum.Parse(Type, word, ignoreCase: true);
        return Type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .FirstOrDefault(field => field.GetCustomAttributes(typeof(WordAttribute), false) is [WordAttribute known] && known.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?.GetValue(null) ?? throw Unreadable(value);
    }

    private IEnumerable<string> Names() => Type.GetEnumNames().Where(name => name != Other);
}

/// <summary>A secret: a secure string, the password of a credential, or plain text such as a CSV cell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretInputAttribute : InputAttribute
{
    private protected override string Expected => "a secure string, a credential, or text";

    private protected override object Placeholder => SecretText.From("-");

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        System.Security.SecureString { Length: 0 } or PSCredential { Password.Length: 0 } => throw new ArgumentTransformationMetadataException("The password is empty. Specify a password, or remove the parameter."),
        System.Security.SecureString => value,
        PSCredential credential => credential.Password,
        string text => SecretText.From(text),
        _ => throw Unreadable(value),
    };

    // The value is not shown: it may be the secret.
    internal override ArgumentTransformationMetadataException Unreadable(object? value) => new($"Cannot read the password. Use {Expected}.");
}

/// <summary>A number with a fraction, such as 6.5.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FractionInputAttribute : InputAttribute
{
    private protected override string Expected => "a number such as 6.5";

    private protected override object Placeholder => 0m;

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        if (value is not string text) return value;
        return decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(value);
    }
}

/// <summary>An IP address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddressInputAttribute : InputAttribute
{
    private protected override string Expected => "an IP address such as 203.0.113.1 or 2001:db8::1";

    private protected override object Placeholder => System.Net.IPAddress.None;

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        System.Net.IPAddress => value,
        string text when System.Net.IPAddress.TryParse(text.Trim(), out var address) => address,
        _ => throw Unreadable(value),
    };
}
