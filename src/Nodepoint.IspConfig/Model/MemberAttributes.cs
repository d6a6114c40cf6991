using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Model;

/// <summary>Marks the natural key: what admins call the record by, and what tells whether it is there already.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute : Attribute;

/// <summary>Marks a member that, together with the natural key, tells a record from others: a folder's path within its website.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyPartAttribute : Attribute;

/// <summary>
/// Marks a member that says which other record this one is tied to, by its number or, in a text, by its natural key. The
/// cmdlets take that record itself, its key or its number.
/// </summary>
/// <param name="record">The other record's type.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LinkAttribute(Type record) : Attribute
{
    /// <summary>The other record's type.</summary>
    public Type Record { get; } = record;

    /// <summary>The parameter's name; the other record's name unless set.</summary>
    public string? Name { get; init; }

    /// <summary>Whether this record belongs to the other one: its owner and server follow it, and it comes from the pipeline.</summary>
    public bool Parent { get; init; }

    /// <summary>Whether a new record can do without.</summary>
    public bool Optional { get; init; }
}

/// <summary>
/// Marks a key that is an address in a mail domain: it can be given as -LocalPart and -Domain, a mail domain from the
/// pipeline finds its records, and the record's owner and server follow the domain.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InMailDomainAttribute : Attribute;

/// <summary>Marks the prefix that the panel's own pages put before a name: its cmdlets get -NoPrefix, which takes the name as it is given.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PutBeforeNameAttribute : Attribute;

/// <summary>
/// Says which limit of a client a record counts against; on a member, whose sum over all records counts. The remote API
/// itself does not look at limits.
/// </summary>
/// <param name="limit">The member of <see cref="Client"/> that holds the limit.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class CountsAttribute(string limit) : Attribute
{
    /// <summary>The member of <see cref="Client"/> that holds the limit.</summary>
    public string Limit { get; } = limit;
}

/// <summary>The panel's word for a value of an enumeration.</summary>
/// <param name="text">The word as the column has it.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string text) : Attribute
{
    /// <summary>The word as the column has it.</summary>
    public string Text { get; } = text;
}

/// <summary>Marks a member that a new record cannot do without.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute
{
    /// <summary>Where it stands on the command line without its name; -1: only by name.</summary>
    public int Position { get; init; } = -1;
}

/// <summary>Marks a member that is never shown, logged or compared, and is written only when it is given.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>Whether the panel gives it back as it is, so that it can be read.</summary>
    public bool Readable { get; init; }

    /// <summary>Whether a new record is refused without it, though the panel would take one.</summary>
    public bool Mandatory { get; init; }

    /// <summary>
    /// Who compares it, where it leaves this machine as its hash; the record has a member for a ready hash then, which ends in
    /// Hash. Only where the panel and its servers need no more than the hash, and the row holds no other password.
    /// </summary>
    public HashedFor Hashed { get; init; }
}
