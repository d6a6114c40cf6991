namespace Nodepoint.IspConfig.Model;

/// <summary>A record ready to be added.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Value">The record as it is to be sent.</param>
/// <param name="Owner">The client that is to own it where this follows from the record; null: whoever was asked for.</param>
public readonly record struct Prepared<T>(T Value, Owner? Owner = null)
{
    /// <summary>Whether the server follows from what the record belongs to.</summary>
    public bool Follows { get; init; }

    /// <summary>What to know of the record once it is added, for a warning; null for nothing.</summary>
    public string? Caution { get; init; }
}

/// <summary>A client as the owner of records.</summary>
/// <param name="ClientId">The client's number; 0 is the administrator.</param>
/// <param name="GroupId">The number of the client's group; 1 is the administrator's.</param>
public readonly record struct Owner(long ClientId, long GroupId)
{
    /// <summary>The panel's administrator, who owns what no client does.</summary>
    public static Owner Administrator => new(0, 1);
}
