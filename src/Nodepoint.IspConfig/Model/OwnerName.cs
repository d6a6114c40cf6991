namespace Nodepoint.IspConfig.Model;

/// <summary>The user name of a record's owner. It says nothing about the record itself, so all of them are equal and records compare without it.</summary>
/// <param name="Name">The user name; empty for the administrator, null if it was not read.</param>
internal readonly record struct OwnerName(string? Name)
{
    public bool Equals(OwnerName other) => true;

    public override int GetHashCode() => 0;
}
