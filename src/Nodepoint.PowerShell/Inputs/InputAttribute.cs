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
    public override bool TransformNullOptionalParameters => true;

    /// <summary>What the parameter accepts, for messages; it follows "Use".</summary>
    private protected abstract string Expected { get; }

    /// <summary>Any value that the parameter accepts, as a placeholder for a script block until there is a row.</summary>
    private protected abstract object Placeholder { get; }

    /// <summary>What an empty value means: the value that clears the column, or null if an empty value is ignored.</summary>
    private protected virtual object? Empty => null;

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

    /// <summary>Converts a value, or ignores it. Nothing, an empty text, and a text of blanks mean the same.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <returns>The value in the parameter's type, or unchanged if PowerShell converts it; null if it is ignored.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value cannot be converted.</exception>
    internal virtual object? Read(object? value)
    {
        // The columns of a custom object are not in its base object.
        if (value is PSObject { BaseObject: not PSCustomObject } wrapped) value = wrapped.BaseObject;
        if (value is null || ReferenceEquals(value, System.Management.Automation.Internal.AutomationNull.Value)) return Empty;
        if (value is not string text) return Convert(value);
        CellText.Check(text);
        // A text of several lines keeps its indentation.
        if (!text.Contains('\n', StringComparison.Ordinal)) text = text.Trim();
        return string.IsNullOrWhiteSpace(text) ? Empty : Convert(text);
    }

    /// <summary>The error for a value that cannot be converted.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The error.</returns>
    internal virtual ArgumentTransformationMetadataException Unreadable(object? value) => Unreadable(value, $"Use {Expected}");

    /// <summary>The error for a value that cannot be converted, with what to do about this one.</summary>
    private protected static ArgumentTransformationMetadataException Unreadable(object? value, string advice)
        => new($"Cannot read '{CellText.Excerpt(Shown(value))}'. {advice}.");

    private static string Shown(object? value) => value switch
    {
        null => "",
        string text => text,
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Take(10)),
        _ => value.ToString() ?? "",
    };

    /// <summary>Converts a value that is not null.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value in the parameter's type, or unchanged if PowerShell converts it.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value cannot be converted.</exception>
    protected abstract object? Convert(object value);
}

/// <summary>A text. An empty value clears it, if the column can be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextInputAttribute : InputAttribute
{
    /// <summary>Whether an empty value is ignored, because the panel needs the column or derives it.</summary>
    public bool NotEmpty { get; set; }

    private protected override string Expected => "a single text";

    private protected override object Placeholder => "-";

    private protected override object? Empty => NotEmpty ? null : "";

    // PowerShell reads 8.10 as a number, but keeps how it was written.
    private protected override object? Argument(object? value)
        => Read(value is PSObject { BaseObject: int or long or double or decimal } written ? LanguagePrimitives.ConvertTo<string>(written) : value);

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        string => value,
        char sign => sign.ToString(),
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
        Enum or PanelObject or System.Net.IPAddress or Uri or Version or Guid => value.ToString(),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw Unreadable(value),
    };
}

/// <summary>Yes or no, as people, CSV files, and the panel write it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class YesNoInputAttribute : InputAttribute
{
    private protected override string Expected => "$true or $false; in a CSV file also yes, no, y, n, 1, or 0";

    private protected override object Placeholder => false;

    /// <inheritdoc/>
    protected override object? Convert(object value) => YesNoText.Read(value) ?? throw Unreadable(value);
}

/// <summary>A whole number: a count, a size such as 500MB, or seconds such as 1h30m.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityInputAttribute : InputAttribute
{
    private const string Unlimited = "Unlimited";

    /// <summary>What the number counts.</summary>
    public Measure Measure { get; set; }

    /// <summary>Whether -1 and the word Unlimited mean no limit.</summary>
    public bool HasUnlimited { get; set; }

    /// <summary>Whether it is the panel's own column: a number without a unit then has the panel's meaning.</summary>
    public bool IsPanelColumn { get; set; }

    /// <summary>How many of the member's units one unit of the panel's column is.</summary>
    public long PanelUnit { get; set; } = 1;

    /// <summary>The number that means no limit in the panel's column.</summary>
    public long PanelUnlimited { get; set; } = -1;

    private protected override string Expected => Measure switch
    {
        Measure.Bytes => "a whole number of bytes or a size such as 500MB or 1GB",
        Measure.Seconds => "a number of seconds, or a time such as 1h, 1h30m, or 2W",
        _ => "a whole number",
    } + (HasUnlimited ? ", or Unlimited" : "");

    private protected override object Placeholder => 0;

    private protected override object? Argument(object? value)
    {
        // PowerShell reads 1GB and 7d as numbers, but keeps how they were written.
        if (Measure != Measure.Bytes && value is PSObject { BaseObject: ValueType } written && LanguagePrimitives.ConvertTo<string>(written) is { Length: > 1 } text)
        {
            if (text.Length > 2 && text[^1] is 'B' or 'b') throw Unreadable(text);
            // To PowerShell, the d means a decimal number.
            if (Measure == Measure.Seconds && text[^1] is 'D' or 'd') return Read(text);
        }

        return Read(value);
    }

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        if (value is TimeSpan { Ticks: >= 0 } span && Measure == Measure.Seconds) return (long)span.TotalSeconds;
        if (value is not string text) return NumberText.Whole(value) is >= -1 and var whole ? (object)InMembersUnit(whole) : throw Unreadable(value);
        if (HasUnlimited && text.Equals(Unlimited, StringComparison.OrdinalIgnoreCase)) return -1L;
        if (NumberText.TryWhole(text, out var number)) return number < -1 ? throw Unreadable(value) : InMembersUnit(number);
        switch (Measure)
        {
            case Measure.Bytes: return SizeText.TryParse(text, out var bytes, out var advice) ? bytes : throw (advice is null ? Unreadable(value) : Unreadable(value, advice));
            case Measure.Seconds: return DurationText.TryParse(text, out var seconds) ? seconds : throw Unreadable(value);
            default: throw Unreadable(value);
        }
    }

    /// <summary>Converts a number of a row that the panel returned, in a column that the parameter is also named after.</summary>
    internal object FromPanel(object value) => PanelUnlimited == 0 && value is 0L ? -1L : value;

    // A number without a unit in the panel's own column has the panel's meaning.
    private long InMembersUnit(long number)
        => !IsPanelColumn ? number : number == PanelUnlimited ? -1L : number <= 0 ? number : number <= long.MaxValue / PanelUnit ? number * PanelUnit : throw Unreadable(number);
}

/// <summary>A point in time. An empty value clears it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeInputAttribute : InputAttribute
{
    /// <summary>The value that clears the column.</summary>
    public static readonly DateTimeOffset Cleared = DateTimeOffset.MinValue;

    private protected override string Expected => "a date such as 2026-12-24 or 2026-12-24 18:00";

    private protected override object Placeholder => DateTimeOffset.MinValue;

    private protected override object? Empty => Cleared;

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        DateTimeOffset => value,
        DateTime time => new DateTimeOffset(time),
        string text => TimeText.TryParse(NumberText.Plain(text), out var time, out var advice) ? time ?? Cleared : throw Unreadable(value, advice),
        _ => throw Unreadable(value),
    };
}

/// <summary>A list; in a CSV cell, its elements are separated by commas or semicolons. An empty value clears it, if the column can be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListInputAttribute : InputAttribute
{
    private static readonly string[] PlaceholderList = ["-"];
    private static readonly char[] Separators = [',', ';', '\n'];
    private static readonly char[] Blanks = [',', ';', '\n', ' ', '\t'];

    /// <summary>Whether an empty value is ignored, because the panel needs the column or derives it.</summary>
    public bool NotEmpty { get; set; }

    /// <summary>Whether blanks separate elements too, as in the panel's column.</summary>
    public bool HasBlanks { get; set; }

    private protected override string Expected => "a list, with commas between its elements";

    private protected override object Placeholder => PlaceholderList;

    private protected override object? Empty => NotEmpty ? null : Array.Empty<string>();

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        string text => Split(text),
        IDictionary or PSObject => throw Unreadable(value),
        IEnumerable items => items.Cast<object?>().SelectMany(item => Split(Text(item))).ToArray(),
        _ => Split(Text(value)),
    };

    private string Text(object? item) => (item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item) switch
    {
        null => "",
        string text => text,
        PSObject or IEnumerable => throw Unreadable(item),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        { } other => other.ToString() ?? "",
    };

    private string[] Split(string text)
    {
        CellText.Check(text);
        return text.Split(HasBlanks ? Blanks : Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

/// <summary>
/// One of a set of names, or the panel's own word for it ("php-fpm", "R=301,L"). The name Other means that the panel stores something
/// else: it cannot be specified, and in a row it is ignored.
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

    private protected override object? Argument(object? value) => base.Read(value) is var read && read?.ToString() == Other ? throw Unreadable(value) : read;

    internal override object? Read(object? value) => base.Read(value) is { } read && read.ToString() != Other ? read : null;

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        // As ConvertTo-Json writes names.
        if (NumberText.Whole(value) is { } number) return Enum.ToObject(Type, number) is var named && Type.IsEnumDefined(named) ? named : throw Unreadable(value);
        if (value is not (string or Enum or bool)) throw Unreadable(value);
        var word = value.ToString()!.Trim();
        // Enum.Parse would also accept a number, or several names.
        if (Type.GetEnumNames().Contains(word, StringComparer.OrdinalIgnoreCase)) return Enum.Parse(Type, word, ignoreCase: true);
        return OfWord(word) ?? (YesNoText.Read(value) is { } yes ? OfWord(yes ? "y" : "n") : null) ?? throw Unreadable(value);
    }

    private object? OfWord(string word) => Type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .FirstOrDefault(field => field.GetCustomAttributes(typeof(WordAttribute), false) is [WordAttribute known] && known.Text.Equals(word, StringComparison.OrdinalIgnoreCase))?.GetValue(null);

    private IEnumerable<string> Names() => Type.GetEnumNames().Where(name => name != Other);
}

/// <summary>A secret: a secure string, the password of a credential, or plain text such as a CSV cell, of which blanks are part.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretInputAttribute : InputAttribute
{
    private protected override string Expected => "a secure string, a credential, or text";

    private protected override object Placeholder => SecretText.From("-");

    internal override object? Read(object? value)
    {
        if (value is PSObject { BaseObject: not PSCustomObject } wrapped) value = wrapped.BaseObject;
        return value switch
        {
            // A secret that was not exported: Export-Csv writes the name of its type, and ConvertTo-Json its length.
            null or "System.Security.SecureString" or PSObject => null,
            string text when string.IsNullOrWhiteSpace(text) => null,
            _ => Convert(value),
        };
    }

    /// <inheritdoc/>
    protected override object? Convert(object value)
    {
        switch (value)
        {
            case System.Security.SecureString { Length: 0 } or PSCredential { Password.Length: 0 }: throw new ArgumentTransformationMetadataException("The password is empty. Specify a password, or remove the parameter.");
            case System.Security.SecureString: return value;
            case PSCredential credential: return credential.Password;
            case string text:
                CellText.Check(text, isSecret: true);
                return SecretText.From(text);
            default: throw Unreadable(value);
        }
    }

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
    protected override object? Convert(object value) => value switch
    {
        decimal => value,
        double or float when System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) is > -1e15 and < 1e15 and var real => (decimal)real,
        string text when NumberText.TryFraction(text, out var number) => number,
        not string when NumberText.Whole(value) is { } whole => (decimal)whole,
        _ => throw Unreadable(value),
    };
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
        string text when AddressText.TryParse(text.Trim(), out var address) => address,
        _ => throw Unreadable(value),
    };
}
