namespace Nodepoint.PowerShell.Bases;

/// <summary>Gives a cmdlet the parameters -ThrottleLimit, -Journal, and -TotalCount. The source generator writes them.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class JournaledAttribute : Attribute;
