using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Model;

/// <summary>Marks the natural key: the name admins use for the record, which also decides whether the record already exists.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute : Attribute
{
    /// <summary>What people call it: "email address". The default is the member's name in words.</summary>
    public string? Name { get; init; }
}

/// <summary>Marks a member that identifies a record together with the natural key, such as a folder's path within its website.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyPartAttribute : Attribute;

/// <summary>
/// Marks a member that refers to another record, by its ID or, as text, by its natural key. The cmdlets accept that
/// record, its key, or its ID.
/// </summary>
/// <param name="record">The other record's type.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LinkAttribute(Type record) : Attribute
{
    /// <summary>The other record's type.</summary>
    public Type Record { get; } = record;

    /// <summary>The parameter's name. The default is the other record's name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether this record belongs to the other one: it gets its owner and server from it, and accepts it from the pipeline.</summary>
    public bool Parent { get; init; }

    /// <summary>Whether a new record does not require it.</summary>
    public bool Optional { get; init; }
}

/// <summary>
/// Marks a member with the ID of another object, or several, that is not a parameter of its own. A state keeps the name of that object
/// instead, because the same object has another ID on another panel.
/// </summary>
/// <param name="type">The type of the other object.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefersToAttribute(Type type) : Attribute
{
    /// <summary>The type of the other object.</summary>
    public Type Type { get; } = type;
}

/// <summary>Specifies what the cmdlets complete the member's parameter with, if it is not a link: the keys of records, or values by a name such as Country.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CompletedWithAttribute : Attribute
{
    /// <summary>Completes the parameter with the keys of records.</summary>
    /// <param name="record">The record's type.</param>
    public CompletedWithAttribute(Type record) => Record = record;

    /// <summary>Completes the parameter with values that are not records.</summary>
    /// <param name="values">What they are: the name of a completer of the cmdlets, without its ending.</param>
    public CompletedWithAttribute(string values) => Values = values;

    /// <summary>The record's type; null for other values.</summary>
    public Type? Record { get; }

    /// <summary>What the values are; null for records.</summary>
    public string? Values { get; }
}

/// <summary>
/// Marks a member whose value the panel makes from IDs when it adds the record, such as the directory of a website. A state does not keep
/// it, and keeps it as the member's name in braces where it occurs in texts of the record and of those that belong to it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MadeFromIdsAttribute : Attribute;

/// <summary>Marks a member that counts changes, such as the serial of a zone: a state keeps it, but a difference in it is not a change.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CounterAttribute : Attribute;

/// <summary>
/// Marks a natural key that ends with the key of another record, such as a mailbox's address with the name of its mail domain: a new
/// record can be specified in two parts, the other record from the pipeline selects its records, and the record gets its owner and
/// server from it.
/// </summary>
/// <param name="record">The other record's type.</param>
/// <param name="separator">The character before the other record's key; its last occurrence counts.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EndsWithKeyOfAttribute(Type record, char separator) : Attribute
{
    /// <summary>The other record's type.</summary>
    public Type Record { get; } = record;

    /// <summary>The character before the other record's key.</summary>
    public char Separator { get; } = separator;

    /// <summary>What the whole key is called: "Address". It names the parameter set of the whole key.</summary>
    public required string Whole { get; init; }

    /// <summary>The parameter for the part before the separator. It names the parameter set of the two parts.</summary>
    public required string Part { get; init; }

    /// <summary>The parameter for the other record.</summary>
    public required string Name { get; init; }
}

/// <summary>Marks the prefix that the panel's web pages add to a name: its cmdlets get -NoPrefix, which uses the name as specified.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PutBeforeNameAttribute : Attribute;

/// <summary>
/// Specifies which limit of a client a record counts against; on a member, the sum over all records counts. The remote API
/// does not enforce limits.
/// </summary>
/// <param name="limit">The member of <see cref="Client"/> that holds the limit.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class CountsAttribute(string limit) : Attribute
{
    /// <summary>The member of <see cref="Client"/> that holds the limit.</summary>
    public string Limit { get; } = limit;

    /// <summary>The member that is true for the records that count. The default is all records.</summary>
    public string? If { get; init; }

    /// <summary>What is counted: "PostgreSQL database". The default is the noun's title.</summary>
    public string? What { get; init; }
}

/// <summary>
/// Marks a nullable member whose column only some versions of the panel have. On a panel without the column, the member is null, nothing is
/// sent, and a value that is specified is refused.
/// </summary>
/// <param name="value">The value of the panel's form for a new record on a panel with the column; null to send nothing.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VersionDependentAttribute(object? value = null) : Attribute
{
    /// <summary>The value for a new record on a panel with the column; null to send nothing.</summary>
    public object? Value { get; } = value;

    /// <summary>Whether newer versions of the panel do not have the column. It is then sent only to a panel that is known to have it.</summary>
    public bool IsDropped { get; init; }
}

/// <summary>The panel's name for a value of an enumeration.</summary>
/// <param name="text">The name as stored in the column.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string text) : Attribute
{
    /// <summary>The name as stored in the column.</summary>
    public string Text { get; } = text;
}

/// <summary>Marks a member that a new record requires.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute
{
    /// <summary>The position of the parameter; -1 if it has none.</summary>
    public int Position { get; init; } = -1;
}

/// <summary>Marks a member that is never shown, logged or compared, and is written only when it is specified.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>Whether the panel returns it in plain text, so that it can be read.</summary>
    public bool Readable { get; init; }

    /// <summary>Whether a new record is refused without it, although the panel would accept it.</summary>
    public bool Mandatory { get; init; }

    /// <summary>
    /// What verifies it, if only its hash is sent; the record then has a member for a precomputed hash with the suffix
    /// Hash. Used only if the panel and its servers need nothing but the hash, and the row holds no other password.
    /// </summary>
    public HashedFor Hashed { get; init; }
}
