namespace Nodepoint.IspConfig.Model;

/// <summary>A record that is ready to be added.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Value">The record to send.</param>
/// <param name="Owner">The owner, if the record determines it; null for the specified owner.</param>
public readonly record struct Prepared<T>(T Value, Owner? Owner = null)
{
    /// <summary>Whether the server is determined by the parent of the record.</summary>
    public bool Follows { get; init; }

    /// <summary>A warning to show after the record is added; null for none.</summary>
    public string? Caution { get; init; }
}

/// <summary>A client as the owner of records.</summary>
/// <param name="ClientId">The client's ID; 0 is the administrator.</param>
/// <param name="GroupId">The ID of the client's group; 1 is the administrator's group.</param>
public readonly record struct Owner(long ClientId, long GroupId)
{
    /// <summary>The panel's administrator, the owner of everything no client owns.</summary>
    public static Owner Administrator => new(0, 1);
}
