namespace Nodepoint.PowerShell.Bases;

/// <summary>Gives a cmdlet the parameter -ThrottleLimit. The source generator writes it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ThrottledAttribute : Attribute;
