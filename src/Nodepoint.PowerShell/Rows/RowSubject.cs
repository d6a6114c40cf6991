using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// What a row is about, for its journal: an object of the panel by its number, which stays the same when the row changes its key; anything else by
/// its natural key.
/// </summary>
/// <param name="Text">A text that is equal for rows about the same thing.</param>
internal sealed record RowSubject(string Text)
{
    private const char Sign = '#';

    /// <summary>The type of the object with the number; null for a natural key.</summary>
    public Type? Record { get; private init; }

    /// <summary>The parameters that <see cref="Text"/> covers, in a form that is equal for equal objects.</summary>
    public IReadOnlyCollection<string> Covered { get; init; } = [];

    /// <summary>The subject of a row that names an object.</summary>
    public static RowSubject Of<T>(Reference<T> reference) where T : PanelObject
        => reference.Id is { } id ? OfNumber(id, typeof(T)) : new RowSubject(Escaped(reference.Key ?? reference.ToString()));

    /// <summary>What a row names that has this subject: the reverse of <see cref="Of"/>.</summary>
    /// <param name="subject">The subject's text, which is not empty.</param>
    public static Reference<T> ToReference<T>(string subject) where T : PanelObject
        => IdOf(subject) is { } id ? new Reference<T>(id) : new Reference<T>(subject[0] == Sign ? subject[1..] : subject);

    /// <summary>The subject of a row about the object with a number.</summary>
    public static RowSubject OfNumber(long id, Type record) => new(Number(id)) { Record = record };

    /// <summary>The subject of a row that creates a record: its key, and the records that it refers to, within which the key counts.</summary>
    /// <param name="key">The natural key.</param>
    /// <param name="given">The row's parameters, by name.</param>
    public static RowSubject OfNew(string key, IEnumerable<KeyValuePair<string, object?>> given)
    {
        List<string>? references = null;
        foreach (var (name, value) in given)
            if (Unwrapped(value) is IReference) (references ??= []).Add($"{name} {NumberOf(value) ?? Unwrapped(value)}");
        if (references is null) return new RowSubject(key);
        references.Sort(StringComparer.OrdinalIgnoreCase);
        return new RowSubject($"{key} {string.Join(' ', references)}");
    }

    /// <summary>The number in a subject; null for a natural key.</summary>
    public static long? IdOf(string subject) => subject.Length > 1 && subject[0] == Sign && long.TryParse(subject.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The text with the number of an object; null for a value that has none.</summary>
    public static string? NumberOf(object? value) => Unwrapped(value) switch
    {
        IReference { Id: { } id } => Number(id),
        PanelObject { Id: > 0 and var id } => Number(id),
        _ => null,
    };

    /// <summary>Whether a parameter is the object itself.</summary>
    public bool Is(string name, object? value)
    {
        if (Record is null) return Covered.Contains(name);
        var type = Unwrapped(value) switch { IReference reference => reference.RecordType, PanelObject record => record.GetType(), long or int when name == nameof(PanelObject.Id) => Record, _ => null };
        return type == Record && (name == nameof(PanelObject.Id) ? string.Create(CultureInfo.InvariantCulture, $"{Sign}{Unwrapped(value)}") : NumberOf(value)) == Text;
    }

    // A natural key that looks like a number of an object must not be taken for one.
    private static string Escaped(string key) => key.StartsWith(Sign) ? $"{Sign}{key}" : key;

    private static string Number(long id) => string.Create(CultureInfo.InvariantCulture, $"{Sign}{id}");

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
