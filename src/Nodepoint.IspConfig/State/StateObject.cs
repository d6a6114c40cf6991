using System.Text.Json;

namespace Nodepoint.IspConfig.State;

/// <summary>A member of an object of a state.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal readonly record struct StateMember(string Name, JsonElement Value);

/// <summary>An object of a state: what the panel keeps of one record, with names in place of IDs.</summary>
/// <param name="Noun">The noun.</param>
/// <param name="Owner">The user name of the client that owns it; empty for the administrator, null if clients cannot own it.</param>
/// <param name="Members">The members, in the order of the record.</param>
internal sealed record StateObject(StateNoun Noun, string? Owner, IReadOnlyList<StateMember> Members)
{
    /// <summary>What separates the parts of an identity.</summary>
    public const char PartSeparator = '\u001e';

    /// <summary>The member with the records of a zone.</summary>
    public const string Records = "Records";

    /// <summary>The member with the panel's columns that the module does not know.</summary>
    public const string Additional = "AdditionalFields";

    /// <summary>Gets the value of a member; undefined if the object does not have it.</summary>
    /// <param name="name">The name.</param>
    public JsonElement this[string name]
    {
        get
        {
            foreach (var member in Members)
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
            return default;
        }
    }

    /// <summary>The name that people know it by: its natural key, and what else it needs to be told apart.</summary>
    public string Name
    {
        get
        {
            var key = Text(this[Noun.Columns[Noun.Identity[0]].StateName]);
            var parts = Noun.Identity.Skip(1).Select(ordinal => Noun.Columns[ordinal]).Where(column => column.RefersTo is not null).Select(column => Text(this[column.StateName])).Where(text => text.Length > 0).ToArray();
            return parts.Length == 0 ? key : $"{key} ({string.Join(", ", parts)})";
        }
    }

    /// <summary>A text that is equal for the same object in two states.</summary>
    public string Identity => IdentityOf(Noun, name => this[name]);

    /// <summary>The identity of the object of a noun that a reference means: a text for its key, or an object with all that it needs to be told apart.</summary>
    public static string IdentityOf(StateNoun noun, JsonElement reference)
        => IdentityOf(noun, name => reference.ValueKind != JsonValueKind.Object ? reference : reference.TryGetProperty(name, out var part) ? part : default);

    private static string IdentityOf(StateNoun noun, Func<string, JsonElement> part)
    {
        var text = string.Join(PartSeparator, noun.Identity.Select(ordinal => Canonical(part(noun.Columns[ordinal].StateName))));
        return noun.IgnoresCase ? text.ToLowerInvariant() : text;
    }

    // The same however a text is escaped.
    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join('\u001f', value.EnumerateArray().Select(Canonical)),
        JsonValueKind.Object => string.Join('\u001f', value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => Canonical(member.Value))),
        _ => value.ToString(),
    };

    /// <summary>The value as text, for people.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(" ", value.EnumerateObject().Select(member => Text(member.Value))),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => value.ToString(),
    };
}
