namespace Nodepoint.PowerShell.Printing;

/// <summary>Marks a class whose methods are what PowerShell shows of the members of a type.</summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PrintedMembersAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
