namespace Nodepoint.IspConfig.Model;

/// <summary>Says which record a result is about, so that cmdlets for that record accept it from the pipeline, and no others.</summary>
/// <param name="record">The record's type.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ResultOfAttribute(Type record) : Attribute
{
    /// <summary>The record's type.</summary>
    public Type Record => record;
}
