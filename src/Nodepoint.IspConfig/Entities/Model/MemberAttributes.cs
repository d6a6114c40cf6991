namespace Nodepoint.IspConfig.Entities;

/// <summary>Marks the natural key: what admins call the record by, and what tells whether it is there already.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute : Attribute;

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
}
